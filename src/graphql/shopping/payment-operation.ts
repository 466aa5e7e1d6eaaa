import { money } from '../../kernel/money.ts';
import type { PaymentOperation } from '../../upstream/shopping.ts';
import { builder } from '../builder.ts';
import { type Priced, priced } from '../shared/line.ts';
import { MoneyRef } from '../shared/money.ts';
import { dateTime, int } from '../shared/scalars.ts';

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
  }),
});

const DetailsRef = builder.objectRef<NonNullable<PaymentOperation['payment_details']>>('PaymentDetails');

builder.objectType(DetailsRef, {
  description: 'How something was paid.',
  fields: (t) => ({
    psp: t.exposeString('psp', { description: 'Payment service provider: `Bambora`.' }),
    paymentId: t.exposeString('payment_id', { description: 'Id of the payment with the provider.' }),
    paymentProduct: t.exposeString('payment_product', { description: 'Product: `bambora`.' }),
    paymentProductType: t.exposeString('payment_product_type', {
      description: 'Kind of product: `bambora.creditcard`.',
    }),
    cardBrand: t.string({ description: 'Brand of the card: `Visa`.', resolve: ({ card }) => card?.brand }),
    cardType: t.string({ description: 'Kind of card: `Credit`.', resolve: ({ card }) => card?.type }),
    maskedPan: t.string({
      description: 'Number of the card, all but the last digits masked.',
      resolve: ({ card }) => card?.masked_pan,
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
      nullable: false,
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
      type: DetailsRef,
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
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: ({ part }) => part.metadata,
    }),
  }),
});
