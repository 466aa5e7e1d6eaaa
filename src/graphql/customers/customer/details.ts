import type { CustomerResponse as Customer } from '../../../upstream/contract/customers.ts';
import { builder } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { AddressRef } from '../../values/address.ts';
import { dateTime } from '../../values/scalars.ts';

/** What an address of a customer is for. */
export const AddressType = closedEnum('CustomerAddressType', 'What an address of a customer is for.', {
  home: 'Where the customer lives.',
  work: 'Where the customer works.',
  custom: 'A use that the merchant has named, see `customType`.',
  other: 'None of the others.',
});

/** `CustomerAddress`: an address of a customer with what it is for. */
export const CustomerAddressRef = builder.objectRef<NonNullable<Customer['addresses']>[number]>('CustomerAddress');

builder.objectType(CustomerAddressRef, {
  description: 'An address of a customer.',
  fields: (t) => ({
    type: t.field({
      type: AddressType.ref,
      description: 'What the address is for; null where not known.',
      resolve: (address) => AddressType.read(address.type),
    }),
    customType: t.exposeString('custom_type', { description: "The merchant's name of the use, with type CUSTOM." }),
    comment: t.exposeString('comment', { description: 'A note for deliveries: `5th floor, use doorbell.`' }),
    address: t.field({
      type: AddressRef,
      nullable: false,
      description: 'The address itself.',
      resolve: (address) => address,
    }),
  }),
});

/** `Company`: the business behind a customer. */
export const CompanyRef = builder.objectRef<NonNullable<Customer['company']>>('Company');

builder.objectType(CompanyRef, {
  description: 'The business behind a customer.',
  fields: (t) => ({
    organizationNumber: t.exposeString('organization_number', {
      description: 'Number in the public register: `123456789MVA`.',
    }),
    businessName: t.exposeString('bussiness_name', { description: 'Name of the business.' }),
    department: t.exposeString('department', { description: 'Department of the business.' }),
    industry: t.exposeString('industry', { description: 'Industry of the business.' }),
    website: t.exposeString('website', { description: 'Address of its web site.' }),
    numberOfEmployees: t.exposeString('number_of_employees', {
      description: 'Number of employees, a number or a range as text.',
    }),
  }),
});

/** `Enrollment`: how a customer was enrolled. */
export const EnrollmentRef = builder.objectRef<NonNullable<Customer['enrolled_by']>>('Enrollment');

builder.objectType(EnrollmentRef, {
  description: 'How a customer was enrolled.',
  fields: (t) => ({
    type: t.exposeString('type', { description: 'Kind of source: `url`.' }),
    value: t.exposeString('value', { description: 'The source: an address, a store, a campaign.' }),
  }),
});

interface Consent {
  readonly channel: string;
  readonly told: NonNullable<Customer['marketing_consent']>[string] | undefined;
}

/** `MarketingConsent`: what a customer said of marketing in one channel. */
export const ConsentRef = builder.objectRef<Consent>('MarketingConsent');

builder.objectType(ConsentRef, {
  description: 'What a customer said of marketing in one channel.',
  fields: (t) => ({
    channel: t.exposeString('channel', {
      nullable: false,
      description: '`sms`, `email`, or a channel that the merchant has named.',
    }),
    consent: t.boolean({
      description: 'True: marketing is welcome. Null where not known.',
      resolve: ({ told }) => told?.consent,
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When the customer said so; null where not known.',
      resolve: ({ told }) => dateTime(told?.updated_at),
    }),
  }),
});

/** The consents of a customer, one a channel. */
export function consentsOf(consents: Customer['marketing_consent']): Consent[] {
  return Object.entries(consents ?? {}).map(([channel, told]) => ({ channel, told }));
}
