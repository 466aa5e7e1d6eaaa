import { builder } from '../builder.ts';
import { type Address, AddressRef } from '../shared/address.ts';

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
