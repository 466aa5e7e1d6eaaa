import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { AddressInputRef } from '../../values/address.ts';
import { CompanyInputRef, companyNames, wireCompany } from './input.ts';
import { CustomerType } from './type.ts';

/** `CustomerSnapshotInput`: a customer as a receipt or an order is made out to. */
export const CustomerSnapshotInputRef = builder.inputType('CustomerSnapshotInput', {
  description: 'A customer as printed on a receipt or an order; it changes nothing of the customer.',
  fields: (t) => ({
    firstName: t.string({ description: 'First name.' }),
    lastName: t.string({ description: 'Last name.' }),
    email: t.text('email', { description: 'E-mail address.' }),
    phoneNumber: t.text('phoneNumber', { description: 'Phone number, E.164.' }),
    gender: t.string({ description: 'Gender in the words of the merchant.' }),
    dateOfBirth: t.field({ type: 'Date', description: 'Date of birth.' }),
    status: t.string({ description: 'Status in the words of the merchant.' }),
    type: t.field({ type: CustomerType.ref, description: 'What kind of customer it is.' }),
    paysTax: t.boolean({ description: 'Whether the customer pays tax.' }),
    favoriteStore: t.string({ description: 'Id of the location that the customer prefers.' }),
    addresses: t.field({ type: [AddressInputRef], description: 'Addresses.' }),
    company: t.field({ type: CompanyInputRef, description: 'The business, for a customer of type COMPANY.' }),
    metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
  }),
});

/** A customer as printed, in upstream's words. */
export function wireSnapshot({
  dateOfBirth,
  addresses,
  company,
  ...texts
}: typeof CustomerSnapshotInputRef.$inferInput) {
  return {
    ...wire(texts),
    date_of_birth: dateOfBirth?.toISOString().slice(0, 10),
    addresses: addresses?.map((address) => wire(address)),
    company: company ? wireCompany(company) : undefined,
  };
}

/** Where upstream's members of a customer as printed lie in the input. */
export const snapshotNames = namesAt('company', 'company', companyNames);
