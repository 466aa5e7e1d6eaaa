import { builder } from '../builder.ts';
import { wire } from '../framework/wire.ts';
import { type Address, AddressInputRef, AddressRef } from './address.ts';

/** A store as a receipt or an order was made out by it. */
export interface Store {
  readonly id: string;
  readonly name?: string;
  readonly business_name?: string;
  readonly address?: Address;
  readonly chain?: string;
  readonly email?: string;
  readonly gln?: string;
  readonly organization_number?: string;
  readonly phone_number?: string;
  readonly mcc?: string;
  readonly terminal_id?: string;
}

/** `Store`: a store as printed. */
export const StoreRef = builder.objectRef<Store>('Store');

builder.objectType(StoreRef, {
  description: 'A store as it was when the receipt or order was made; for what it is now see `location`.',
  fields: (t) => ({
    storeId: t.exposeString('id', {
      description: 'Id of the location, as `location(locationId:)` takes it.',
    }),
    name: t.exposeString('name', { description: 'Name of the store.' }),
    businessName: t.exposeString('business_name', { description: 'Name of the business that runs it.' }),
    organizationNumber: t.exposeString('organization_number', {
      description: 'Number of that business in the public register.',
    }),
    chain: t.exposeString('chain', { description: 'Chain that it belongs to.' }),
    gln: t.exposeString('gln', { description: 'Global Location Number.' }),
    mcc: t.exposeString('mcc', { description: 'Merchant category code, ISO 18245.' }),
    email: t.exposeString('email', { description: 'E-mail address.' }),
    phoneNumber: t.exposeString('phone_number', { description: 'Phone number, E.164.' }),
    terminalId: t.exposeString('terminal_id', { description: 'Id of the till or terminal.' }),
    address: t.field({ type: AddressRef, description: 'Where it is.', resolve: (store) => store.address }),
  }),
});

/** `StoreInput`: a store as a receipt or an order is made out by it. */
export const StoreInputRef = builder.inputType('StoreInput', {
  description: 'A store as it is when a receipt or an order is made.',
  fields: (t) => ({
    storeId: t.text('id', { required: true, description: 'Id of the location.' }),
    name: t.string({ description: 'Name of the store.' }),
    businessName: t.string({ description: 'Name of the business that runs it.' }),
    organizationNumber: t.text('registerNumber', { description: 'Number of that business in the public register.' }),
    chain: t.string({ description: 'Chain that it belongs to.' }),
    gln: t.string({ description: 'Global Location Number.' }),
    mcc: t.string({ description: 'Merchant category code, ISO 18245.' }),
    email: t.text('email', { description: 'E-mail address.' }),
    phoneNumber: t.text('phoneNumber', { description: 'Phone number, E.164.' }),
    terminalId: t.text('id', { description: 'Id of the till or terminal.' }),
    address: t.field({ type: AddressInputRef, description: 'Where it is.' }),
  }),
});

/** Where upstream's members of a store lie in the input. */
export const storeNames = { id: 'storeId' } as const;

/** A store in upstream's words. */
export function wireStore({ address, ...store }: typeof StoreInputRef.$inferInput) {
  return { ...wire(store, storeNames), address: address ? wire(address) : undefined };
}
