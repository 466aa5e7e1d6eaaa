import { type SandboxAnswer, wrongStateAnswer } from '../answer.ts';
import { apiCall, freshId, stamp } from '../clock.ts';
import type { OrderRecord, SandboxState } from '../state.ts';

type Order = OrderRecord['order'];
type Content = Pick<Order, 'currency' | 'items' | 'store' | 'order_id'>;

interface Making {
  readonly split_draft?: boolean;
  readonly replace?: 'order';
  readonly multiple_authorizations?: boolean;
  /** Undefined for an order that is made without a draft. */
  readonly draft_id?: string;
}

/** The sums over the lines; what discounts take off is the difference of the two. */
export function withSums<Stated extends Content>(stated: Stated): Stated {
  const sum = (read: (item: NonNullable<Order['items']>[number]) => number) =>
    (stated.items ?? []).reduce((total, item) => total + read(item), 0);
  const gross = sum(({ gross_amount = 0 }) => gross_amount);
  const net = sum(({ gross_amount = 0, net_amount = gross_amount }) => net_amount);
  return { ...stated, gross_amount: gross, net_amount: net, total_discount: gross - net };
}

/** An id of nine letters and digits that no order has yet. */
export function reservedId(state: SandboxState): string {
  return `D${freshId(state).slice(-8).toUpperCase()}`;
}

/** One order, or one for each store that the lines name. */
export function makeOrders(state: SandboxState, stated: Content, making: Making): Order[] {
  const storeOf = (item: NonNullable<Content['items']>[number]) => (item.store ?? stated.store)?.id;
  const stores = making.split_draft === false ? [] : [...new Set((stated.items ?? []).map(storeOf))];
  if (stores.length < 2) return [makeOrder(state, stated, making)];
  return stores.map((store) => {
    const items = (stated.items ?? []).filter((item) => storeOf(item) === store);
    const seller = items.find((item) => item.store !== undefined)?.store ?? stated.store;
    const { order_id: _, ...rest } = stated;
    return makeOrder(state, { ...rest, items, ...(seller && { store: seller }) }, making);
  });
}

function makeOrder(state: SandboxState, stated: Content, { draft_id, multiple_authorizations }: Making): Order {
  const at = stamp(state);
  const order: Order = {
    ...withSums(stated),
    id: freshId(state),
    order_id: stated.order_id ?? reservedId(state),
    status: 'open',
    payment_status: 'pending',
    created_at: at,
    created_by: 'sandbox',
    updated_at: at,
    version: 1,
    comments: [],
  };
  const record: OrderRecord = {
    order,
    events: [{ ...apiCall(state, 'POST', '/orders'), ...(draft_id !== undefined && { draft_id }) }],
    authorizations: [],
    captures: [],
    refunds: [],
    cancellations: [],
    sessions: [],
    severalAuthorizations: multiple_authorizations ?? false,
    embedded: false,
  };
  const before = [...state.orders];
  state.orders.clear();
  state.orders.set(order.order_id ?? order.id, record);
  for (const [id, each] of before) state.orders.set(id, each);
  return order;
}

/** Adds lines to an order, those that take others back among them, or puts them in the place of its own. */
export function extendOrder(
  state: SandboxState,
  orderId: string,
  stated: Content,
  { replace, draft_id }: Making,
): Order[] | SandboxAnswer {
  const record = state.orders.get(orderId);
  if (record === undefined) return wrongStateAnswer('No such order.');
  const { order } = record;
  if (order.status !== 'open') return wrongStateAnswer('The order is not open.');
  if (stated.currency !== order.currency) return wrongStateAnswer('The order has another currency.');
  const isPaid = record.authorizations.length > 0;
  if (replace === 'order' && isPaid) return wrongStateAnswer('Payments were recorded on the order.');
  const own = replace === 'order' ? [] : (order.items ?? []);
  const added = stated.items ?? [];
  if (added.some(({ line_id }) => own.some((item) => item.line_id === line_id)))
    return wrongStateAnswer('The order has a line of that number.');
  const reversed = added.flatMap(({ related_item }) => related_item?.line_id ?? []);
  if (reversed.some((line) => !own.some(({ line_id }) => line_id === line)))
    return wrongStateAnswer('The order has no such line to take back.');
  const changed = withSums({ ...order, items: [...own, ...added] });
  if (changed.gross_amount !== undefined && changed.gross_amount < 0)
    return wrongStateAnswer('More is taken back than there is.');
  Object.assign(order, changed, { updated_at: stamp(state), version: (order.version ?? 0) + 1 });
  record.events.push({
    ...apiCall(state, 'PUT', `/orders/${orderId}`),
    ...(draft_id !== undefined && { draft_id }),
  });
  return [order];
}
