import { money } from '../../kernel/money.ts';
import { moneyOfOrder } from '../../loaders/order-money.ts';
import { orderRefund, type RefundedPart } from '../../loaders/order-refund.ts';
import { type LineAmount, type Part, type Refundable, refundableOf } from '../../money/order.ts';
import { getOrder } from '../../upstream/endpoints/shopping.ts';
import { builder } from '../builder.ts';
import { OrderRef } from '../shopping/orders/order.ts';
import { type Priced, priced } from '../values/line.ts';
import { MoneyRef } from '../values/money.ts';
import { dateTime } from '../values/scalars.ts';
import { PaymentErrorRef } from './event.ts';
import { moving } from './moving.ts';
import { PaymentOutcome } from './outcome.ts';
import { PaymentRef } from './payment.ts';

const WayRef = builder.enumType('RefundWay', {
  description: 'How money can be given back.',
  values: {
    REFUND: { description: 'It was taken and is refunded; the customer has it after 1 to 3 working days.' },
    VOID: { description: 'It is only set aside and is let go, whole.' },
    MIXED: { description: 'Some of it is refunded, and some let go.' },
    // Swift would read NONE as the absence of a value: the name is held.
    NONE: { description: 'Nothing can be given back: the reason says why.' },
  } as const,
});

const FoundByRef = builder.enumType('PaymentFoundBy', {
  description: 'How an order led to a payment.',
  values: {
    AUTHORIZATION: { description: 'An authorization of the order names it.' },
    SESSION: { description: 'It was made in a checkout of the order.' },
    REFERENCE: { description: "It bears the order's id as its reference, and nothing else connects them." },
  } as const,
});

const LabelRef = builder.enumType('PaymentLabel', {
  description: 'What stands out about a payment of an order.',
  values: {
    FAILED_ATTEMPT: { description: 'No money was moved: the customer tried again, or gave up.' },
    CHARGED_TWICE: { description: 'Several payments bear the id of the order: was the customer charged twice?' },
  } as const,
});

const PartRef = builder.objectRef<Part>('OrderRefundablePart');

builder.objectType(PartRef, {
  description: 'What one payment can give back for an order.',
  fields: (t) => ({
    payment: t.field({ type: PaymentRef, description: 'The payment.', resolve: ({ payment }) => payment }),
    amount: t.field({
      type: MoneyRef,
      description: 'What can be refunded and let go of it, in all.',
      resolve: ({ amount, payment }) => money(amount, payment.currency),
    }),
    way: t.field({ type: WayRef, nullable: false, description: 'How.', resolve: ({ way }) => way }),
    reason: t.exposeString('reason', { description: 'Why nothing; null where there is something.' }),
    foundBy: t.field({ type: FoundByRef, description: 'How the order led to it.', resolve: ({ foundBy }) => foundBy }),
    label: t.field({ type: LabelRef, description: 'What stands out; null: nothing.', resolve: ({ label }) => label }),
  }),
});

const LineRef = builder.objectRef<Priced<LineAmount>>('OrderRefundableLine');

builder.objectType(LineRef, {
  description: 'A line of an order, and what is left of it.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the line.', resolve: ({ part }) => part.lineId }),
    amount: t.field({
      type: MoneyRef,
      description:
        'What was captured and not given back; negative for a discount or a gift card that is a line, which cannot be chosen alone.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
  }),
});

const RefundableRef = builder.objectRef<Refundable & { readonly currency: string | undefined }>('OrderRefundable');

builder.objectType(RefundableRef, {
  description:
    'What an order can give back: the least of what its payments, its own part of them, and its records leave.',
  fields: (t) => ({
    amount: t.field({
      type: MoneyRef,
      description: 'In all.',
      resolve: ({ amount, currency }) => money(amount, currency),
    }),
    way: t.field({ type: WayRef, nullable: false, description: 'How.', resolve: ({ way }) => way }),
    reason: t.exposeString('reason', { description: 'Why nothing; null where there is something.' }),
    lines: t.field({
      type: [LineRef],
      nullable: false,
      description: 'What is left of each line that was captured.',
      resolve: ({ lines, currency }) => priced(lines, currency),
    }),
    parts: t.field({
      type: [PartRef],
      nullable: false,
      description: 'The payments of the order, last authorized first, which is the order in which they give back.',
      resolve: ({ parts }) => parts,
    }),
  }),
});

builder.objectField(OrderRef, 'refundable', (t) =>
  t.call({
    type: RefundableRef,
    description: 'What `orderRefund` can give back.',
    calls: moneyOfOrder,
    input: (order) => ({ order }),
    resolve: (found, { currency }) => ({ ...refundableOf(found), currency }),
  }),
);

const OrderLineRef = builder.inputType('OrderRefundLineInput', {
  description: 'A line of an order, and how much of it.',
  fields: (t) => ({
    lineId: t.int({ required: true, description: 'Number of the line.' }),
    amount: t.field({
      type: 'SafeInt',
      description: 'How much, in the minor unit. Default: all that is left of the line.',
    }),
  }),
});

const InputRef = builder.inputType('OrderRefundInput', {
  description: 'The order, and how much: `all`, `lines` or `amount`.',
  fields: (t) => ({
    orderId: t.text('id', { required: true, description: "The merchant's own id of the order." }),
    refId: t.text('id', {
      required: true,
      description:
        'Your own key of this one press of a button: a new UUID. The same key never moves money twice; sent again it does what is missing.',
    }),
    all: t.boolean({ description: 'All that can be given back; what is only set aside is let go.' }),
    lines: t.field({ type: [OrderLineRef], description: 'These lines.' }),
    amount: t.field({
      type: 'SafeInt',
      description: 'This much, in the minor unit, spread over the lines for the record.',
    }),
    currency: t.field({
      type: 'Currency',
      description: 'The currency that you mean: another one than that of the order is refused.',
    }),
    reason: t.string({ description: 'Why, for Dintero and for the record.' }),
  }),
});

const RefundedPartRef = builder.objectRef<RefundedPart>('OrderRefundPart');

builder.objectType(RefundedPartRef, {
  description: 'What became of one payment’s part of a refund.',
  fields: (t) => ({
    payment: t.field({ type: PaymentRef, description: 'The payment after it.', resolve: ({ payment }) => payment }),
    amount: t.field({
      type: MoneyRef,
      description: 'What was to be given back or let go.',
      resolve: ({ amount, payment }) => money(amount, payment.currency),
    }),
    outcome: t.field({ type: PaymentOutcome, description: 'What became of it.', resolve: ({ outcome }) => outcome }),
    refusal: t.field({ type: PaymentErrorRef, description: 'Why it was refused.', resolve: ({ refusal }) => refusal }),
    pendingSince: t.field({
      type: 'DateTime',
      description: 'Since when it goes on; null for what does not.',
      resolve: ({ outcome, operation }) => (outcome === 'PENDING' ? dateTime(operation?.event.created_at) : null),
    }),
  }),
});

moving({
  name: 'orderRefund',
  description:
    'Gives money of an order back to the customer and records it on the order: the payment first, then the record. What is only set aside is let go whole, with `all`. It captures nothing, and stands alone in its document.',
  input: InputRef,
  calls: orderRefund,
  payload: (t) => ({
    parts: t.field({
      type: [RefundedPartRef],
      nullable: false,
      description: 'Each payment’s part; empty where nothing was sent.',
      resolve: ({ result }) => result?.parts ?? [],
    }),
    order: t.call({
      type: OrderRef,
      description: 'The order as it is now.',
      calls: getOrder,
      input: ({ result }) => (result?.orderId ? { path: { order_id: result.orderId } } : null),
    }),
    payments: t.field({
      type: [PaymentRef],
      nullable: false,
      description: 'The payments of the order after it.',
      resolve: ({ result }) => result?.payments ?? [],
    }),
  }),
});
