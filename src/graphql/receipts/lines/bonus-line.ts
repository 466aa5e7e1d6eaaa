import { money } from '../../../kernel/money.ts';
import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { builder } from '../../builder.ts';
import { DiscountLineType, type Priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';

type BonusLine = NonNullable<NonNullable<Receipt['items']>[number]['bonus_lines']>[number];

/** `BonusLine`: bonus that a line of a receipt earns. */
export const BonusLineRef = builder.objectRef<Priced<BonusLine>>('BonusLine');

builder.objectType(BonusLineRef, {
  description: 'Bonus that a line of a receipt earns.',
  fields: (t) => ({
    bonus: t.field({
      type: MoneyRef,
      description: 'What it earns.',
      resolve: ({ part, currency }) => money(part.bonus, currency),
    }),
    percentage: t.float({ description: 'The same in percent of the line.', resolve: ({ part }) => part.percentage }),
    type: t.field({
      type: DiscountLineType.ref,
      description: 'Where it comes from.',
      resolve: ({ part }) => DiscountLineType.read(part.discount_type),
    }),
    discountId: t.string({ description: 'Id of the rule that gives it.', resolve: ({ part }) => part.discount_id }),
    description: t.string({ description: 'Text for people.', resolve: ({ part }) => part.description }),
  }),
});
