import { builder } from '../../builder.ts';
import { ReceiptDiscountRef } from '../../receipts/lines/discount.ts';
import { DiscountRef } from './discount.ts';

builder.objectField(ReceiptDiscountRef, 'rule', (t) =>
  t.field({
    type: DiscountRef,
    description: 'The rule as it was when the receipt was made; for what it is now see `discount(discountId:)`.',
    resolve: ({ part }) => part,
  }),
);
