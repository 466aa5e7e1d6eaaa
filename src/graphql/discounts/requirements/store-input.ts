import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';

const MccRangeInputRef = builder.inputType('DiscountMccRangeInput', {
  description: 'Merchant category codes from one to another.',
  fields: (t) => ({
    start: t.string({ required: true, description: 'The first code, ISO 18245: `5814`.' }),
    end: t.string({ required: true, description: 'The last code, ISO 18245: `5815`.' }),
  }),
});

/** `DiscountStoreRequirementInput`: where it must be bought for a discount to apply. */
export const StoreRequirementInputRef = builder.inputType('DiscountStoreRequirementInput', {
  description: 'Where it must be bought; of each list any value will do, what is left out asks for nothing.',
  fields: (t) => ({
    storeIds: t.stringList({ description: 'Ids of locations.' }),
    names: t.stringList({ description: 'Names.' }),
    businessNames: t.stringList({ description: 'Names of the businesses that run them.' }),
    organizationNumbers: t.stringList({ description: 'Numbers of those businesses in the public register.' }),
    chains: t.stringList({ description: 'Chains.' }),
    glns: t.stringList({ description: 'Global Location Numbers.' }),
    emails: t.stringList({ description: 'E-mail addresses.' }),
    phoneNumbers: t.stringList({ description: 'Phone numbers, E.164.' }),
    mccs: t.stringList({ description: 'Merchant category codes, ISO 18245.' }),
    mccRanges: t.field({ type: [MccRangeInputRef], description: 'Ranges of merchant category codes.' }),
    baxNumbers: t.stringList({ description: 'Numbers of the agreements with BankAxept.' }),
    terminalIds: t.stringList({ description: 'Ids of tills.' }),
    countries: t.stringList({ description: 'ISO 3166-1 alpha-2 codes.' }),
    postalCodes: t.stringList({ description: 'Postal codes.' }),
    postalPlaces: t.stringList({ description: 'Towns.' }),
  }),
});

const lists = {
  id: 'storeIds',
  name: 'names',
  business_name: 'businessNames',
  organization_number: 'organizationNumbers',
  chain: 'chains',
  gln: 'glns',
  email: 'emails',
  phone_number: 'phoneNumbers',
  mcc: 'mccs',
  bax: 'baxNumbers',
  terminal_id: 'terminalIds',
} as const;
const places = { country: 'countries', postal_code: 'postalCodes', postal_place: 'postalPlaces' } as const;

/** Where it must be bought, in upstream's words. */
export function wireStoreRequirement({
  countries,
  postalCodes,
  postalPlaces,
  mccRanges,
  ...store
}: typeof StoreRequirementInputRef.$inferInput) {
  return {
    ...wire(store, lists),
    mcc_ranges: mccRanges?.map((range) => wire(range)),
    address:
      countries || postalCodes || postalPlaces ? wire({ countries, postalCodes, postalPlaces }, places) : undefined,
  };
}

/** Where upstream's members of it lie in the input. */
export const storeRequirementNames = { ...lists, ...namesAt('address', '', places) };
