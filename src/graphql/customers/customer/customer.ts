import { unreadable } from '../../../kernel/unreadable.ts';
import type { CustomerResponse as Customer } from '../../../upstream/contract/customers.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { entityType } from '../../framework/node.ts';
import { dateTime, day } from '../../values/scalars.ts';
import { CompanyRef, ConsentRef, CustomerAddressRef, consentsOf, EnrollmentRef } from './details.ts';
import { CustomerType } from './type.ts';

/** `Customer`: a customer of the merchant. */
export const CustomerRef = builder.objectRef<Customer>('Customer');

entityType(CustomerRef, {
  description: 'A customer of the merchant: a person, a business, a contact of a business, or an employee.',
  keys: (customer) => [customer.customer_id],
  calls: getCustomer,
  input: ([customer_id]) => (customer_id === undefined ? null : { path: { customer_id } }),
});

builder.objectFields(CustomerRef, (t) => ({
  customerId: t.exposeString('customer_id', { nullable: false, description: "The merchant's own id of the customer." }),
  type: t.field({
    type: CustomerType.ref,
    description: 'What kind of customer it is.',
    resolve: (customer) => CustomerType.read(customer.type),
  }),
  displayName: t.string({
    nullable: false,
    description:
      'How to name the customer to people: first and last name, else the business, the e-mail address, the phone number or the id.',
    resolve: displayName,
  }),
  firstName: t.exposeString('first_name', { description: 'First name; null where not known.' }),
  lastName: t.exposeString('last_name', { description: 'Last name; null where not known.' }),
  email: t.exposeString('email', { description: 'E-mail address as stored; null where not known.' }),
  phoneNumber: t.exposeString('phone_number', { description: 'Phone number, E.164 as a rule: `+4799999999`.' }),
  gender: t.exposeString('gender', { description: 'Gender in the words of the merchant; null where not known.' }),
  dateOfBirth: t.field({
    type: 'Date',
    description: 'Date of birth; null where not known.',
    resolve: (customer) => day(customer.date_of_birth),
  }),
  status: t.exposeString('status', { description: 'Status in the words of the merchant: an open set.' }),
  favoriteStore: t.exposeString('favorite_store', { description: 'Id of the location that the customer prefers.' }),
  enrolledBy: t.field({
    type: EnrollmentRef,
    description: 'How the customer was enrolled; null where not known.',
    resolve: (customer) => customer.enrolled_by,
  }),
  marketingConsents: t.field({
    type: [ConsentRef],
    description: 'What the customer said of marketing, by channel; a channel that was never asked about is left out.',
    resolve: (customer) => consentsOf(customer.marketing_consent),
  }),
  addresses: t.field({
    type: [CustomerAddressRef],
    description: 'Addresses of the customer.',
    resolve: (customer) => customer.addresses ?? [],
  }),
  company: t.field({
    type: CompanyRef,
    description: 'The business of a customer of type COMPANY; null for a private person.',
    resolve: (customer) => customer.company,
  }),
  attributes: t.field({
    type: 'JSONObject',
    description: 'Values of the attributes that the merchant has defined, by name; see `customerSettings`.',
    resolve: (customer) => customer.attributes,
  }),
  metadata: t.field({
    type: 'JSONObject',
    description: 'Free-form data of the merchant.',
    resolve: (customer) => customer.metadata,
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When the customer was created.',
    resolve: (customer) => dateTime(customer.created_at),
  }),
  createdBy: t.exposeString('created_by', { description: 'Id of the user or client that created the customer.' }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When the customer was last changed.',
    resolve: (customer) => dateTime(customer.updated_at),
  }),
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When the customer was deleted; null for one that was not.',
    resolve: (customer) => dateTime(customer.deleted_at),
  }),
  deletedBy: t.exposeString('deleted_by', { description: 'Id of the user or client that deleted the customer.' }),
}));

function displayName({ first_name, last_name, company, email, phone_number, customer_id }: Customer): string {
  const name = [first_name, last_name].filter(isText).join(' ');
  const business = company === unreadable ? undefined : company?.bussiness_name;
  return [name, business, email, phone_number].find(isText) ?? customer_id;
}

/** False of what cannot be read, too: a name is made of the rest. */
function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
