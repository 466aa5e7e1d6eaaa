import type { GivenDiscount } from '../../../loaders/customer-discounts.ts';
import { builder } from '../../builder.ts';
import { int } from '../../values/scalars.ts';

/** How a discount was used with one customer, with what the rule requires. */
export type CustomerStatistics = NonNullable<GivenDiscount['statistics']> & Pick<GivenDiscount, 'requirement'>;

const StampProgressRef = builder.objectRef<CustomerStatistics>('StampProgress');

builder.objectType(StampProgressRef, {
  description: 'How far a stamp card is filled.',
  fields: (t) => ({
    collected: t.int({
      description: 'Stamps on the card now.',
      resolve: ({ current_stamp }) => int(current_stamp),
    }),
    required: t.int({ description: 'Stamps that fill it.', resolve: ({ requirement }) => int(requirement.stamp) }),
  }),
});

/** `CustomerDiscountStatistics`: what became of a discount with one customer. */
export const CustomerStatisticsRef = builder.objectRef<CustomerStatistics>('CustomerDiscountStatistics');

builder.objectType(CustomerStatisticsRef, {
  description: 'How a discount was used with one customer.',
  fields: (t) => ({
    usage: t.int({ description: 'How often it was used.', resolve: (statistics) => int(statistics.usage) }),
    stamps: t.int({
      description: 'Stamps that were given in all, those of full cards among them.',
      resolve: (statistics) => int(statistics.stamp),
    }),
    amount: t.field({
      type: 'SafeInt',
      description: 'What it took off, in the minor unit of the currency of the purchases.',
      resolve: (statistics) => statistics.amount,
    }),
    debitBalance: t.field({
      type: 'SafeInt',
      description: 'What it has charged, in the minor unit of the currency of the purchases.',
      resolve: (statistics) => statistics.debit_balance,
    }),
    stampProgress: t.field({
      type: StampProgressRef,
      description: 'How far the stamp card is filled; null for a discount without stamps.',
      resolve: (statistics) => (statistics.requirement?.stamp === undefined ? null : statistics),
    }),
  }),
});
