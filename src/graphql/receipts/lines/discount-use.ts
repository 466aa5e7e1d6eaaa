import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { builder } from '../../builder.ts';
import { discountLine, discountStatistics } from '../../values/discount-use.ts';
import { type Priced, priced } from '../../values/line.ts';

type Use = NonNullable<NonNullable<Receipt['discounts']>[number]['refs']>[number];

const LineRef = discountLine('ReceiptDiscountUseLine', {
  description: 'What a discount did to one line of a receipt.',
  amount: 'What it took off.',
  bonus: 'What bonus it gave.',
});

const StatisticsRef = discountStatistics('ReceiptDiscountStatistics', {
  description: 'How a discount had been used with the customer when the receipt was made, this purchase included.',
  usage: 'How often.',
  stamps: 'Stamps that were given in all.',
  amount: 'What it took off in all.',
  bonus: 'What bonus it gave in all.',
  debitBalance: 'What it has charged in all.',
});

/** `ReceiptDiscountUse`: one use of a discount on a receipt. */
export const ReceiptDiscountUseRef = builder.objectRef<Priced<Use>>('ReceiptDiscountUse');

builder.objectType(ReceiptDiscountUseRef, {
  description: 'One use of a discount on a receipt.',
  fields: (t) => ({
    refId: t.string({
      description: 'Id of the discount as the customer has it: `Customer.discount(refId:)`.',
      resolve: ({ part }) => part.id,
    }),
    lines: t.field({
      type: [LineRef],
      description: 'What it did to each line.',
      resolve: ({ part, currency }) => priced(part.items, currency),
    }),
    statistics: t.field({
      type: StatisticsRef,
      description: 'How it had been used with the customer by then; null where upstream does not say.',
      resolve: ({ part, currency }) => part.statistics && { part: part.statistics, currency },
    }),
  }),
});
