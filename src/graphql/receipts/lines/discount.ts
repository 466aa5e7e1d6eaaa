import { money } from '../../../kernel/money.ts';
import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { builder } from '../../builder.ts';
import { type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { int } from '../../values/scalars.ts';
import { ReceiptDiscountUseRef } from './discount-use.ts';

type ReceiptDiscount = NonNullable<Receipt['discounts']>[number];

/** `ReceiptDiscount`: a discount rule that was used on a receipt. */
export const ReceiptDiscountRef = builder.objectRef<Priced<ReceiptDiscount>>('ReceiptDiscount');

builder.objectType(ReceiptDiscountRef, {
  description: 'A discount rule that was used on a receipt.',
  fields: (t) => ({
    discountId: t.string({ description: 'Id of the rule.', resolve: ({ part }) => part.id }),
    name: t.string({ description: 'Name of the rule.', resolve: ({ part }) => part.name }),
    receiptText: t.string({ description: 'Text that is printed.', resolve: ({ part }) => part.receipt_text }),
    uses: t.field({
      type: [ReceiptDiscountUseRef],
      description: 'Its uses on this receipt, one by one.',
      resolve: ({ part, currency }) => priced(part.refs, currency),
    }),
    amount: t.field({
      type: MoneyRef,
      description: 'What it took off in all; null where upstream does not say.',
      resolve: ({ part, currency }) => money(total(part, 'amount'), currency),
    }),
    bonus: t.field({
      type: MoneyRef,
      description: 'What bonus it gave in all; null where upstream does not say.',
      resolve: ({ part, currency }) => money(total(part, 'bonus'), currency),
    }),
    stamps: t.int({
      description: 'Stamps that it gave; null where upstream does not say.',
      resolve: ({ part }) => int(total(part, 'stamp')),
    }),
    usage: t.int({
      description: 'How often it was used; null where upstream does not say.',
      resolve: ({ part }) => int(total(part, 'usage')),
    }),
  }),
});

function total({ refs }: ReceiptDiscount, member: 'amount' | 'bonus' | 'stamp' | 'usage'): number | undefined {
  const told = (refs ?? []).map((ref) => ref[member]).filter((value) => value !== undefined);
  return told.length === 0 ? undefined : told.reduce((sum, value) => sum + value, 0);
}
