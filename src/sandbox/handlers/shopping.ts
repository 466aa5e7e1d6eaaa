import { found, type SandboxAnswer } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';
import type { OrderRecord, ShoppingState } from '../state.ts';

/** Reads of the shopping service. */
export const shoppingHandlers = {
  listDraftOrders: ({ query }, { drafts }) => {
    const rows = [...drafts.values()].filter(
      (draft) => (query.status === undefined || draft.status === query.status) && isWithin(draft.created_at, query),
    );
    return paged('listDraftOrders', rows, query);
  },
  getDraftOrder: ({ path }, { drafts }) => found(drafts.get(path.id)),
  listOrders: ({ query }, state) => {
    const rows = orders(state, query).filter(
      ({ order }) =>
        (query.itinerary_travel_mode === undefined ||
          order.itinerary?.some(({ travel_mode }) => travel_mode === query.itinerary_travel_mode)) &&
        isThere(
          order.itinerary?.map((leg) => leg.departure_address),
          query.itinerary_departure_address,
        ) &&
        isThere(
          order.itinerary?.map((leg) => leg.arrival_address),
          query.itinerary_arrival_address,
        ) &&
        (query.items_discount_lines_discount_type === undefined ||
          order.items?.some((item) =>
            item.discount_lines?.some((line) => line.discount_type === query.items_discount_lines_discount_type),
          )),
    );
    return paged(
      'listOrders',
      rows.map((record) => answerOf(record, query)),
      query,
    );
  },
  getOrder: ({ path, query }, state) => one(state, path.order_id, (record) => answerOf(record, query)),
  listStoreOrders: ({ path, query }, state) => {
    const rows = orders(state, query).filter(({ order }) => order.store?.id === path.store_id);
    return paged(
      'listStoreOrders',
      rows.map((record) => answerOf(record, query)),
      query,
    );
  },
  getStoreOrder: ({ path, query }, state) =>
    one(state, path.order_id, (record) =>
      record.order.store?.id === path.store_id ? answerOf(record, query) : undefined,
    ),
  listCustomerOrders: ({ path, query }, state) => {
    if (!state.customers.has(path.customer_id)) return found(undefined);
    const rows = orders(state, query).filter(({ order }) => order.customer?.id === path.customer_id);
    return paged(
      'listCustomerOrders',
      rows.map((record) => answerOf(record, {})),
      query,
    );
  },
  getCustomerOrder: ({ path }, state) =>
    one(state, path.order_id, (record) =>
      record.order.customer?.id === path.customer_id ? answerOf(record, {}) : undefined,
    ),
  listOrderEvents: ({ path }, state) => one(state, path.order_id, ({ events }) => ({ events, state: stateOf(events) })),
  listAuthorizations: ({ path }, state) => one(state, path.order_id, ({ authorizations }) => ({ authorizations })),
  getAuthorization: ({ path }, state) =>
    one(state, path.order_id, ({ authorizations }) => withId(authorizations, path.authorization_id)),
  listCaptures: ({ path }, state) => one(state, path.order_id, ({ captures }) => ({ captures })),
  getCapture: ({ path }, state) => one(state, path.order_id, ({ captures }) => withId(captures, path.capture_id)),
  listRefunds: ({ path }, state) => one(state, path.order_id, ({ refunds }) => ({ refunds })),
  getRefund: ({ path }, state) => one(state, path.order_id, ({ refunds }) => withId(refunds, path.refund_id)),
  listCancellations: ({ path }, state) => one(state, path.order_id, ({ cancellations }) => ({ cancellations })),
  getCancellation: ({ path }, state) =>
    one(state, path.order_id, ({ cancellations }) => withId(cancellations, path.cancellation_id)),
  listOrderSessions: ({ path }, state) => one(state, path.order_id, ({ sessions }) => ({ sessions })),
  getOrderSession: ({ path }, state) => one(state, path.order_id, ({ sessions }) => withId(sessions, path.session_id)),
} satisfies Handlers;

interface OrderQuery {
  readonly status?: string | undefined;
  readonly payment_status?: string | undefined;
  readonly 'created_at.gte'?: string | undefined;
  readonly 'created_at.lte'?: string | undefined;
}

function orders({ orders: all }: ShoppingState, query: OrderQuery): OrderRecord[] {
  return [...all.values()].filter(
    ({ order }) =>
      (query.status === undefined || order.status === query.status) &&
      (query.payment_status === undefined || order.payment_status === query.payment_status) &&
      isWithin(order.created_at, query),
  );
}

function isWithin(at: string | undefined, { 'created_at.gte': from, 'created_at.lte': to }: OrderQuery): boolean {
  return (from === undefined || (at ?? '') >= from) && (to === undefined || (at ?? '') <= to);
}

function isThere(addresses: readonly (object | undefined)[] | undefined, wanted: string | undefined): boolean {
  return wanted === undefined || (addresses?.some((address) => Object.values(address ?? {}).includes(wanted)) ?? false);
}

function one({ orders: all }: ShoppingState, orderId: string, read: (record: OrderRecord) => unknown): SandboxAnswer {
  const record = all.get(orderId);
  return found(record && read(record));
}

function answerOf(
  { order, events }: OrderRecord,
  { include_events }: { readonly include_events?: boolean | undefined },
) {
  return include_events === true ? { ...order, events, state: stateOf(events) } : order;
}

/** Failure if any event says so; pending if none does or the latest of any service does; else success. */
function stateOf(events: OrderRecord['events']): string {
  const latest = new Map<string, string | undefined>();
  for (const event of events) {
    if (!('service' in event)) continue;
    if (event.state === 'failure' || event.state === 'error') return 'failure';
    latest.set(event.service, event.state);
  }
  return latest.size === 0 || [...latest.values()].includes('pending') ? 'pending' : 'success';
}

function withId<Item extends { readonly id?: string }>(items: readonly Item[], id: string): Item | undefined {
  return items.find((item) => item.id === id);
}
