import { money } from '../../kernel/money.ts';
import type { Session } from '../../upstream/contract/checkout.ts';
import { getPayment, getPaymentSession } from '../../upstream/endpoints/checkout.ts';
import { builder } from '../builder.ts';
import { entityType } from '../framework/node.ts';
import { MoneyRef } from '../values/money.ts';
import { ownId } from '../values/own-id.ts';
import { dateTime } from '../values/scalars.ts';
import { PaymentRef } from './payment.ts';

const EventRef = builder.objectRef<NonNullable<Session['events']>[number]>('PaymentSessionEvent');

builder.objectType(EventRef, {
  description: 'A step of a checkout.',
  fields: (t) => ({
    name: t.exposeString('name', {
      description:
        'What happened: `INITIATED`, `VISITED`, `AUTHORIZED`, `DECLINED`, `PAY_FAILED`, `CANCELLED`; an open set.',
    }),
    product: t.string({
      description: 'The way to pay that was tried.',
      resolve: ({ details }) => details?.payment_product_type,
    }),
    error: t.string({ description: 'Why it did not go on.', resolve: ({ details }) => details?.error }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it happened.',
      resolve: ({ created_at }) => dateTime(created_at),
    }),
  }),
});

/** `PaymentSession`: a checkout that a customer was shown. */
export const PaymentSessionRef = builder.objectRef<Session>('PaymentSession');

entityType(PaymentSessionRef, {
  description: 'A checkout that a customer was shown: how far they got.',
  keys: ({ id }) => [id],
  calls: getPaymentSession,
  input: ([sessionId]) => (sessionId === undefined ? null : { path: { session_id: sessionId } }),
});

builder.objectFields(PaymentSessionRef, (t) => ({
  sessionId: t.string({
    nullable: false,
    description: "Dintero's id of the checkout, as `paymentSession(sessionId:)` takes it.",
    resolve: ({ id }) => ownId(id),
  }),
  payment: t.call({
    type: PaymentRef,
    description: 'The payment that was made in it; null where nothing was paid yet.',
    calls: getPayment,
    input: ({ transaction_id }) => (transaction_id ? { path: { payment_id: transaction_id } } : null),
  }),
  amount: t.field({
    type: MoneyRef,
    description: 'What was to be paid.',
    resolve: ({ order }) => money(order?.amount, order?.currency),
  }),
  merchantReference: t.string({
    description: "The shop's own reference.",
    resolve: ({ order }) => order?.merchant_reference,
  }),
  events: t.field({
    type: [EventRef],
    description: 'What the customer did, in the order of Dintero.',
    resolve: ({ events }) => events ?? [],
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was made.',
    resolve: ({ created_at }) => dateTime(created_at),
  }),
  expiresAt: t.field({
    type: 'DateTime',
    description: 'Until when it can be paid.',
    resolve: ({ expires_at }) => dateTime(expires_at),
  }),
  cancelledAt: t.field({
    type: 'DateTime',
    description: 'When it was cancelled; null for one that was not.',
    resolve: ({ cancelled_at }) => dateTime(cancelled_at),
  }),
}));
