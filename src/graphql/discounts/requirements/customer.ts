import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';

type CustomerRequirement = NonNullable<Discount['requirement']['customer']>;

const CompanyRequirementRef =
  builder.objectRef<NonNullable<CustomerRequirement['company']>>('DiscountCompanyRequirement');

builder.objectType(CompanyRequirementRef, {
  description: 'What the business must be like; of each list any value will do, null asks for nothing.',
  fields: (t) => ({
    organizationNumbers: t.exposeStringList('organization_number', { description: 'Numbers in the public register.' }),
    businessNames: t.exposeStringList('bussiness_name', { description: 'Names of businesses.' }),
    departments: t.exposeStringList('department', { description: 'Departments.' }),
    industries: t.exposeStringList('industry', { description: 'Industries.' }),
    websites: t.exposeStringList('website', { description: 'Addresses of web sites.' }),
    numbersOfEmployees: t.exposeStringList('number_of_employees', {
      description: 'Numbers of employees, as numbers or ranges in text.',
    }),
  }),
});

const AddressRequirementRef =
  builder.objectRef<NonNullable<CustomerRequirement['addresses']>[number]>('DiscountAddressRequirement');

builder.objectType(AddressRequirementRef, {
  description: 'Where the customer must live; of each list any value will do, null asks for nothing.',
  fields: (t) => ({
    countries: t.exposeStringList('country', { description: 'ISO 3166-1 alpha-2 codes.' }),
    postalCodes: t.exposeStringList('postal_code', { description: 'Postal codes.' }),
    postalPlaces: t.exposeStringList('postal_place', { description: 'Towns.' }),
    types: t.exposeStringList('type', { description: 'What the address is for: `home`.' }),
    customTypes: t.exposeStringList('custom_type', { description: "The merchant's names of uses." }),
  }),
});

/** `DiscountCustomerRequirement`: what the customer must be like for a discount to apply. */
export const CustomerRequirementRef = builder.objectRef<CustomerRequirement>('DiscountCustomerRequirement');

builder.objectType(CustomerRequirementRef, {
  description: 'What the customer must be like; of each list any value will do, null asks for nothing.',
  fields: (t) => ({
    types: t.exposeStringList('type', { description: 'Kinds of customer, in the words of upstream: `company`.' }),
    statuses: t.exposeStringList('status', { description: 'Statuses.' }),
    genders: t.exposeStringList('gender', { description: 'Genders.' }),
    firstNames: t.exposeStringList('first_name', { description: 'First names.' }),
    lastNames: t.exposeStringList('last_name', { description: 'Last names.' }),
    datesOfBirth: t.exposeStringList('date_of_birth', { description: 'Dates of birth, or patterns of them.' }),
    favoriteStores: t.exposeStringList('favorite_store', { description: 'Ids of the location that they prefer.' }),
    enrolledByTypes: t.stringList({
      description: 'Kinds of source that they were enrolled by.',
      resolve: (customer) => customer.enrolled_by?.type,
    }),
    enrolledByValues: t.stringList({
      description: 'Sources that they were enrolled by.',
      resolve: (customer) => customer.enrolled_by?.value,
    }),
    termIds: t.stringList({
      description: 'Ids of the terms that they have accepted.',
      resolve: (customer) => customer.term?.id,
    }),
    emailConsents: t.stringList({
      description: 'What they said of marketing by e-mail: `true`.',
      resolve: (customer) => customer.marketing_consent?.email?.consent,
    }),
    smsConsents: t.stringList({
      description: 'What they said of marketing by SMS: `true`.',
      resolve: (customer) => customer.marketing_consent?.sms?.consent,
    }),
    addresses: t.field({
      type: [AddressRequirementRef],
      nullable: false,
      description: 'Where they must live.',
      resolve: (customer) => customer.addresses ?? [],
    }),
    company: t.field({
      type: CompanyRequirementRef,
      description: 'What their business must be like; null asks for nothing.',
      resolve: (customer) => customer.company,
    }),
    attributes: t.field({
      type: 'JSONObject',
      description: 'Values of attributes, by name: a list of text each.',
      resolve: (customer) => customer.attributes,
    }),
  }),
});
