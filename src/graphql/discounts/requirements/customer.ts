import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';
import { AddressType } from '../../customers/customer/details.ts';
import { CustomerType } from '../../customers/customer/type.ts';
import { allOrNothing } from '../../entries.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { textLists } from './text-lists.ts';

type CustomerRequirement = NonNullable<Discount['requirement']['customer']>;
type CompanyRequirement = NonNullable<CustomerRequirement['company']>;
type AddressRequirement = NonNullable<CustomerRequirement['addresses']>[number];

const companyLists = textLists<CompanyRequirement>()({
  organizationNumbers: ['organization_number', 'Numbers in the public register.', 'registerNumber'],
  // Upstream spells it so.
  businessNames: ['bussiness_name', 'Names of businesses.'],
  departments: ['department', 'Departments.'],
  industries: ['industry', 'Industries.'],
  websites: ['website', 'Addresses of web sites.'],
  numbersOfEmployees: ['number_of_employees', 'Numbers of employees, as numbers or ranges in text.'],
});

const addressLists = textLists<AddressRequirement>()({
  countries: ['country', 'ISO 3166-1 alpha-2 codes.'],
  postalCodes: ['postal_code', 'Postal codes.'],
  postalPlaces: ['postal_place', 'Towns.'],
  customTypes: ['custom_type', "The merchant's names of uses."],
});

const customerLists = textLists<CustomerRequirement>()({
  statuses: ['status', 'Statuses.'],
  genders: ['gender', 'Genders.'],
  firstNames: ['first_name', 'First names.'],
  lastNames: ['last_name', 'Last names.'],
  datesOfBirth: ['date_of_birth', 'Dates of birth, or patterns of them.'],
  favoriteStores: ['favorite_store', 'Ids of the location that they prefer.'],
  enrolledByTypes: ['enrolled_by.type', 'Kinds of source that they were enrolled by.'],
  enrolledByValues: ['enrolled_by.value', 'Sources that they were enrolled by.'],
  termIds: ['term.id', 'Ids of the terms that they have accepted.', 'id'],
  emailConsents: ['marketing_consent.email.consent', 'What they said of marketing by e-mail: `true`.'],
  smsConsents: ['marketing_consent.sms.consent', 'What they said of marketing by SMS: `true`.'],
});

const CompanyRequirementRef = builder.objectRef<CompanyRequirement>('DiscountCompanyRequirement');

builder.objectType(CompanyRequirementRef, {
  description: 'What the business must be like; of each list any value will do, null asks for nothing.',
  fields: companyLists.fields,
});

const CompanyRequirementInputRef = builder.inputType('DiscountCompanyRequirementInput', {
  description: 'What the business must be like; of each list any value will do, what is left out asks for nothing.',
  fields: companyLists.inputFields,
});

const AddressRequirementRef = builder.objectRef<AddressRequirement>('DiscountAddressRequirement');

builder.objectType(AddressRequirementRef, {
  description: 'Where the customer must live; of each list any value will do, null asks for nothing.',
  fields: (t) => ({
    ...addressLists.fields(t),
    types: t.field({
      type: [AddressType.ref],
      description: 'What the address is for.',
      resolve: ({ type }) => allOrNothing(AddressType.readAll(type)),
    }),
  }),
});

const AddressRequirementInputRef = builder.inputType('DiscountAddressRequirementInput', {
  description: 'Where the customer must live; of each list any value will do, what is left out asks for nothing.',
  fields: (t) => ({
    ...addressLists.inputFields(t),
    types: t.field({ type: [AddressType.ref], description: 'What the address is for.' }),
  }),
});

/** `DiscountCustomerRequirement`: what the customer must be like for a discount to apply. */
export const CustomerRequirementRef = builder.objectRef<CustomerRequirement>('DiscountCustomerRequirement');

builder.objectType(CustomerRequirementRef, {
  description: 'What the customer must be like; of each list any value will do, null asks for nothing.',
  fields: (t) => ({
    ...customerLists.fields(t),
    types: t.field({
      type: [CustomerType.ref],
      description: 'Kinds of customer.',
      resolve: ({ type }) => allOrNothing(CustomerType.readAll(type)),
    }),
    addresses: t.field({
      type: [AddressRequirementRef],
      description: 'Where they must live.',
      resolve: (customer) => allOrNothing(customer.addresses) ?? [],
    }),
    company: t.field({
      type: CompanyRequirementRef,
      description: 'Conditions on their business; null: none.',
      resolve: (customer) => customer.company,
    }),
    attributes: t.field({
      type: 'JSONObject',
      description: 'Values of attributes, by name: a list of text each.',
      resolve: (customer) => customer.attributes,
    }),
  }),
});

/** `DiscountCustomerRequirementInput`: the same, as it is written. */
export const CustomerRequirementInputRef = builder.inputType('DiscountCustomerRequirementInput', {
  description: 'What the customer must be like; of each list any value will do, what is left out asks for nothing.',
  fields: (t) => ({
    ...customerLists.inputFields(t),
    types: t.field({ type: [CustomerType.ref], description: 'Kinds of customer.' }),
    addresses: t.field({ type: [AddressRequirementInputRef], description: 'Where they must live; any of them.' }),
    company: t.field({ type: CompanyRequirementInputRef, description: 'What their business must be like.' }),
    attributes: t.field({ type: 'JSONObject', description: 'Values of attributes, by name: a list of text each.' }),
  }),
});

/** What the customer must be like, in upstream's words; attributes are whatever the caller sent. */
export function wireCustomerRequirement(customer: typeof CustomerRequirementInputRef.$inferInput) {
  const { addresses, company, attributes, types } = customer;
  return {
    ...customerLists.wire(customer),
    ...(types && { type: types }),
    addresses: addresses?.map((address) => ({
      ...addressLists.wire(address),
      ...(address.types && { type: address.types }),
    })),
    company: company ? companyLists.wire(company) : undefined,
    attributes: attributes ? attributeTexts(attributes) : undefined,
  };
}

/** Attributes with their values as lists of text, as upstream compares them. */
function attributeTexts(attributes: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]),
  );
}

/** Where upstream's members of it lie in the input. */
export const customerRequirementNames = {
  type: 'types',
  ...customerLists.names,
  ...namesAt('addresses', 'addresses', { type: 'types', ...addressLists.names }),
  ...namesAt('company', 'company', companyLists.names),
};
