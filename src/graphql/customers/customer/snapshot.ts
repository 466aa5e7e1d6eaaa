import { builder } from '../../builder.ts';
import { type Address, AddressRef } from '../../values/address.ts';
import { day } from '../../values/scalars.ts';
import { CompanyRef, ConsentRef, consentsOf, EnrollmentRef } from './details.ts';
import { CustomerType } from './type.ts';

/** A customer as a receipt or an order was made out to. */
export interface CustomerSnapshot {
  readonly first_name?: string;
  readonly last_name?: string;
  readonly email?: string;
  readonly phone_number?: string;
  readonly gender?: string;
  readonly date_of_birth?: string;
  readonly status?: string;
  readonly type?: string;
  readonly pays_tax?: boolean;
  readonly favorite_store?: string;
  readonly addresses?: readonly Address[];
  readonly company?: typeof CompanyRef.$inferType;
  readonly enrolled_by?: typeof EnrollmentRef.$inferType;
  readonly marketing_consent?: Parameters<typeof consentsOf>[0];
  readonly term?: { readonly id?: string };
  readonly metadata?: Record<string, unknown>;
}

/** `CustomerSnapshot`: a customer as printed. */
export const CustomerSnapshotRef = builder.objectRef<CustomerSnapshot>('CustomerSnapshot');

builder.objectType(CustomerSnapshotRef, {
  description: 'A customer as it was when the receipt or order was made; for what it is now see `customer`.',
  fields: (t) => ({
    firstName: t.exposeString('first_name', { description: 'First name.' }),
    lastName: t.exposeString('last_name', { description: 'Last name.' }),
    email: t.exposeString('email', { description: 'E-mail address.' }),
    phoneNumber: t.exposeString('phone_number', { description: 'Phone number, E.164 as a rule.' }),
    gender: t.exposeString('gender', { description: 'Gender in the words of the merchant.' }),
    dateOfBirth: t.field({
      type: 'Date',
      description: 'Date of birth.',
      resolve: (customer) => day(customer.date_of_birth),
    }),
    status: t.exposeString('status', { description: 'Status in the words of the merchant.' }),
    type: t.field({
      type: CustomerType.ref,
      description: 'What kind of customer it was.',
      resolve: (customer) => CustomerType.read(customer.type),
    }),
    paysTax: t.exposeBoolean('pays_tax', { description: 'Whether the customer pays tax.' }),
    favoriteStore: t.exposeString('favorite_store', { description: 'Id of the location that the customer preferred.' }),
    addresses: t.field({
      type: [AddressRef],
      description: 'Addresses.',
      resolve: (customer) => [...(customer.addresses ?? [])],
    }),
    company: t.field({
      type: CompanyRef,
      description: 'The business, for a customer of type COMPANY.',
      resolve: (customer) => customer.company,
    }),
    enrollment: t.field({
      type: EnrollmentRef,
      description: 'How the customer had been enrolled; null where not known.',
      resolve: (customer) => customer.enrolled_by,
    }),
    marketingConsents: t.field({
      type: [ConsentRef],
      description: 'What the customer had said of marketing, by channel.',
      resolve: (customer) => consentsOf(customer.marketing_consent),
    }),
    termId: t.string({
      description: 'Id of the terms that the customer had accepted.',
      resolve: (customer) => customer.term?.id,
    }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (customer) => customer.metadata,
    }),
  }),
});
