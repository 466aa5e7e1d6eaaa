import { failure, found, invalid, wrongStateAnswer } from '../answer.ts';
import { apiCall, freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import { makeOrders } from './order-making.ts';
import { countUp } from './orders-writes.ts';

/** Writes of what an order is: its making, its change, and checkout sessions for its lines. */
export const orderContentWrites = {
  createOrder: ({ body }, state) => {
    const { order_id } = body.order;
    if (order_id !== undefined && state.orders.has(order_id))
      return invalid('/order/order_id', 'Another order has the id.');
    if ((body.order.items ?? []).length === 0) return invalid('/order/items', 'The order has no line.');
    const [order] = makeOrders(state, body.order, { ...body.options, split_draft: false });
    return found(order);
  },
  updateOrder: ({ path, body }, state) => {
    const record = state.orders.get(path.order_id);
    if (record === undefined) return found(undefined);
    const { order, events } = record;
    if (order.status === 'cancelled') return wrongStateAnswer('The order is cancelled.');
    const { items: changes = [], ...change } = body;
    const items = order.items ?? [];
    const stranger = changes.findIndex(({ line_id }) => !items.some((item) => item.line_id === line_id));
    if (stranger !== -1) return invalid(`/items/${stranger}/line_id`, 'The order has no such line.');
    Object.assign(order, change, { updated_at: stamp(state), version: (order.version ?? 0) + 1 });
    order.items = items.map((item) => {
      const changed = changes.find(({ line_id }) => line_id === item.line_id);
      return changed === undefined ? item : { ...item, ...changed, version: (item.version ?? 0) + 1 };
    });
    events.push(apiCall(state, 'PUT', `/orders/${path.order_id}`));
    return found(order);
  },
  createOrderSession: ({ path, body }, state) => {
    const record = state.orders.get(path.order_id);
    if (record === undefined) return found(undefined);
    if (record.order.status !== 'open') return wrongStateAnswer('The order is not open.');
    const items = body.items.map(({ line_id, amount }) => {
      const line = record.order.items?.find((item) => String(item.line_id) === line_id);
      return { line_id, line, amount: amount ?? line?.gross_amount ?? 0 };
    });
    const stranger = items.findIndex(({ line }) => line === undefined);
    if (stranger !== -1) return invalid(`/items/${stranger}/line_id`, 'The order has no such line.');
    const authorised = record.authorizations.reduce((sum, each) => sum + (each.amount ?? 0), 0);
    const { amount, excess } = countUp(items, (record.order.net_amount ?? 0) - authorised);
    if (excess !== -1)
      return failure(400, 'AMOUNT', 'There is not as much left.', [{ field: `/items/${excess}/amount` }]);
    const id = freshId(state);
    const session = {
      id,
      created_at: stamp(state),
      created_by: 'sandbox',
      amount,
      items: items.map(({ line_id, amount }) => ({ line_id, amount })),
      ...(body.metadata && { metadata: body.metadata }),
      _links: [{ rel: 'checkout', href: `https://checkout.example.com/${id}` }],
    };
    record.sessions.push(session);
    record.events.push(apiCall(state, 'POST', `/orders/${path.order_id}/sessions`));
    return found(session);
  },
} satisfies Handlers;
