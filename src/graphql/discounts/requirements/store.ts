import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';

type StoreRequirement = NonNullable<Discount['requirement']['store']>;

const MccRangeRef = builder.objectRef<NonNullable<StoreRequirement['mcc_ranges']>[number]>('DiscountMccRange');

builder.objectType(MccRangeRef, {
  description: 'Merchant category codes from one to another.',
  fields: (t) => ({
    start: t.exposeString('start', { description: 'The first code, ISO 18245: `5814`.' }),
    end: t.exposeString('end', { description: 'The last code, ISO 18245: `5815`.' }),
  }),
});

/** `DiscountStoreRequirement`: where it must be bought for a discount to apply. */
export const StoreRequirementRef = builder.objectRef<StoreRequirement>('DiscountStoreRequirement');

builder.objectType(StoreRequirementRef, {
  description: 'Where it must be bought; of each list any value will do, null asks for nothing.',
  fields: (t) => ({
    storeIds: t.exposeStringList('id', { description: 'Ids of locations.' }),
    names: t.exposeStringList('name', { description: 'Names.' }),
    businessNames: t.exposeStringList('business_name', { description: 'Names of the businesses that run them.' }),
    organizationNumbers: t.exposeStringList('organization_number', {
      description: 'Numbers of those businesses in the public register.',
    }),
    chains: t.exposeStringList('chain', { description: 'Chains.' }),
    glns: t.exposeStringList('gln', { description: 'Global Location Numbers.' }),
    emails: t.exposeStringList('email', { description: 'E-mail addresses.' }),
    phoneNumbers: t.exposeStringList('phone_number', { description: 'Phone numbers, E.164.' }),
    mccs: t.exposeStringList('mcc', { description: 'Merchant category codes, ISO 18245.' }),
    mccRanges: t.field({
      type: [MccRangeRef],
      nullable: false,
      description: 'Ranges of merchant category codes.',
      resolve: (store) => store.mcc_ranges ?? [],
    }),
    baxNumbers: t.exposeStringList('bax', { description: 'Numbers of the agreements with BankAxept.' }),
    terminalIds: t.exposeStringList('terminal_id', { description: 'Ids of tills.' }),
    countries: t.stringList({
      description: 'ISO 3166-1 alpha-2 codes.',
      resolve: (store) => store.address?.country,
    }),
    postalCodes: t.stringList({ description: 'Postal codes.', resolve: (store) => store.address?.postal_code }),
    postalPlaces: t.stringList({ description: 'Towns.', resolve: (store) => store.address?.postal_place }),
  }),
});
