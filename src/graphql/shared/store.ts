import { builder } from '../builder.ts';
import { type Address, AddressRef } from './address.ts';

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
      nullable: false,
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
