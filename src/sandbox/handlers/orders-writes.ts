import type { BodyOf } from '../../upstream/endpoint.ts';
import { failure, found, invalid, type SandboxAnswer, wrongStateAnswer } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { OrderRecord, SandboxState } from '../state.ts';

type Recording = Pick<
  BodyOf<'recordCapture'>,
  'items' | 'processed_at' | 'processed_by' | 'payment_details' | 'metadata' | 'success' | 'authorization_id'
>;
type Kind = 'authorizations' | 'captures' | 'refunds' | 'cancellations';

/** Writes of an order's life: its end and return, notes, events, and the payments that are recorded on it. */
export const orderWrites = {
  cancelOrder: ({ path, body }, state) =>
    change(state, path.order_id, ({ order, captures, refunds }) => {
      if (order.status === 'cancelled') return wrongStateAnswer('The order is cancelled.');
      if (total(captures) > total(refunds)) return wrongStateAnswer('Captured money has to be refunded first.');
      const reason = body?.cancelled_reason ?? 'customer';
      Object.assign(order, {
        status: 'cancelled',
        cancelled_reason: reason,
        cancelled_by: 'sandbox',
        cancelled_at: stamp(state),
      });
      return undefined;
    }),
  closeOrder: ({ path }, state) =>
    change(state, path.order_id, ({ order }) => {
      if (order.status !== 'open') return wrongStateAnswer('The order is not open.');
      Object.assign(order, { status: 'closed', closed_by: 'sandbox', closed_at: stamp(state) });
      return undefined;
    }),
  reopenOrder: ({ path }, state) =>
    change(state, path.order_id, ({ order }) => {
      if (order.status !== 'closed') return wrongStateAnswer('The order is not closed.');
      for (const key of ['closed_by', 'closed_at'] as const) delete order[key];
      order.status = 'open';
      return undefined;
    }),
  addOrderComment: ({ path, body }, state) =>
    change(state, path.order_id, ({ order }) => {
      const made = { id: freshId(state), created_at: stamp(state), created_by: 'sandbox', text: body.text ?? '' };
      order.comments = [...(order.comments ?? []), made];
      return undefined;
    }),
  removeOrderComment: ({ path }, state) =>
    change(state, path.order_id, ({ order }) => {
      const left = (order.comments ?? []).filter(({ id }) => id !== path.comment_id);
      if (left.length === (order.comments ?? []).length) return found(undefined);
      order.comments = left;
      return undefined;
    }),
  addOrderEvent: ({ path, body }, state) => {
    const record = state.orders.get(path.order_id);
    if (record === undefined) return found(undefined);
    const made = {
      ...body,
      id: freshId(state),
      created_at: stamp(state),
      created_by: 'sandbox',
      event_type: 'service-event' as const,
    };
    record.events.push(made);
    return found(made);
  },
  recordAuthorization: ({ path, body }, state) => recorded(state, path.order_id, 'authorizations', body),
  recordCapture: ({ path, body }, state) => recorded(state, path.order_id, 'captures', body),
  recordRefund: ({ path, body }, state) => recorded(state, path.order_id, 'refunds', body),
  recordCancellation: ({ path, body }, state) => recorded(state, path.order_id, 'cancellations', body),
} satisfies Handlers;

function change(
  state: SandboxState,
  orderId: string,
  act: (record: OrderRecord) => SandboxAnswer | undefined,
): SandboxAnswer {
  const record = state.orders.get(orderId);
  if (record === undefined) return found(undefined);
  const refusal = act(record);
  if (refusal !== undefined) return refusal;
  Object.assign(record.order, { updated_at: stamp(state), version: (record.order.version ?? 0) + 1 });
  return found(record.order);
}

/** Records a payment endpoint; 409 where there is not as much left as it takes. */
function recorded(state: SandboxState, orderId: string, kind: Kind, body: Recording): SandboxAnswer {
  const record = state.orders.get(orderId);
  if (record === undefined) return found(undefined);
  const isNegative = ({ line_id }: { line_id: number }) =>
    (record.order.items?.find((line) => line.line_id === line_id)?.gross_amount ?? 0) < 0;
  const none = body.items.findIndex((item) => item.amount <= 0 && !isNegative(item));
  if (none !== -1) return invalid(`/items/${none}/amount`, 'Must be more than 0.');
  const lines = new Set(record.order.items?.map(({ line_id }) => line_id));
  const stranger = body.items.findIndex(({ line_id }) => !lines.has(line_id));
  if (stranger !== -1) return invalid(`/items/${stranger}/line_id`, 'The order has no such line.');
  if (kind !== 'authorizations' && body.authorization_id === undefined && record.severalAuthorizations)
    return invalid('/authorization_id', 'The order may have several authorizations.');
  if (body.authorization_id !== undefined && !record.authorizations.some(({ id }) => id === body.authorization_id))
    return invalid('/authorization_id', 'No such authorization.');
  const { amount, excess } = countUp(body.items, leftFor(record, kind));
  if (body.success !== false && excess !== -1)
    return failure(409, 'AMOUNT', 'There is not as much left.', [{ field: `/items/${excess}/amount` }]);
  const id = freshId(state);
  const made = { success: true, ...body, id, amount, created_at: stamp(state), created_by: 'sandbox' };
  record[kind].push(made);
  record.order.payment_status = statusOf(record);
  return found(made);
}

/** What amounts come to, and the first of them that is not left any more; -1: all are. */
export function countUp(items: readonly { readonly amount: number }[], left: number) {
  let amount = 0;
  let excess = -1;
  for (const [index, item] of items.entries()) {
    amount += item.amount;
    if (excess === -1 && amount > left) excess = index;
  }
  return { amount, excess };
}

/** How much of an order can still be authorised, captured, refunded or cancelled. */
function leftFor(record: OrderRecord, kind: Kind): number {
  const { order, authorizations, captures, refunds, cancellations } = record;
  if (kind === 'authorizations') return worthOf(order) - total(authorizations);
  if (kind === 'refunds') return total(captures) - total(refunds);
  return total(authorizations) - total(captures) - total(cancellations);
}

function worthOf({ net_amount, gross_amount }: OrderRecord['order']): number {
  return net_amount ?? gross_amount ?? 0;
}

function statusOf({
  order,
  captures,
  refunds,
  cancellations,
}: OrderRecord): NonNullable<OrderRecord['order']['payment_status']> {
  const [captured, refunded] = [total(captures), total(refunds)];
  const owed = worthOf(order) - total(cancellations);
  if (refunded > 0) return refunded === captured ? 'refunded' : 'partially_refunded';
  if (captured > 0) return captured >= owed ? 'paid' : 'partially_paid';
  return 'pending';
}

/** What failed counts for nothing. */
function total(operations: readonly { readonly amount?: number; readonly success?: boolean }[]): number {
  return operations.reduce((sum, { amount = 0, success }) => (success === false ? sum : sum + amount), 0);
}
