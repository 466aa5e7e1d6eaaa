import type { Draft, OrderMaybeWithEvents as Order, OrderEvents } from '../upstream/contract/shopping.ts';
import {
  getCustomerOrder,
  getDraftOrder,
  getOrder,
  getStoreOrder,
  listCustomerOrders,
  listDraftOrders,
  listOrderEvents,
  listOrders,
  listStoreOrders,
} from '../upstream/endpoints/shopping.ts';
import { prime } from './service.ts';
import { type Bound, view, way } from './view.ts';

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

/** An order by its id, with who may ask for it by a path of their own. */
export interface OrderKey {
  readonly orderId: string;
  /** The customer who calls, among whose orders it may be; null: staff calls. */
  readonly ownerId: string | null;
}

/** One order: by the path of staff, and of whoever may not take it, among the caller's own orders. */
export const orderOf = view<OrderKey, Order | null>(
  'orderOf',
  way({
    when: 'the order is asked for by its id alone',
    preferred: true,
    uses: { order: getOrder },
    read: ({ orderId }: OrderKey, { order: read }) => read({ path: { order_id: orderId } }),
  }),
  way({
    when: 'the caller is a customer',
    applies: ({ ownerId }: OrderKey) => ownerId !== null,
    uses: { order: getCustomerOrder },
    owner: ({ ownerId }) => ownerId,
    read: ({ orderId, ownerId }, { order: read }) => read({ path: { customer_id: ownerId ?? '', order_id: orderId } }),
  }),
);

/** Of which order the draft is wanted, with its events where it carries them. */
export interface OrderDraftKey {
  readonly orderId: string;
  /** Null: they have to be loaded. */
  readonly events: OrderEvents['events'] | null;
}

/** The draft that an order was made of, by the oldest event that names one; null where none does. */
export const orderDraft = view<OrderDraftKey, Draft | null>(
  'orderDraft',
  way({
    when: 'the order does not carry its events',
    applies: ({ events }: OrderDraftKey) => events === null,
    uses: { events: listOrderEvents, draft: getDraftOrder },
    read: async ({ orderId }, use) => {
      const answer = await use.events({ path: { order_id: orderId } });
      return readDraft(use, answer?.events ?? []);
    },
  }),
  way({
    when: 'the order carries its events',
    uses: { draft: getDraftOrder },
    read: ({ events }: OrderDraftKey, use) => readDraft(use, events ?? []),
  }),
);

async function readDraft(
  { draft: read }: Bound<{ readonly draft: typeof getDraftOrder }>,
  events: OrderEvents['events'],
): Promise<Draft | null> {
  // Later drafts have changed the order; upstream does not say in which order it sends events.
  const [oldest] = events
    .filter(({ draft_id }) => draft_id != null)
    .sort((one, other) => ((one.created_at ?? '') < (other.created_at ?? '') ? -1 : 1));
  return oldest?.draft_id == null ? null : read({ path: { id: oldest.draft_id } });
}
