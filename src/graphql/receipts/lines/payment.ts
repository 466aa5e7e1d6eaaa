import { money } from '../../../kernel/money.ts';
import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { builder } from '../../builder.ts';
import { type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { int } from '../../values/scalars.ts';
import { InfocodeLineRef } from './infocode-line.ts';

/** `ReceiptPayment`: one way in which a receipt was paid. */
export const ReceiptPaymentRef = builder.objectRef<Priced<NonNullable<Receipt['payments']>[number]>>('ReceiptPayment');

builder.objectType(ReceiptPaymentRef, {
  description: 'One way in which a receipt was paid.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the payment.', resolve: ({ part }) => int(part.line_id) }),
    amount: t.field({
      type: MoneyRef,
      description: 'How much; negative for money given back.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    typeId: t.string({ description: "The till's kind of payment.", resolve: ({ part }) => part.type_id }),
    tokenType: t.string({ description: 'What it was paid with: `VIPPS`.', resolve: ({ part }) => part.token_type }),
    tokenId: t.string({
      description: 'Id of what it was paid with: that of a gift card, for example.',
      resolve: ({ part }) => part.token_id,
    }),
    description: t.string({ description: 'Text for people.', resolve: ({ part }) => part.description }),
    voided: t.boolean({ description: 'Whether it was struck out.', resolve: ({ part }) => part.voided }),
    infocodes: t.field({
      type: [InfocodeLineRef],
      description: 'What the till asked about the payment.',
      resolve: ({ part, currency }) => priced(part.infocode_lines, currency),
    }),
    referenceId: t.string({ description: 'Reference in another system.', resolve: ({ part }) => part.reference_id }),
    cardType: t.string({ description: 'Kind of card: `VISA`.', resolve: ({ part }) => part.card_info?.card_type }),
    cardNumber: t.string({
      description: 'Number of the card, all but the last digits masked.',
      resolve: ({ part }) => part.card_info?.card_number,
    }),
    cardIssuer: t.string({ description: 'Who issued the card.', resolve: ({ part }) => part.card_info?.issuer_name }),
    cardIssuerId: t.int({
      description: "The till's number of who issued the card.",
      resolve: ({ part }) => int(part.card_info?.issuer_id),
    }),
    cardAmount: t.field({
      type: MoneyRef,
      description: 'How much the card was charged.',
      resolve: ({ part, currency }) => money(part.card_info?.card_amount, currency),
    }),
    cardBalance: t.field({
      type: MoneyRef,
      description: 'What is left on the card, as a gift card tells it.',
      resolve: ({ part, currency }) => money(part.card_info?.balance_amount, currency),
    }),
    cardReceipt: t.string({
      description: "The card terminal's own receipt, as text.",
      resolve: ({ part }) => part.card_info?.receipt,
    }),
    cardSessionId: t.string({
      description: 'Id of the payment at the card terminal.',
      resolve: ({ part }) => part.card_info?.session_id,
    }),
    terminalId: t.string({
      description: 'Id of the card terminal.',
      resolve: ({ part }) => part.card_info?.terminal_id,
    }),
  }),
});
