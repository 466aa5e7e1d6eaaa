import type { Moved } from '../../loaders/move-money.ts';
import { paymentCapture, paymentRefund, paymentVoid } from '../../loaders/payment-moves.ts';
import { paymentSessionCancel } from '../../loaders/payment-session-cancel.ts';
import { isOverdue } from '../../money/outcome.ts';
import { updatePayment } from '../../upstream/endpoints/checkout.ts';
import { builder, type InputFields } from '../builder.ts';
import { mutation } from '../framework/mutation.ts';
import type { Written } from '../framework/payload.ts';
import { dateTime } from '../values/scalars.ts';
import { moving } from './moving.ts';
import { PaymentRef } from './payment.ts';
import { PaymentSessionRef } from './session.ts';

const LineRef = builder.inputType('PaymentLineInput', {
  description: 'A line of a payment, and how much of it.',
  fields: (t) => ({
    lineId: t.text('id', { required: true, description: 'Number of the line, as text.' }),
    articleId: t.text('id', {
      description: 'Id of the article; needed where several lines of the payment have this number.',
    }),
    amount: t.field({
      type: 'SafeInt',
      description: 'How much, in the minor unit. Default: all that is left of the line.',
    }),
  }),
});

const fields = (t: InputFields) => ({
  paymentId: t.text('id', { required: true, description: "Dintero's id of the payment." }),
  refId: t.text('id', {
    required: true,
    description:
      'Your own key of this one press of a button: a new UUID. The same key never moves money twice. It becomes the reference of the event, so it must not be the id of an order or a reference of the shop.',
  }),
  amount: t.field({ type: 'SafeInt', description: 'How much, in the minor unit; or `lines`.' }),
  lines: t.field({ type: [LineRef], description: 'Which lines; or `amount`. Some products take lines only.' }),
  currency: t.field({
    type: 'Currency',
    description: 'The currency that you mean: another one than that of the payment is refused.',
  }),
});

type Payload = PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Written<Moved>>;

const payload = (t: Payload) => ({
  payment: t.field({
    type: PaymentRef,
    description: 'The payment after it; null where it could not be read.',
    resolve: ({ result }) => result?.payment,
  }),
  pendingSince: t.field({
    type: 'DateTime',
    description: 'Since when it goes on; null for what does not.',
    resolve: ({ result }) => (result?.outcome === 'PENDING' ? dateTime(result.operation?.event.created_at) : null),
  }),
  isOverdue: t.boolean({
    description: 'Whether it has been going on for more than a day: ask Dintero. Null for what does not go on.',
    resolve: ({ result }) =>
      result?.outcome === 'PENDING' && result.operation !== null ? isOverdue(result.operation, Date.now()) : null,
  }),
});

moving({
  name: 'paymentCapture',
  description: 'Takes an amount that is set aside, or a part of it.',
  input: builder.inputType('PaymentCaptureInput', { description: 'The payment, and how much.', fields }),
  calls: paymentCapture,
  payload,
});

moving({
  name: 'paymentRefund',
  description: 'Gives money that was taken back. For an order use `orderRefund`, which records it as well.',
  input: builder.inputType('PaymentRefundInput', {
    description: 'The payment, and how much.',
    fields: (t) => ({ ...fields(t), reason: t.string({ description: 'Why, for Dintero.' }) }),
  }),
  calls: paymentRefund,
  payload,
});

moving({
  name: 'paymentVoid',
  description: 'Lets go of all that is set aside and not taken. It cannot be undone.',
  input: builder.inputType('PaymentVoidInput', {
    description: 'The payment.',
    fields: (t) => ({ paymentId: t.text('id', { required: true, description: "Dintero's id of the payment." }) }),
  }),
  calls: paymentVoid,
  payload,
});

moving({
  name: 'paymentSessionCancel',
  description: 'Ends a checkout, and lets go of its payment where nothing is taken yet.',
  input: builder.inputType('PaymentSessionCancelInput', {
    description: 'The checkout.',
    fields: (t) => ({ sessionId: t.text('id', { required: true, description: "Dintero's id of the checkout." }) }),
  }),
  calls: paymentSessionCancel,
  payload: (t) => ({
    session: t.field({
      type: PaymentSessionRef,
      description: 'The checkout after it; null where it could not be read.',
      resolve: ({ result }) => result?.session,
    }),
  }),
});

mutation({
  name: 'paymentReferenceUpdate',
  description: "Sets the shop's second reference of a payment. It moves no money.",
  input: builder.inputType('PaymentReferenceUpdateInput', {
    description: 'The payment, and its second reference.',
    fields: (t) => ({
      paymentId: t.text('id', { required: true, description: "Dintero's id of the payment." }),
      merchantReference2: t.string({ required: true, description: 'The second reference.' }),
    }),
  }),
  calls: updatePayment,
  names: { merchant_reference_2: 'merchantReference2' },
  body: ({ merchantReference2 }) => ({ merchant_reference_2: merchantReference2 }),
  payload: (t) => ({
    payment: t.field({ type: PaymentRef, description: 'The payment as it is now.', resolve: ({ result }) => result }),
  }),
});
