import { orderIdOf } from '../../loaders/shopping.ts';
import type { OrderMaybeWithEvents as Order, OrderEvents } from '../../upstream/contract/shopping.ts';
import { getCustomerOrder, getDraftOrder, listOrderEvents } from '../../upstream/endpoints/shopping.ts';
import { builder } from '../builder.ts';
import { closedEnum } from '../shared/enum.ts';
import { entityType } from '../shared/node.ts';
import { dateTime, int } from '../shared/scalars.ts';
import { DraftOrderRef } from './draft-order.ts';
import { draftSource } from './draft-source.ts';
import { OrderCommentRef } from './order-comment.ts';
import { declareContent } from './order-content.ts';
import { OrderEventsRef } from './order-event.ts';
import { PaymentDetailsRef } from './payment-details.ts';

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
  paymentDetails: t.field({
    type: PaymentDetailsRef,
    description: 'How the whole was paid; null where payment operations tell.',
    resolve: (order) => order.payment_details,
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
    description: 'The draft that the order was made of, by the oldest event that names one; null where none does.',
    requires: { operations: [listOrderEvents, getDraftOrder] },
    resolve: async (order, _, { loaders }) => {
      const events = embeddedEvents(order) ?? (await loaders.shopping.events.load(orderIdOf(order)));
      const draftId = oldestDraftId(events?.events ?? []);
      const draft = draftId === undefined ? null : await loaders.shopping.draft.load(draftId);
      return draft && draftSource(draft);
    },
  }),
  version: t.int({ description: 'Counts the writes on the order.', resolve: (order) => int(order.version) }),
  cancelledReason: t.exposeString('cancelled_reason', {
    description: 'Why it was called off: `customer`; an open set.',
  }),
  cancelledBy: t.exposeString('cancelled_by', { description: 'Id of the user or client that called it off.' }),
  cancelledAt: t.field({
    type: 'DateTime',
    description: 'When it was called off.',
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

/** Later drafts have changed the order; upstream does not say in which order it sends events. */
function oldestDraftId(events: OrderEvents['events']): string | undefined {
  const [oldest] = events
    .filter(({ draft_id }) => draft_id !== undefined)
    .sort((one, other) => ((one.created_at ?? '') < (other.created_at ?? '') ? -1 : 1));
  return oldest?.draft_id;
}

function embeddedEvents({ events, state }: Order): OrderEvents | undefined {
  return events && { events, ...(state !== undefined && { state }) };
}
