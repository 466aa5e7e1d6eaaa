import { money } from '../../../kernel/money.ts';
import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { builder } from '../../builder.ts';
import { type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { int } from '../../values/scalars.ts';

type Use = NonNullable<NonNullable<Receipt['discounts']>[number]['refs']>[number];

const LineRef = builder.objectRef<Priced<NonNullable<Use['items']>[number]>>('ReceiptDiscountUseLine');

builder.objectType(LineRef, {
  description: 'What a discount did to one line of a receipt.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the line.', resolve: ({ part }) => int(part.line_id) }),
    amount: t.field({
      type: MoneyRef,
      description: 'What it took off.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    bonus: t.field({
      type: MoneyRef,
      description: 'What bonus it gave.',
      resolve: ({ part, currency }) => money(part.bonus, currency),
    }),
  }),
});

const StatisticsRef = builder.objectRef<Priced<NonNullable<Use['statistics']>>>('ReceiptDiscountStatistics');

builder.objectType(StatisticsRef, {
  description: 'How a discount had been used with the customer when the receipt was made, this purchase included.',
  fields: (t) => ({
    usage: t.int({ description: 'How often.', resolve: ({ part }) => int(part.usage) }),
    stamps: t.int({ description: 'Stamps that were given in all.', resolve: ({ part }) => int(part.stamp) }),
    amount: t.field({
      type: MoneyRef,
      description: 'What it took off in all.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    bonus: t.field({
      type: MoneyRef,
      description: 'What bonus it gave in all.',
      resolve: ({ part, currency }) => money(part.bonus, currency),
    }),
    debitBalance: t.field({
      type: MoneyRef,
      description: 'What it has charged in all.',
      resolve: ({ part, currency }) => money(part.debit_balance, currency),
    }),
  }),
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
