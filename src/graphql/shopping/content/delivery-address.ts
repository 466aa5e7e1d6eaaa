import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';
import { type Address, AddressInputRef, AddressRef } from '../../values/address.ts';

interface DeliveryAddress extends Address {
  readonly first_name?: string;
  readonly last_name?: string;
  readonly comment?: string;
}

/** `DeliveryAddress`: an address with the person who lives there. */
export const DeliveryAddressRef = builder.objectRef<DeliveryAddress>('DeliveryAddress');

builder.objectType(DeliveryAddressRef, {
  description: 'An address with the person who lives there.',
  fields: (t) => ({
    firstName: t.exposeString('first_name', { description: 'First name.' }),
    lastName: t.exposeString('last_name', { description: 'Last name.' }),
    comment: t.exposeString('comment', { description: 'A note for the delivery.' }),
    address: t.field({
      type: AddressRef,
      nullable: false,
      description: 'The address itself.',
      resolve: (address) => address,
    }),
  }),
});

/** `DeliveryAddressInput`: an address with the person who lives there. */
export const DeliveryAddressInputRef = builder.inputType('DeliveryAddressInput', {
  description: 'An address with the person who lives there.',
  fields: (t) => ({
    firstName: t.string({ description: 'First name.' }),
    lastName: t.string({ description: 'Last name.' }),
    comment: t.string({ description: 'A note for the delivery.' }),
    address: t.field({ type: AddressInputRef, required: true, description: 'The address itself.' }),
  }),
});

/** An address with its person in upstream's words. */
export function wireDelivery({ address, ...person }: typeof DeliveryAddressInputRef.$inferInput) {
  return { ...wire(person), ...wire(address) };
}
