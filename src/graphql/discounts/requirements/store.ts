import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';
import { allOrNothing } from '../../entries.ts';
import { wire } from '../../framework/wire.ts';
import { textLists } from './text-lists.ts';

type StoreRequirement = NonNullable<Discount['requirement']['store']>;

const MccRangeRef = builder.objectRef<NonNullable<StoreRequirement['mcc_ranges']>[number]>('DiscountMccRange');

builder.objectType(MccRangeRef, {
  description: 'Merchant category codes from one to another.',
  fields: (t) => ({
    start: t.exposeString('start', { description: 'The first code, ISO 18245: `5814`.' }),
    end: t.exposeString('end', { description: 'The last code, ISO 18245: `5815`.' }),
  }),
});

const MccRangeInputRef = builder.inputType('DiscountMccRangeInput', {
  description: 'Merchant category codes from one to another.',
  fields: (t) => ({
    start: t.string({ required: true, description: 'The first code, ISO 18245: `5814`.' }),
    end: t.string({ required: true, description: 'The last code, ISO 18245: `5815`.' }),
  }),
});

const lists = textLists<StoreRequirement>()({
  storeIds: ['id', 'Ids of locations.', 'id'],
  names: ['name', 'Names.'],
  businessNames: ['business_name', 'Names of the businesses that run them.'],
  organizationNumbers: ['organization_number', 'Numbers of those businesses in the public register.', 'registerNumber'],
  chains: ['chain', 'Chains.'],
  glns: ['gln', 'Global Location Numbers.'],
  emails: ['email', 'E-mail addresses.', 'email'],
  phoneNumbers: ['phone_number', 'Phone numbers, E.164.', 'shopPhoneNumber'],
  mccs: ['mcc', 'Merchant category codes, ISO 18245.'],
  baxNumbers: ['bax', 'Numbers of the agreements with BankAxept.'],
  terminalIds: ['terminal_id', 'Ids of tills.', 'id'],
  countries: ['address.country', 'ISO 3166-1 alpha-2 codes.'],
  postalCodes: ['address.postal_code', 'Postal codes.'],
  postalPlaces: ['address.postal_place', 'Towns.'],
});

/** `DiscountStoreRequirement`: where it must be bought for a discount to apply. */
export const StoreRequirementRef = builder.objectRef<StoreRequirement>('DiscountStoreRequirement');

builder.objectType(StoreRequirementRef, {
  description: 'Where it must be bought; of each list any value will do, null asks for nothing.',
  fields: (t) => ({
    ...lists.fields(t),
    mccRanges: t.field({
      type: [MccRangeRef],
      description: 'Ranges of merchant category codes.',
      resolve: (store) => allOrNothing(store.mcc_ranges) ?? [],
    }),
  }),
});

/** `DiscountStoreRequirementInput`: the same, as it is written. */
export const StoreRequirementInputRef = builder.inputType('DiscountStoreRequirementInput', {
  description: 'Where it must be bought; of each list any value will do, what is left out asks for nothing.',
  fields: (t) => ({
    ...lists.inputFields(t),
    mccRanges: t.field({ type: [MccRangeInputRef], description: 'Ranges of merchant category codes.' }),
  }),
});

/** Where it must be bought, in upstream's words. */
export function wireStoreRequirement(store: typeof StoreRequirementInputRef.$inferInput) {
  return { ...lists.wire(store), mcc_ranges: store.mccRanges?.map((range) => wire(range)) };
}

/** Where upstream's members of it lie in the input. */
export const storeRequirementNames = { address: '', ...lists.names };
