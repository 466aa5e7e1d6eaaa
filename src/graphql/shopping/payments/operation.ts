import { money } from '../../../kernel/money.ts';
import type { PaymentOperation } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime, int } from '../../values/scalars.ts';
import { ExchangeRateRef, exchangeRate } from '../content/exchange-rate.ts';
import { PayoutRef } from '../content/payout.ts';
import { PaymentDetailsRef } from './details.ts';

const ItemRef = builder.objectRef<Priced<PaymentOperation['items'][number]>>('PaymentOperationItem');

builder.objectType(ItemRef, {
  description: 'The part of a payment operation that concerns one line of the order.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the line.', resolve: ({ part }) => int(part.line_id) }),
    amount: t.field({
      type: MoneyRef,
      description: 'Amount of this line; negative for a line that reverses another.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    exchangeRate: t.field({
      type: ExchangeRateRef,
      description: 'The amount before conversion; null where nothing was converted.',
      resolve: ({ part }) => exchangeRate(part),
    }),
    payout: t.field({
      type: PayoutRef,
      description: 'How the amount is split between those who receive it; null where it is not.',
      resolve: ({ part: { payout }, currency }) => payout && { part: payout, currency },
    }),
  }),
});

/** `PaymentOperation`: an authorization, a capture, a refund or a cancellation that was recorded on an order. */
export const PaymentOperationRef = builder.objectRef<Priced<PaymentOperation>>('PaymentOperation');

builder.objectType(PaymentOperationRef, {
  description:
    'An authorization, a capture, a refund or a cancellation that was recorded on an order. Money moves elsewhere.',
  fields: (t) => ({
    operationId: t.string({ description: 'Id of the operation on its order.', resolve: ({ part }) => part.id }),
    amount: t.field({
      type: MoneyRef,
      description: 'Sum over the lines.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    items: t.field({
      type: [ItemRef],
      description: 'The lines that it concerns.',
      resolve: ({ part, currency }) => priced(part.items, currency),
    }),
    success: t.boolean({
      description: 'Whether it succeeded; failed ones are recorded too.',
      resolve: ({ part }) => part.success,
    }),
    authorizationId: t.string({
      description: 'The authorization it belongs to, on an order with several of them.',
      resolve: ({ part }) => part.authorization_id,
    }),
    paymentDetails: t.field({
      type: PaymentDetailsRef,
      description: 'How it was paid.',
      resolve: ({ part }) => part.payment_details,
    }),
    processedBy: t.string({ description: 'Who did it: `dintero-checkout`.', resolve: ({ part }) => part.processed_by }),
    processedAt: t.field({
      type: 'DateTime',
      description: 'When it was done.',
      resolve: ({ part }) => dateTime(part.processed_at),
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: ({ part }) => dateTime(part.created_at),
    }),
    createdBy: t.string({
      description: 'Id of the user or client that recorded it.',
      resolve: ({ part }) => part.created_by,
    }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: ({ part }) => part.metadata,
    }),
  }),
});
