import { money } from '../../../kernel/money.ts';
import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { builder } from '../../builder.ts';
import type { Priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { int } from '../../values/scalars.ts';

/** `InfocodeLine`: something that a till asked during a sale, with the answer. */
export const InfocodeLineRef =
  builder.objectRef<Priced<NonNullable<Receipt['infocode_items']>[number]>>('InfocodeLine');

builder.objectType(InfocodeLineRef, {
  description: 'A question that a till asked during a sale, with the answer.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the line.', resolve: ({ part }) => int(part.line_id) }),
    infocodeId: t.string({ description: 'Id of the question.', resolve: ({ part }) => part.infocode_id }),
    subInfocodeId: t.string({ description: 'Id of the answer.', resolve: ({ part }) => part.sub_infocode_id }),
    inputType: t.int({
      description: "The till's number of how it is answered.",
      resolve: ({ part }) => int(part.input_type),
    }),
    information: t.string({ description: 'The answer as text.', resolve: ({ part }) => part.information }),
    amount: t.field({
      type: MoneyRef,
      description: 'An amount that belongs to it.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
  }),
});
