import { idProblem } from '../../kernel/ids.ts';
import { money } from '../../kernel/money.ts';
import { locationOfMany } from '../../loaders/locations.ts';
import { customerOfPayment } from '../../loaders/payments.ts';
import { giftCardsOf, linesOf } from '../../money/lines.ts';
import { type Expiry, expiryOf, productOf } from '../../money/products.ts';
import { standingOf } from '../../money/standing.ts';
import type { Transaction as Payment } from '../../upstream/contract/checkout.ts';
import { getPayment } from '../../upstream/endpoints/checkout.ts';
import { getOrder } from '../../upstream/endpoints/shopping.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer/customer.ts';
import { entityType } from '../framework/node.ts';
import { LocationRef } from '../locations/location.ts';
import { OrderRef } from '../shopping/orders/order.ts';
import { priced } from '../values/line.ts';
import { MoneyRef } from '../values/money.ts';
import { ownId } from '../values/own-id.ts';
import { dateTime } from '../values/scalars.ts';
import { eventSources, PaymentEventRef } from './event.ts';
import { PaymentCardRef, PaymentGiftCardRef, PaymentLineRef } from './parts.ts';

const ExpiryRef = builder.objectRef<Expiry>('PaymentExpiry');

builder.objectType(ExpiryRef, {
  description: 'When an authorization ends.',
  fields: (t) => ({
    at: t.field({ type: 'DateTime', nullable: false, description: 'The moment.', resolve: ({ at }) => at }),
    isEstimate: t.exposeBoolean('isEstimate', {
      nullable: false,
      description:
        'True: worked out from what is usual for the product; banks and providers differ, so that nothing is refused for it.',
    }),
  }),
});

/** `Payment`: a payment of checkout. */
export const PaymentRef = builder.objectRef<Payment>('Payment');

entityType(PaymentRef, {
  description: 'A payment, with all that happened to it. What still can be done with it follows from its events.',
  keys: ({ id }) => [id],
  calls: getPayment,
  input: ([paymentId]) => (paymentId === undefined ? null : { path: { payment_id: paymentId } }),
});

builder.objectFields(PaymentRef, (t) => ({
  paymentId: t.string({
    nullable: false,
    description: "Dintero's id of the payment, as `payment(paymentId:)` takes it.",
    resolve: ({ id }) => ownId(id),
  }),
  sessionId: t.exposeString('session_id', { description: 'The checkout in which it was made.' }),
  merchantReference: t.exposeString('merchant_reference', {
    description: "The shop's own reference: the order's id, where the shop follows Dintero's guide.",
  }),
  merchantReference2: t.exposeString('merchant_reference_2', { description: 'A second reference of the shop.' }),
  status: t.exposeString('status', {
    description:
      'How far it has come: `INITIATED` nothing is paid yet; `AUTHORIZED` money is set aside; `AUTHORIZATION_VOIDED` it was let go; `PARTIALLY_CAPTURED`, `CAPTURED` money is taken; `PARTIALLY_CAPTURED_REFUNDED`, `PARTIALLY_REFUNDED`, `REFUNDED` money is given back; `ON_HOLD` a person at the provider looks at it; `DECLINED`, `FAILED` there is none; `UNKNOWN`. An open set.',
  }),
  product: t.exposeString('payment_product_type', {
    description: "Dintero's word for the way to pay: `dintero_psp.creditcard`; an open set.",
  }),
  productName: t.string({
    description:
      "Its plain name: `Card`, `Vipps`, `Klarna`, `Walley`; Dintero's word for a product that has no plain name here.",
    resolve: (payment) => productOf(payment).name ?? payment.payment_product,
  }),
  channel: t.exposeString('channel', {
    description: 'Where it was made: `ecommerce`, `in_app`, `in_store`; an open set.',
  }),
  amount: t.field({
    type: MoneyRef,
    description: 'What was authorized in all.',
    resolve: ({ amount, currency }) => money(amount, currency),
  }),
  captured: t.field({
    type: MoneyRef,
    description: 'What was taken.',
    resolve: (payment) => money(standingOf(payment).captured, payment.currency),
  }),
  refunded: t.field({
    type: MoneyRef,
    description: 'What was given back, wherever that was done.',
    resolve: (payment) => money(standingOf(payment).refunded, payment.currency),
  }),
  capturable: t.field({
    type: MoneyRef,
    description: 'What may still be captured.',
    resolve: (payment) => money(standingOf(payment).capturable, payment.currency),
  }),
  refundable: t.field({
    type: MoneyRef,
    description: 'What may still be given back.',
    resolve: (payment) => money(standingOf(payment).refundable, payment.currency),
  }),
  voidable: t.boolean({
    description: 'Whether what is set aside can be let go. After a part was captured some products do not allow it.',
    resolve: (payment) => standingOf(payment).voidable,
  }),
  unsure: t.string({
    description: 'Why nothing is offered although there may be something left; null where the sums are sure.',
    resolve: (payment) => standingOf(payment).unsure,
  }),
  authorizationEnds: t.field({
    type: ExpiryRef,
    description: 'When what is set aside is lost unless it is captured; null where nobody says.',
    resolve: expiryOf,
  }),
  lines: t.field({
    type: [PaymentLineRef],
    description: 'What was paid; empty where the shop sent no lines.',
    resolve: (payment) => priced(linesOf(payment), payment.currency),
  }),
  giftCards: t.field({
    type: [PaymentGiftCardRef],
    description: 'Parts of it that gift cards paid. A refund goes to them first, up to what was captured from each.',
    resolve: (payment) => priced(giftCardsOf(payment), payment.currency),
  }),
  card: t.field({ type: PaymentCardRef, description: 'The bank card.', resolve: ({ card }) => card }),
  events: t.field({
    type: [PaymentEventRef],
    description: 'What happened to it, in the order of Dintero.',
    resolve: eventSources,
  }),
  statementText: t.exposeString('dynamic_descriptor', {
    description: 'What the customer reads on the bank statement.',
  }),
  settlementStatus: t.exposeString('settlement_status', {
    description:
      "How far the money has come to the shop's account: `NOT_SETTLED`, `PENDING_SETTLEMENT`, `PARTIALLY_SETTLED`, `SETTLED`; an open set.",
  }),
  order: t.call({
    type: OrderRef,
    description: "The order whose id is the payment's reference; null where there is none.",
    calls: getOrder,
    input: ({ merchant_reference: reference }) =>
      !reference || idProblem(reference) !== undefined ? null : { path: { order_id: reference } },
  }),
  customer: t.call({
    type: CustomerRef,
    description:
      'The customer who paid; null where the payment names none, or `CHECKOUT_CUSTOMERS` says that its ids are others.',
    calls: customerOfPayment,
    input: ({ customer }) => {
      const id = customer?.customer_id;
      return !id || idProblem(id) !== undefined ? null : { customerId: id };
    },
  }),
  location: t.call({
    type: LocationRef,
    description: 'The store as it is now; null where the payment names none.',
    calls: locationOfMany,
    input: ({ store }) => (store?.id ? { locationId: store.id } : null),
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was begun.',
    resolve: ({ created_at }) => dateTime(created_at),
  }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When it was last changed.',
    resolve: ({ updated_at }) => dateTime(updated_at),
  }),
}));
