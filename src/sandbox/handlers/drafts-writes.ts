import type { BodyOf } from '../../upstream/endpoint.ts';
import { found, invalid, type SandboxAnswer, wrongStateAnswer } from '../answer.ts';
import { apiCall, freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { SandboxState } from '../state.ts';
import { extendOrder, makeOrders, reservedId, withSums } from './order-making.ts';

type Draft = SandboxState['drafts'] extends Map<string, infer Each> ? Each : never;
type Stated = BodyOf<'createDraftOrder'>;

/** Writes of drafts: their lines, and their end as orders. */
export const draftWrites = {
  createDraftOrder: ({ body }, state) => {
    const refusal = problemOf(state, body);
    if (refusal !== undefined) return refusal;
    const at = stamp(state);
    const id = freshId(state);
    const draft: Draft = {
      id,
      status: 'open',
      options: body.options ?? {},
      order: stated(state, body),
      events: [apiCall(state, 'POST', '/draft_orders')],
      created_at: at,
      created_by: 'sandbox',
      updated_at: at,
    };
    state.drafts.set(id, draft);
    return found(draft);
  },
  updateDraftOrder: ({ path, body }, state) =>
    change(state, path.id, (draft) => {
      const refusal = problemOf(state, body);
      if (refusal !== undefined) return refusal;
      draft.options = body.options ?? draft.options ?? {};
      draft.order = stated(state, body);
      return undefined;
    }),
  deleteDraftOrder: ({ path }, state) =>
    change(state, path.id, (draft) => {
      Object.assign(draft, { status: 'deleted', deleted_at: stamp(state), deleted_by: 'sandbox' });
      return undefined;
    }),
  addDraftOrderItem: ({ path, body }, state) =>
    change(state, path.id, (draft) => {
      const items = draft.order.items ?? [];
      if (items.some(({ line_id }) => line_id === body.line_id)) return invalid('/line_id', 'The line exists.');
      draft.order = withSums({ ...draft.order, items: [...items, { ...body, version: 1 }] });
      return undefined;
    }),
  updateDraftOrderItem: ({ path, body }, state) =>
    change(state, path.id, (draft) => {
      const items = draft.order.items ?? [];
      const known = items.find(({ line_id }) => line_id === Number(path.line_id));
      if (known === undefined) return found(undefined);
      const item = { ...body, line_id: Number(path.line_id), version: (known.version ?? 0) + 1 };
      draft.order = withSums({ ...draft.order, items: items.map((each) => (each === known ? item : each)) });
      return undefined;
    }),
  removeDraftOrderItem: ({ path }, state) =>
    change(state, path.id, (draft) => {
      const items = draft.order.items ?? [];
      const left = items.filter(({ line_id }) => line_id !== Number(path.line_id));
      if (left.length === items.length) return found(undefined);
      draft.order = withSums({ ...draft.order, items: left });
      return undefined;
    }),
  completeDraftOrder: ({ path }, state) =>
    change(state, path.id, (draft) => {
      if ((draft.order.items ?? []).length === 0) return wrongStateAnswer('The draft has no line.');
      const making = { ...draft.options, draft_id: path.id };
      const { order_id } = making;
      const orders =
        order_id === undefined
          ? makeOrders(state, draft.order, making)
          : extendOrder(state, order_id, draft.order, making);
      if ('status' in orders) return orders;
      Object.assign(draft, { status: 'completed', updated_at: stamp(state) });
      return found({ orders });
    }),
} satisfies Handlers;

/** Acts on a draft that is open; where that answers nothing itself, the answer is the draft. */
function change(state: SandboxState, draftId: string, act: (draft: Draft) => SandboxAnswer | undefined): SandboxAnswer {
  const draft = state.drafts.get(draftId);
  if (draft === undefined) return found(undefined);
  if (draft.status !== 'open') return wrongStateAnswer('The draft is not open.');
  const answer = act(draft);
  if (answer !== undefined) return answer;
  draft.updated_at = stamp(state);
  return found(draft);
}

function problemOf(state: SandboxState, { order, options }: Stated): SandboxAnswer | undefined {
  const lines = (order.items ?? []).map(({ line_id }) => line_id);
  if (new Set(lines).size < lines.length) return invalid('/order/items', 'Two lines have one number.');
  if (order.order_id !== undefined && options?.split_draft !== false)
    return invalid('/order/order_id', 'Only a draft that is not split may have an id of its own.');
  if (order.order_id !== undefined && state.orders.has(order.order_id))
    return invalid('/order/order_id', 'The id is already taken.');
  if (options?.order_id !== undefined && !state.orders.has(options.order_id))
    return invalid('/options/order_id', 'No such order.');
  return undefined;
}

/** What is stated of the order, with its sums, and its id where one is to be reserved. */
function stated(state: SandboxState, { order, options }: Stated): Draft['order'] {
  const reserve = options?.generate_order_id === 'ALPHANUMERIC_9_RESERVE';
  return withSums({ ...order, ...(reserve && { order_id: reservedId(state) }) });
}
