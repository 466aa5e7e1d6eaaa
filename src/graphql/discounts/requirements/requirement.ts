import { UnreadableError } from '../../../kernel/unreadable.ts';
import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';
import { allOrNothing } from '../../entries.ts';
import { dateTime, int } from '../../values/scalars.ts';
import { DiscountItemRef } from '../rules/item.ts';
import { CustomerRequirementRef } from './customer.ts';
import { StoreRequirementRef } from './store.ts';

type Requirement = Discount['requirement'];
type ItemMix = NonNullable<NonNullable<Requirement['item']>['mixes']>[number];

const ItemMixRef = builder.objectRef<ItemMix>('DiscountItemMix');

builder.objectType(ItemMixRef, {
  description: 'A part of a combination of articles that has to be bought together.',
  fields: (t) => ({
    items: t.field({
      type: [DiscountItemRef],
      description: 'Any of these.',
      resolve: (mix) => allOrNothing(mix.items) ?? [],
    }),
    quantity: t.int({ description: 'How many of them.', resolve: (mix) => int(mix.quantity) }),
    rewardEligible: t.boolean({
      description: 'Whether the reward applies to them.',
      resolve: (mix) => mix.reward_eligible,
    }),
  }),
});

/** `DiscountRequirement`: when a discount applies. */
export const DiscountRequirementRef = builder.objectRef<Requirement>('DiscountRequirement');

builder.objectType(DiscountRequirementRef, {
  description: 'When a discount applies: all of what is stated must hold.',
  fields: (t) => ({
    purchaseFrom: t.field({
      type: 'DateTime',
      description: 'Bought at this moment or later.',
      resolve: (requirement) => dateTime(requirement.purchase_from),
    }),
    purchaseTo: t.field({
      type: 'DateTime',
      description: 'Bought at this moment or earlier.',
      resolve: (requirement) => dateTime(requirement.purchase_to),
    }),
    grossAmount: t.field({
      type: 'SafeInt',
      description: 'Gross total at least, in the minor unit of the currency of the purchase.',
      resolve: (requirement) => requirement.gross_amount,
    }),
    netAmount: t.field({
      type: 'SafeInt',
      description: 'Net total at least, in the minor unit of the currency of the purchase.',
      resolve: (requirement) => requirement.net_amount,
    }),
    currencies: t.stringList({
      description: 'ISO 4217 codes; empty: any. Null, with an error: all but some, which this list cannot say.',
      resolve: ({ currencies = [] }) => currencies.map(plainCurrency),
    }),
    quantity: t.int({
      description: 'How many of `items` at least.',
      resolve: (requirement) => int(requirement.item?.quantity),
    }),
    items: t.field({
      type: [DiscountItemRef],
      description: 'Articles that it concerns; empty: all.',
      resolve: (requirement) => allOrNothing(requirement.item?.items) ?? [],
    }),
    mixes: t.field({
      type: [ItemMixRef],
      description: 'Articles that have to be bought together.',
      resolve: (requirement) => allOrNothing(requirement.item?.mixes) ?? [],
    }),
    stamps: t.int({
      description: 'Stamps that fill the card; null for a discount without stamps.',
      resolve: (requirement) => int(requirement.stamp),
    }),
    discountCode: t.exposeString('discount_code', { description: 'Code that the customer has to give.' }),
    customer: t.field({
      type: CustomerRequirementRef,
      description: 'Conditions on the customer; null: none.',
      resolve: (requirement) => requirement.customer,
    }),
    store: t.field({
      type: StoreRequirementRef,
      description: 'Conditions on the store; null: none.',
      resolve: (requirement) => requirement.store,
    }),
    storeIds: t.exposeStringList('store_ids', {
      description: 'Ids of locations where it must be bought, as older rules state them.',
      deprecationReason: 'Upstream states stores in `store` now.',
    }),
  }),
});

/** A currency as it is listed; the other form, all currencies but some, this list cannot say, and must not be read as any. */
function plainCurrency(currency: unknown): string {
  if (typeof currency !== 'string') throw new UnreadableError('a currency');
  return currency;
}
