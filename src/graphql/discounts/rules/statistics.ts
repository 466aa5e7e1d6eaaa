import {
  addDiscountCustomers,
  cartDiscounts,
  createDiscount,
  deleteDiscount,
  getCustomerDiscount,
  getDiscount,
  getPublicDiscount,
  listCustomerDiscounts,
  listPublicDiscounts,
  recordDiscountUsage,
  removeDiscountCustomers,
  revertDiscountUsage,
  searchDiscountRules,
} from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { int } from '../../values/scalars.ts';
import { type CountedDiscount, DiscountRef } from './discount.ts';

const DiscountStatisticsRef = builder.objectRef<NonNullable<CountedDiscount['statistics']>>('DiscountStatistics');

builder.objectType(DiscountStatisticsRef, {
  description: 'How a discount was used, over all customers.',
  fields: (t) => ({
    usage: t.int({ description: 'How often it was used.', resolve: (statistics) => int(statistics.usage) }),
    stamps: t.int({ description: 'Stamps that were given.', resolve: (statistics) => int(statistics.stamp) }),
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
  }),
});

builder.objectField(DiscountRef, 'statistics', (t) =>
  t.call({
    type: DiscountStatisticsRef,
    description: 'How it was used, over all customers; null where upstream does not say.',
    calls: getDiscount,
    input: ({ id }) => (id ? { path: { did: id } } : null),
    carried: {
      // Where such an answer leaves them out, asking again would tell no more.
      value: (discount) => ('counted' in discount ? discount : null),
      lackedBy: [
        addDiscountCustomers,
        cartDiscounts,
        createDiscount,
        deleteDiscount,
        getCustomerDiscount,
        getPublicDiscount,
        listCustomerDiscounts,
        listPublicDiscounts,
        recordDiscountUsage,
        removeDiscountCustomers,
        revertDiscountUsage,
        searchDiscountRules,
      ],
    },
    resolve: ({ statistics }) => statistics,
  }),
);
