import type { OrderMaybeWithEvents as Order } from '../upstream/contract/shopping.ts';
import type { WriteName } from '../upstream/endpoint.ts';
import {
  getCustomerOrder,
  getDraftOrder,
  getOrder,
  getStoreOrder,
  listCustomerOrders,
  listDraftOrders,
  listOrders,
  listStoreOrders,
} from '../upstream/endpoints/shopping.ts';
import { prime, type Touches } from './service.ts';
import { view, way } from './view.ts';

/** The id by which paths name an order. */
export function orderIdOf({ order_id, id }: Pick<Order, 'order_id' | 'id'>): string {
  return order_id ?? id;
}

/** Which look-ups the rows of lists answer. */
export const primes = [
  prime(listOrders, getOrder, (order) => ({ path: { order_id: orderIdOf(order) } })),
  prime(listStoreOrders, getStoreOrder, (order, { path }) => ({
    path: { store_id: path.store_id, order_id: orderIdOf(order) },
  })),
  prime(listCustomerOrders, getCustomerOrder, (order, { path }) => ({
    path: { customer_id: path.customer_id, order_id: orderIdOf(order) },
  })),
  prime(listDraftOrders, getDraftOrder, ({ id }) => (id === undefined ? null : { path: { id } })),
];

const pages: Touches = ['listOrders', 'listStoreOrders', 'listCustomerOrders'];
const order: Touches = [
  'getOrder',
  'getStoreOrder',
  'getCustomerOrder',
  'listOrderEvents',
  'listAuthorizations',
  'getAuthorization',
  'listCaptures',
  'getCapture',
  'listRefunds',
  'getRefund',
  'listCancellations',
  'getCancellation',
  'listOrderSessions',
  'getOrderSession',
  // Which pages hold an order is not known.
  ...pages,
];
const draft: Touches = ['getDraftOrder', 'listDraftOrders'];

/** What each write makes stale. */
export const touches = {
  createDraftOrder: ['listDraftOrders'],
  updateDraftOrder: draft,
  deleteDraftOrder: draft,
  // Which orders it is about, its answer alone tells.
  completeDraftOrder: [...draft, ...order],
  addDraftOrderItem: draft,
  updateDraftOrderItem: draft,
  removeDraftOrderItem: draft,
  createOrder: order,
  updateOrder: order,
  cancelOrder: order,
  closeOrder: order,
  reopenOrder: order,
  addOrderComment: order,
  removeOrderComment: order,
  addOrderEvent: order,
  createOrderSession: order,
  recordAuthorization: order,
  recordCapture: order,
  recordRefund: order,
  recordCancellation: order,
} satisfies Record<WriteName<'shopping'>, Touches>;

/** An order by its id, and the customer whose path it is asked for by. */
export interface OrderKey {
  /** Null: by the path of staff. */
  readonly customerId: string | null;
  readonly orderId: string;
}

/** One order: by its customer's path where the customer is known, so that a customer's own token is admitted. */
export const orderOf = view<OrderKey, Order | null>(
  'orderOf',
  way({
    when: "the id names the order's customer",
    applies: ({ customerId }: OrderKey) => customerId !== null,
    uses: { order: getCustomerOrder },
    owner: ({ customerId }) => customerId,
    read: ({ customerId, orderId }, { order: read }) =>
      read({ path: { customer_id: customerId ?? '', order_id: orderId } }),
  }),
  way({
    when: 'the id names no customer',
    uses: { order: getOrder },
    read: ({ orderId }: OrderKey, { order: read }) => read({ path: { order_id: orderId } }),
  }),
);
