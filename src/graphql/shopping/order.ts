import { orderIdOf } from '../../loaders/shopping.ts';
import {
  getAuthorization,
  getCancellation,
  getCapture,
  getCustomerOrder,
  getDraftOrder,
  getOrderSession,
  getRefund,
  listAuthorizations,
  listCancellations,
  listCaptures,
  listOrderEvents,
  listOrderSessions,
  listRefunds,
  type Order,
  type OrderEvents,
} from '../../upstream/shopping.ts';
import { builder } from '../builder.ts';
import { closedEnum } from '../shared/enum.ts';
import { priced } from '../shared/line.ts';
import { entityType } from '../shared/node.ts';
import { dateTime, int } from '../shared/scalars.ts';
import { DraftOrderRef } from './draft-order.ts';
import { draftSource } from './draft-source.ts';
import { OrderCommentRef } from './order-comment.ts';
import { declareContent } from './order-content.ts';
import { OrderEventsRef } from './order-event.ts';
import { OrderSessionRef } from './order-session.ts';
import { PaymentOperationRef } from './payment-operation.ts';

/** `OrderStatus`: where an order is in its life. */
export const OrderStatus = closedEnum('OrderStatus', 'Where an order is in its life.', {
  open: 'It is being worked on.',
  closed: 'It is done.',
  cancelled: 'It was called off.',
});

/** `Order`: an order of a customer. */
export const OrderRef = builder.objectRef<Order>('Order');

entityType(OrderRef, {
  description: 'An order of a customer, with the payments that were recorded on it.',
  // An id with a customer stands for that customer's own path, one without for the path of staff, whose scopes are the same.
  lookup: { operations: [getCustomerOrder], owner: (keys) => (keys.length === 2 ? keys[0] : null) },
  keys: (order) => (order.customer?.id === undefined ? [orderIdOf(order)] : [order.customer.id, orderIdOf(order)]),
  load: async ([first, second], { loaders }) => {
    if (first === undefined) return null;
    if (second === undefined) return loaders.shopping.order.load(first);
    return loaders.shopping.customerOrder.load({ customerId: first, orderId: second });
  },
});

declareContent(OrderRef);

builder.objectFields(OrderRef, (t) => ({
  orderId: t.string({
    nullable: false,
    description: "The merchant's own id of the order, as `order(orderId:)` takes it.",
    resolve: orderIdOf,
  }),
  status: t.field({
    type: OrderStatus.ref,
    description: 'Where the order is in its life.',
    resolve: (order) => OrderStatus.read(order.status),
  }),
  paymentStatus: t.exposeString('payment_status', {
    description:
      'How far it is paid: `pending`, `partially_paid`, `paid`, `partially_refunded`, `refunded`; an open set.',
  }),
  authorizations: t.field({
    type: [PaymentOperationRef],
    description: 'Amounts that were reserved elsewhere.',
    requires: { operations: [listAuthorizations], covered: (order) => order.authorizations !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(
        order.authorizations ?? (await loaders.shopping.authorizations.load(orderIdOf(order))) ?? [],
        order.currency,
      ),
  }),
  authorization: t.field({
    type: PaymentOperationRef,
    description: 'One of the authorizations; null where there is none of this id.',
    args: { authorizationId: t.arg.string({ required: true, description: 'Id of the authorization.' }) },
    requires: { operations: [getAuthorization] },
    resolve: async (order, { authorizationId: id }, { loaders }) =>
      priceOf(await loaders.shopping.authorization.load({ orderId: orderIdOf(order), id }), order),
  }),
  captures: t.field({
    type: [PaymentOperationRef],
    description: 'Amounts that were collected elsewhere.',
    requires: { operations: [listCaptures], covered: (order) => order.captures !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(order.captures ?? (await loaders.shopping.captures.load(orderIdOf(order))) ?? [], order.currency),
  }),
  capture: t.field({
    type: PaymentOperationRef,
    description: 'One of the captures; null where there is none of this id.',
    args: { captureId: t.arg.string({ required: true, description: 'Id of the capture.' }) },
    requires: { operations: [getCapture] },
    resolve: async (order, { captureId: id }, { loaders }) =>
      priceOf(await loaders.shopping.capture.load({ orderId: orderIdOf(order), id }), order),
  }),
  refunds: t.field({
    type: [PaymentOperationRef],
    description: 'Amounts that were paid back elsewhere.',
    requires: { operations: [listRefunds], covered: (order) => order.refunds !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(order.refunds ?? (await loaders.shopping.refunds.load(orderIdOf(order))) ?? [], order.currency),
  }),
  refund: t.field({
    type: PaymentOperationRef,
    description: 'One of the refunds; null where there is none of this id.',
    args: { refundId: t.arg.string({ required: true, description: 'Id of the refund.' }) },
    requires: { operations: [getRefund] },
    resolve: async (order, { refundId: id }, { loaders }) =>
      priceOf(await loaders.shopping.refund.load({ orderId: orderIdOf(order), id }), order),
  }),
  cancellations: t.field({
    type: [PaymentOperationRef],
    description: 'Reserved amounts that were released elsewhere.',
    requires: { operations: [listCancellations], covered: (order) => order.cancellations !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(
        order.cancellations ?? (await loaders.shopping.cancellations.load(orderIdOf(order))) ?? [],
        order.currency,
      ),
  }),
  cancellation: t.field({
    type: PaymentOperationRef,
    description: 'One of the cancellations; null where there is none of this id.',
    args: { cancellationId: t.arg.string({ required: true, description: 'Id of the cancellation.' }) },
    requires: { operations: [getCancellation] },
    resolve: async (order, { cancellationId: id }, { loaders }) =>
      priceOf(await loaders.shopping.cancellation.load({ orderId: orderIdOf(order), id }), order),
  }),
  sessions: t.field({
    type: [OrderSessionRef],
    description: 'Checkout sessions in which lines of the order are paid.',
    requires: { operations: [listOrderSessions], covered: (order) => order.sessions !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(order.sessions ?? (await loaders.shopping.sessions.load(orderIdOf(order))) ?? [], order.currency),
  }),
  session: t.field({
    type: OrderSessionRef,
    description: 'One of the sessions; null where there is none of this id.',
    args: { sessionId: t.arg.string({ required: true, description: 'Id of the session.' }) },
    requires: { operations: [getOrderSession] },
    resolve: async (order, { sessionId: id }, { loaders }) =>
      priceOf(await loaders.shopping.session.load({ orderId: orderIdOf(order), id }), order),
  }),
  events: t.field({
    type: OrderEventsRef,
    description: 'What happened to the order.',
    requires: { operations: [listOrderEvents], covered: (order) => order.events !== undefined },
    resolve: (order, _, { loaders }) => embeddedEvents(order) ?? loaders.shopping.events.load(orderIdOf(order)),
  }),
  comments: t.field({
    type: [OrderCommentRef],
    nullable: false,
    description: 'Notes on the order; empty where upstream leaves them out.',
    resolve: (order) => order.comments ?? [],
  }),
  draft: t.field({
    type: DraftOrderRef,
    description: 'The draft that the order was made of, or last changed by; null where there was none.',
    requires: { operations: [listOrderEvents, getDraftOrder] },
    resolve: async (order, _, { loaders }) => {
      const events = embeddedEvents(order) ?? (await loaders.shopping.events.load(orderIdOf(order)));
      const draftId = events?.events.findLast(({ draft_id }) => draft_id !== undefined)?.draft_id;
      const draft = draftId === undefined ? null : await loaders.shopping.draft.load(draftId);
      return draft && draftSource(draft);
    },
  }),
  version: t.int({ description: 'Counts the writes on the order.', resolve: (order) => int(order.version) }),
  cancelledReason: t.exposeString('cancelled_reason', {
    description: 'Why it was called off: `customer`; an open set.',
  }),
  cancelledAt: t.field({
    type: 'DateTime',
    description: 'When it was called off.',
    resolve: (order) => dateTime(order.cancelled_at),
  }),
  closedAt: t.field({
    type: 'DateTime',
    description: 'When it was closed.',
    resolve: (order) => dateTime(order.closed_at),
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was made.',
    resolve: (order) => dateTime(order.created_at),
  }),
  createdBy: t.exposeString('created_by', { description: 'Id of the user or client that made it.' }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When it was last changed.',
    resolve: (order) => dateTime(order.updated_at),
  }),
}));

function priceOf<Part>(part: Part | null, { currency }: Order) {
  return part === null ? null : { part, currency };
}

function embeddedEvents({ events, state }: Order): OrderEvents | undefined {
  return events && { events, ...(state !== undefined && { state }) };
}
