import type {
  Draft,
  OrderMaybeWithEvents as Order,
  OrderEvents,
  OrderSession,
  PaymentOperation,
} from '../upstream/contract/shopping.ts';
import type { QueryOf } from '../upstream/endpoint.ts';
import {
  getAuthorization,
  getCancellation,
  getCapture,
  getCustomerOrder,
  getDraftOrder,
  getOrder,
  getOrderSession,
  getRefund,
  getStoreOrder,
  listAuthorizations,
  listCancellations,
  listCaptures,
  listCustomerOrders,
  listDraftOrders,
  listOrderEvents,
  listOrderSessions,
  listOrders,
  listRefunds,
  listStoreOrders,
} from '../upstream/endpoints/shopping.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';
import { createShoppingWrites, type ShoppingWrites } from './shopping-writes.ts';

/** Filters of the order list, in upstream's words. */
export type OrderFilter = Omit<QueryOf<'listOrders'>, 'limit' | 'starting_after' | 'include_events'>;
/** Filters of the orders of a store or a customer, in upstream's words. */
export type OwnOrderFilter = Omit<QueryOf<'listCustomerOrders'>, 'limit' | 'starting_after'>;
/** Filters of the draft list, in upstream's words. */
export type DraftFilter = Omit<QueryOf<'listDraftOrders'>, 'limit' | 'starting_after'>;

interface CustomerOrderKey {
  readonly customerId: string;
  readonly orderId: string;
}
interface PartKey {
  readonly orderId: string;
  readonly id: string;
}
type Endpoints = readonly PaymentOperation[] | null;

/**
 * Reads of the shopping service; null where upstream knows no such thing.
 * A page that was read also answers the look-ups of its items.
 */
export interface ShoppingReads {
  readonly order: PerKey<string, Order | null>;
  readonly storeOrder: PerKey<{ readonly storeId: string; readonly orderId: string }, Order | null>;
  readonly customerOrder: PerKey<CustomerOrderKey, Order | null>;
  readonly orders: PerKey<{ readonly filter: OrderFilter; readonly window: Window }, Page<Order>>;
  readonly storeOrders: PerKey<
    { readonly storeId: string; readonly filter: OwnOrderFilter; readonly window: Window },
    Page<Order> | null
  >;
  readonly customerOrders: PerKey<
    { readonly customerId: string; readonly filter: OwnOrderFilter; readonly window: Window },
    Page<Order> | null
  >;
  readonly draft: PerKey<string, Draft | null>;
  readonly drafts: PerKey<{ readonly filter: DraftFilter; readonly window: Window }, Page<Draft>>;
  readonly events: PerKey<string, OrderEvents | null>;
  readonly authorizations: PerKey<string, Endpoints>;
  readonly authorization: PerKey<PartKey, PaymentOperation | null>;
  readonly captures: PerKey<string, Endpoints>;
  readonly capture: PerKey<PartKey, PaymentOperation | null>;
  readonly refunds: PerKey<string, Endpoints>;
  readonly refund: PerKey<PartKey, PaymentOperation | null>;
  readonly cancellations: PerKey<string, Endpoints>;
  readonly cancellation: PerKey<PartKey, PaymentOperation | null>;
  readonly sessions: PerKey<string, readonly OrderSession[] | null>;
  readonly session: PerKey<PartKey, OrderSession | null>;
}

/** One request's view of the shopping service. */
export interface ShoppingLoader extends ShoppingReads, ShoppingWrites {}

/** The shopping loader of one request. */
export function createShoppingLoader(session: UpstreamSession): ShoppingLoader {
  const path = (orderId: string) => ({ path: { order_id: orderId } });
  const order: ShoppingReads['order'] = perKey((orderId) => orNull(session.call(getOrder, path(orderId))));
  const customerOrder: ShoppingReads['customerOrder'] = perKey(({ customerId, orderId }) =>
    orNull(session.call(getCustomerOrder, { path: { customer_id: customerId, order_id: orderId } })),
  );
  const storeOrder: ShoppingReads['storeOrder'] = perKey(({ storeId, orderId }) =>
    orNull(session.call(getStoreOrder, { path: { store_id: storeId, order_id: orderId } })),
  );
  const draft: ShoppingReads['draft'] = perKey((draftId) =>
    orNull(session.call(getDraftOrder, { path: { id: draftId } })),
  );
  const reads: ShoppingReads = {
    order,
    storeOrder,
    customerOrder,
    orders: perKey(async ({ filter, window }) => {
      const page = await session.page(listOrders, { query: filter }, window);
      for (const each of page.items) order.prime(orderIdOf(each), each);
      return page;
    }),
    storeOrders: perKey(async ({ storeId, filter, window }) => {
      const path = { store_id: storeId };
      const page = await orNull(session.page(listStoreOrders, { path, query: filter }, window));
      for (const each of page?.items ?? []) storeOrder.prime({ storeId, orderId: orderIdOf(each) }, each);
      return page;
    }),
    customerOrders: perKey(async ({ customerId, filter, window }) => {
      const path = { customer_id: customerId };
      const page = await orNull(session.page(listCustomerOrders, { path, query: filter }, window));
      for (const each of page?.items ?? []) customerOrder.prime({ customerId, orderId: orderIdOf(each) }, each);
      return page;
    }),
    draft,
    drafts: perKey(async ({ filter, window }) => {
      const page = await session.page(listDraftOrders, { query: filter }, window);
      for (const each of page.items) if (each.id !== undefined) draft.prime(each.id, each);
      return page;
    }),
    events: perKey((orderId) => orNull(session.call(listOrderEvents, path(orderId)))),
    authorizations: perKey(async (orderId) => {
      const answer = await orNull(session.call(listAuthorizations, path(orderId)));
      return answer && (answer.authorizations ?? []);
    }),
    authorization: perKey(({ orderId, id }) =>
      orNull(session.call(getAuthorization, { path: { order_id: orderId, authorization_id: id } })),
    ),
    captures: perKey(async (orderId) => {
      const answer = await orNull(session.call(listCaptures, path(orderId)));
      return answer && (answer.captures ?? []);
    }),
    capture: perKey(({ orderId, id }) =>
      orNull(session.call(getCapture, { path: { order_id: orderId, capture_id: id } })),
    ),
    refunds: perKey(async (orderId) => {
      const answer = await orNull(session.call(listRefunds, path(orderId)));
      return answer && (answer.refunds ?? []);
    }),
    refund: perKey(({ orderId, id }) =>
      orNull(session.call(getRefund, { path: { order_id: orderId, refund_id: id } })),
    ),
    cancellations: perKey(async (orderId) => {
      const answer = await orNull(session.call(listCancellations, path(orderId)));
      return answer && (answer.cancellations ?? []);
    }),
    cancellation: perKey(({ orderId, id }) =>
      orNull(session.call(getCancellation, { path: { order_id: orderId, cancellation_id: id } })),
    ),
    sessions: perKey(async (orderId) => {
      const answer = await orNull(session.call(listOrderSessions, path(orderId)));
      return answer && (answer.sessions ?? []);
    }),
    session: perKey(({ orderId, id }) =>
      orNull(session.call(getOrderSession, { path: { order_id: orderId, session_id: id } })),
    ),
  };
  return { ...reads, ...createShoppingWrites(session, reads) };
}

/** The id by which paths name an order. */
export function orderIdOf({ order_id, id }: Pick<Order, 'order_id' | 'id'>): string {
  return order_id ?? id;
}
