import type { GivenDiscount } from '../../../loaders/customer-discounts.ts';
import { builder } from '../../builder.ts';
import { int } from '../../values/scalars.ts';

/** How a discount was used with one customer, with the stamps that fill the card. */
export type CustomerStatistics = NonNullable<GivenDiscount['statistics']> & {
  /** Undefined for a discount without stamps. */
  readonly requiredStamps: number | undefined;
};

interface Progress {
  readonly collected: number | null;
  readonly required: number | null;
}

const StampProgressRef = builder.objectRef<Progress>('StampProgress');

builder.objectType(StampProgressRef, {
  description: 'How far a stamp card is filled.',
  fields: (t) => ({
    collected: t.exposeInt('collected', { description: 'Stamps on the card now.' }),
    required: t.exposeInt('required', { description: 'Stamps that fill it.' }),
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
      resolve: ({ current_stamp, requiredStamps }) =>
        requiredStamps === undefined ? null : { collected: int(current_stamp), required: int(requiredStamps) },
    }),
  }),
});
