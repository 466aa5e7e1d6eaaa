import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';

const CompanyRequirementInputRef = builder.inputType('DiscountCompanyRequirementInput', {
  description: 'What the business must be like; of each list any value will do, what is left out asks for nothing.',
  fields: (t) => ({
    organizationNumbers: t.stringList({ description: 'Numbers in the public register.' }),
    businessNames: t.stringList({ description: 'Names of businesses.' }),
    departments: t.stringList({ description: 'Departments.' }),
    industries: t.stringList({ description: 'Industries.' }),
    websites: t.stringList({ description: 'Addresses of web sites.' }),
    numbersOfEmployees: t.stringList({ description: 'Numbers of employees, as numbers or ranges in text.' }),
  }),
});

const AddressRequirementInputRef = builder.inputType('DiscountAddressRequirementInput', {
  description: 'Where the customer must live; of each list any value will do, what is left out asks for nothing.',
  fields: (t) => ({
    countries: t.stringList({ description: 'ISO 3166-1 alpha-2 codes.' }),
    postalCodes: t.stringList({ description: 'Postal codes.' }),
    postalPlaces: t.stringList({ description: 'Towns.' }),
    types: t.stringList({ description: 'What the address is for: `home`.' }),
    customTypes: t.stringList({ description: "The merchant's names of uses." }),
  }),
});

/** `DiscountCustomerRequirementInput`: what the customer must be like for a discount to apply. */
export const CustomerRequirementInputRef = builder.inputType('DiscountCustomerRequirementInput', {
  description: 'What the customer must be like; of each list any value will do, what is left out asks for nothing.',
  fields: (t) => ({
    types: t.stringList({ description: 'Kinds of customer, in the words of upstream: `company`.' }),
    statuses: t.stringList({ description: 'Statuses.' }),
    genders: t.stringList({ description: 'Genders.' }),
    firstNames: t.stringList({ description: 'First names.' }),
    lastNames: t.stringList({ description: 'Last names.' }),
    datesOfBirth: t.stringList({ description: 'Dates of birth, or patterns of them.' }),
    favoriteStores: t.stringList({ description: 'Ids of the location that they prefer.' }),
    enrolledByTypes: t.stringList({ description: 'Kinds of source that they were enrolled by.' }),
    enrolledByValues: t.stringList({ description: 'Sources that they were enrolled by.' }),
    termIds: t.stringList({ description: 'Ids of the terms that they have accepted.' }),
    emailConsents: t.stringList({ description: 'What they said of marketing by e-mail: `true`.' }),
    smsConsents: t.stringList({ description: 'What they said of marketing by SMS: `true`.' }),
    addresses: t.field({ type: [AddressRequirementInputRef], description: 'Where they must live; any of them.' }),
    company: t.field({ type: CompanyRequirementInputRef, description: 'What their business must be like.' }),
    attributes: t.field({ type: 'JSONObject', description: 'Values of attributes, by name: a list of text each.' }),
  }),
});

const lists = {
  type: 'types',
  status: 'statuses',
  gender: 'genders',
  first_name: 'firstNames',
  last_name: 'lastNames',
  date_of_birth: 'datesOfBirth',
  favorite_store: 'favoriteStores',
} as const;
const companyLists = {
  organization_number: 'organizationNumbers',
  bussiness_name: 'businessNames',
  department: 'departments',
  industry: 'industries',
  website: 'websites',
  number_of_employees: 'numbersOfEmployees',
} as const;
const addressLists = {
  country: 'countries',
  postal_code: 'postalCodes',
  postal_place: 'postalPlaces',
  type: 'types',
  custom_type: 'customTypes',
} as const;

/** What the customer must be like, in upstream's words; attributes are whatever the caller sent. */
export function wireCustomerRequirement({
  enrolledByTypes,
  enrolledByValues,
  termIds,
  emailConsents,
  smsConsents,
  addresses,
  company,
  attributes,
  ...customer
}: typeof CustomerRequirementInputRef.$inferInput) {
  return {
    ...wire(customer, lists),
    enrolled_by:
      enrolledByTypes || enrolledByValues
        ? wire({ enrolledByTypes, enrolledByValues }, { type: 'enrolledByTypes', value: 'enrolledByValues' })
        : undefined,
    term: termIds ? { id: termIds } : undefined,
    marketing_consent:
      emailConsents || smsConsents
        ? {
            email: emailConsents ? { consent: emailConsents } : undefined,
            sms: smsConsents ? { consent: smsConsents } : undefined,
          }
        : undefined,
    addresses: addresses?.map((address) => wire(address, addressLists)),
    company: company ? wire(company, companyLists) : undefined,
    attributes: attributes ? textLists(attributes) : undefined,
  };
}

/** Attributes with their values as lists of text, as upstream compares them. */
function textLists(attributes: Readonly<Record<string, unknown>>): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, (Array.isArray(value) ? value : [value]).map(String)]),
  );
}

/** Where upstream's members of it lie in the input. */
export const customerRequirementNames = {
  ...lists,
  'enrolled_by.type': 'enrolledByTypes',
  'enrolled_by.value': 'enrolledByValues',
  'term.id': 'termIds',
  'marketing_consent.email.consent': 'emailConsents',
  'marketing_consent.sms.consent': 'smsConsents',
  ...namesAt('addresses', 'addresses', addressLists),
  ...namesAt('company', 'company', companyLists),
};
