import { orderDraft, orderIdOf, orderOf } from '../../../loaders/shopping.ts';
import type { OrderMaybeWithEvents as Order } from '../../../upstream/contract/shopping.ts';
import { listOrderEvents } from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { entityType } from '../../framework/node.ts';
import { dateTime, int } from '../../values/scalars.ts';
import { declareContent } from '../content/content.ts';
import { DraftOrderRef } from '../drafts/draft-order.ts';
import { draftSource } from '../drafts/source.ts';
import { PaymentDetailsRef } from '../payments/details.ts';
import { OrderCommentRef } from './comment.ts';
import { OrderEventsRef } from './event.ts';

/** `OrderStatus`: where an order is in its life. */
export const OrderStatus = closedEnum('OrderStatus', 'Where an order is in its life.', {
  open: 'It is being worked on.',
  closed: 'It is done.',
  cancelled: 'It was cancelled.',
});

/** How far an order is paid, as far as the words for it are known. */
export const paymentStatuses =
  '`pending`: nothing is taken yet; `partially_paid`, `paid`; `partially_refunded`; `refunded`: all that was taken is given back; an open set.';

/** `Order`: an order of a customer. */
export const OrderRef = builder.objectRef<Order>('Order');

entityType(OrderRef, {
  description: 'An order of a customer, with the payments that were recorded on it.',
  keys: (order) => [orderIdOf(order)],
  calls: orderOf,
  input: ([orderId], _, { customerId }) => (orderId === undefined ? null : { orderId, ownerId: customerId }),
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
    description: `How far it is paid, in upstream's word: ${paymentStatuses} Null where upstream does not say.`,
  }),
  paymentDetails: t.field({
    type: PaymentDetailsRef,
    description: 'How the whole was paid; null where payment operations say how.',
    resolve: (order) => order.payment_details,
  }),
  events: t.call({
    type: OrderEventsRef,
    description: 'What happened to the order.',
    calls: listOrderEvents,
    input: (order) => ({ path: { order_id: orderIdOf(order) } }),
    carried: { value: ({ events, state }) => events && { events, ...(state != null && { state }) } },
  }),
  comments: t.field({
    type: [OrderCommentRef],
    description: 'Notes on the order; empty where upstream leaves them out.',
    resolve: (order) => order.comments ?? [],
  }),
  draft: t.call({
    type: DraftOrderRef,
    description: 'The draft that the order was made of, by the oldest event that names one; null where none does.',
    calls: orderDraft,
    input: (order) => ({ orderId: orderIdOf(order), events: order.events ?? null }),
    resolve: draftSource,
  }),
  version: t.int({ description: 'Counts the writes on the order.', resolve: (order) => int(order.version) }),
  cancelledReason: t.exposeString('cancelled_reason', {
    description: 'Why it was cancelled: `customer`; an open set.',
  }),
  cancelledBy: t.exposeString('cancelled_by', { description: 'Id of the user or client that cancelled it.' }),
  cancelledAt: t.field({
    type: 'DateTime',
    description: 'When it was cancelled.',
    resolve: (order) => dateTime(order.cancelled_at),
  }),
  closedBy: t.exposeString('closed_by', { description: 'Id of the user or client that closed it.' }),
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
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When it was removed; null for one that was not.',
    resolve: (order) => dateTime(order.deleted_at),
  }),
  deletedBy: t.exposeString('deleted_by', { description: 'Id of the user or client that removed it.' }),
}));
