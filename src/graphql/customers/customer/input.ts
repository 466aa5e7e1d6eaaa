import type { InputProblem } from '../../../kernel/input-error.ts';
import { type TextKind, textRules } from '../../../kernel/texts.ts';
import { builder } from '../../builder.ts';
import { taken } from '../../framework/refusal.ts';
import { unlessNone, wire, wireChange } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { AddressInputRef, addressNames } from '../../values/address.ts';
import { AddressType } from './details.ts';
import { CustomerType } from './type.ts';

const ConsentInputRef = builder.inputType('MarketingConsentInput', {
  description: 'What a customer says of marketing by one channel.',
  fields: (t) => ({
    channel: t.string({ required: true, description: 'The channel: `sms`, `email`; an open set.' }),
    consent: t.boolean({ required: true, description: 'Whether the customer agrees.' }),
  }),
});

const CustomerAddressInputRef = builder.inputType('CustomerAddressInput', {
  description: 'An address of a customer.',
  fields: (t) => ({
    address: t.field({ type: AddressInputRef, required: true, description: 'The address itself.' }),
    type: t.field({ type: AddressType.ref, description: 'What it is for.' }),
    customType: t.string({ description: "The merchant's name of the use, with type CUSTOM." }),
    comment: t.string({ description: 'A note for deliveries.' }),
  }),
});

/** `CompanyInput`: the business behind a customer. */
export const CompanyInputRef = builder.inputType('CompanyInput', {
  description: 'The business behind a customer.',
  fields: (t) => ({
    businessName: t.string({ required: true, description: 'Name of the business.' }),
    organizationNumber: t.text('registerNumber', { description: 'Number in the public register.' }),
    department: t.string({ description: 'Part of the business.' }),
    industry: t.string({ description: 'What it does.' }),
    website: t.string({ description: 'Address of its web page.' }),
    numberOfEmployees: t.string({ description: 'How many work there, as text.' }),
  }),
});

/** Where upstream's members of a business lie in the input. */
export const companyNames = { bussiness_name: 'businessName' } as const;

/** Everything that can be said of a customer, as creating and updating have it. */
export const CustomerDetailsInputRef = builder.inputType('CustomerDetailsInput', {
  description: 'What is said of a customer. What is left out stays as it is; null takes a text away.',
  fields: (t) => ({
    type: t.field({ type: CustomerType.ref, description: 'What kind of customer it is.' }),
    firstName: t.string({ description: 'First name.' }),
    lastName: t.string({ description: 'Last name.' }),
    email: t.text('email', { description: 'E-mail address; no other customer may have it.' }),
    phoneNumber: t.text('phoneNumber', {
      description: 'Phone number, E.164: `+4799999999`; no other customer may have it unless the account allows it.',
    }),
    gender: t.string({ description: 'Gender in the words of the merchant.' }),
    dateOfBirth: t.field({ type: 'Date', description: 'Date of birth.' }),
    status: t.string({ description: 'Status in the words of the merchant.' }),
    favoriteStore: t.string({ description: 'Id of the location that the customer prefers.' }),
    marketingConsents: t.field({
      type: [ConsentInputRef],
      description: 'What the customer says of marketing, by channel.',
    }),
    addresses: t.field({ type: [CustomerAddressInputRef], description: 'Addresses of the customer, all of them.' }),
    company: t.field({ type: CompanyInputRef, description: 'The business of a customer of type COMPANY.' }),
    contactFor: t.stringList({ description: 'Ids of the businesses that a CONTACT stands for, all of them.' }),
    attributes: t.field({ type: 'JSONObject', description: 'Values of the attributes that the merchant has defined.' }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant. A key that is left out stays, one with null goes away.',
    }),
    password: t.string({ description: 'Password for logging in; kept nowhere but upstream.' }),
    pin: t.string({ description: 'PIN for logging in; kept nowhere but upstream.' }),
  }),
});

type Details = typeof CustomerDetailsInputRef.$inferInput;

/** The details in upstream's words: undefined is not sent, null clears. */
export function wireDetails({ dateOfBirth, marketingConsents, addresses, company, contactFor, ...details }: Details) {
  return {
    ...wireChange(details),
    date_of_birth: unlessNone(dateOfBirth, (day) => day.toISOString().slice(0, 10)),
    marketing_consent: unlessNone(marketingConsents, (consents) =>
      Object.fromEntries(consents.map(({ channel, consent }) => [channel, { consent }])),
    ),
    addresses: unlessNone(addresses, (all) => all.map(({ address, ...use }) => ({ ...wire(address), ...wire(use) }))),
    company: unlessNone(company, wireCompany),
    contact_for: unlessNone(contactFor, (ids) => ids.map((customer_id) => ({ customer_id }))),
  };
}

/** A business in upstream's words. */
export function wireCompany(company: typeof CompanyInputRef.$inferInput) {
  return wire(company, companyNames);
}

/** Where upstream's names lie in an input with `details`. */
export const detailNames = {
  '': 'details',
  customer_id: 'customerId',
  marketing_consent: 'details.marketingConsents',
  ...namesAt('company', 'details.company', companyNames),
  ...namesAt('addresses', 'details.addresses', addressNames),
};

/** What the contract does not say of e-mail addresses and phone numbers. */
export function detailProblems({ email, phoneNumber }: Details): InputProblem[] {
  return [
    ...emailProblems(['details', 'email'], email),
    ...phoneNumberProblems(['details', 'phoneNumber'], phoneNumber),
  ];
}

/** What is wrong with an e-mail address, where there is one. */
export function emailProblems(path: InputProblem['path'], email: string | null | undefined): InputProblem[] {
  return problemsOf('email', path, email);
}

/** What is wrong with a phone number, where there is one. */
export function phoneNumberProblems(path: InputProblem['path'], number: string | null | undefined): InputProblem[] {
  return problemsOf('phoneNumber', path, number);
}

function problemsOf(kind: TextKind, path: InputProblem['path'], text: string | null | undefined): InputProblem[] {
  const problem = typeof text === 'string' ? textRules[kind].problem(text) : undefined;
  return problem === undefined ? [] : [{ path, ...problem }];
}

/** Why upstream may refuse what is said of a customer. */
export const detailRefusals = [taken('details.email', 'customer'), taken('details.phoneNumber', 'customer')];

/** Finer rules on what may be written of a customer. */
export const detailConditions = [
  {
    when: 'the type is `EMPLOYEE` or `OTHER`',
    applies: ({ input }: { input: { details: Details } }) => ['employee', 'other'].includes(input.details.type ?? ''),
    anyOf: ['admin:customers', 'write:customers'],
  },
  {
    when: 'a password or PIN is set',
    applies: ({ input }: { input: { details: Details } }) =>
      typeof input.details.password === 'string' || typeof input.details.pin === 'string',
    anyOf: ['write:accounts:/auth/users'],
  },
] as const;
