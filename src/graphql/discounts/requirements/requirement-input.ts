import type { InputProblem } from '../../../kernel/input-error.ts';
import { builder, type InputFields } from '../../builder.ts';
import { atLeast } from '../../framework/checks.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { DiscountItemInputRef, discountedItem } from '../rules/item.ts';
import { CustomerRequirementInputRef, customerRequirementNames, wireCustomerRequirement } from './customer.ts';
import { StoreRequirementInputRef, storeRequirementNames, wireStoreRequirement } from './store.ts';

const minorHelp = 'In the minor unit of the currency of the purchase; 0 or more. Default: 0';

const ItemMixInputRef = builder.inputType('DiscountItemMixInput', {
  description: 'A part of a combination of articles that has to be bought together.',
  fields: (t) => ({
    items: t.field({ type: [DiscountItemInputRef], required: true, description: 'Any of these.' }),
    quantity: t.int({ required: true, description: 'How many of them; 1 or more.' }),
    rewardEligible: t.boolean({ required: true, description: 'Whether the reward applies to them.' }),
  }),
});

const common = (t: InputFields) => ({
  grossAmount: t.field({ type: 'SafeInt', description: `Gross total at least. ${minorHelp}.` }),
  netAmount: t.field({ type: 'SafeInt', description: `Net total at least. ${minorHelp}.` }),
  currencies: t.field({ type: ['Currency'], description: 'ISO 4217 codes; empty: any.' }),
  quantity: t.int({ description: 'How many of `items` at least.' }),
  items: t.field({ type: [DiscountItemInputRef], description: 'Articles that it concerns; empty: all.' }),
  mixes: t.field({ type: [ItemMixInputRef], description: 'Articles that have to be bought together.' }),
  stamps: t.int({ description: 'Stamps that fill the card; without it, there are no stamps.' }),
  discountCode: t.string({ description: 'Code that the customer has to give.' }),
  customer: t.field({ type: CustomerRequirementInputRef, description: 'What the customer must be like.' }),
  store: t.field({ type: StoreRequirementInputRef, description: 'Where it must be bought.' }),
});

/** `DiscountRequirementInput`: when a discount is to apply. */
export const DiscountRequirementInputRef = builder.inputType('DiscountRequirementInput', {
  description: 'When a discount applies: all of what is stated must hold, what is left out asks for nothing.',
  fields: (t) => ({
    purchaseFrom: t.field({ type: 'DateTime', required: true, description: 'Bought at this moment or later.' }),
    purchaseTo: t.field({ type: 'DateTime', required: true, description: 'Bought at this moment or earlier.' }),
    ...common(t),
  }),
});

/** `DiscountRequirementUpdateInput`: when a discount is to apply from now on. */
export const DiscountRequirementUpdateInputRef = builder.inputType('DiscountRequirementUpdateInput', {
  description: 'When a discount applies from now on, all of it; from when cannot be changed.',
  fields: (t) => ({
    purchaseTo: t.field({ type: 'DateTime', description: 'Bought at this moment or earlier.' }),
    ...common(t),
  }),
});

type Requirement = typeof DiscountRequirementUpdateInputRef.$inferInput;

/** When a discount applies, in upstream's words. */
export function wireRequirement({
  purchaseTo,
  quantity,
  items,
  mixes,
  stamps,
  customer,
  store,
  ...requirement
}: Requirement) {
  return {
    ...wire(requirement),
    purchase_to: purchaseTo?.toISOString(),
    item:
      quantity == null && !items && !mixes
        ? undefined
        : {
            quantity: quantity ?? undefined,
            items: items?.map(discountedItem),
            mixes: mixes?.map(({ items: any, ...mix }) => ({ ...wire(mix), items: any.map(discountedItem) })),
          },
    stamp: stamps ?? undefined,
    customer: customer ? wireCustomerRequirement(customer) : undefined,
    store: store ? wireStoreRequirement(store) : undefined,
  };
}

/** Where upstream's members of it lie in the input. */
export const requirementNames = {
  stamp: 'stamps',
  ...namesAt('item', '', { quantity: 'quantity', items: 'items', mixes: 'mixes' }),
  ...namesAt('item.items', 'items', { id: 'itemId' }),
  ...namesAt('item.mixes', 'mixes', { 'items.id': 'items.itemId' }),
  ...namesAt('customer', 'customer', customerRequirementNames),
  ...namesAt('store', 'store', storeRequirementNames),
};

/** What the contract does not say of it. */
export function requirementProblems({ grossAmount, netAmount, quantity, stamps, mixes }: Requirement): InputProblem[] {
  return [
    ...Object.entries({ grossAmount, netAmount, quantity }).flatMap(([name, value]) => atLeast(0, [name], value)),
    ...atLeast(1, ['stamps'], stamps),
    ...(mixes ?? []).flatMap((mix, index) => atLeast(1, ['mixes', index, 'quantity'], mix.quantity)),
  ];
}
