import type { BodyOf, ResultOf } from '../upstream/operation.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import * as upstream from '../upstream/shopping.ts';
import { orderIdOf, type ShoppingReads } from './shopping.ts';

/** What is recorded of a payment operation. */
export type Recording = BodyOf<'aid_orders_id_capture_post'>;

/** Writes of the shopping service. */
export interface ShoppingWrites {
  createDraft(body: BodyOf<'aid_draft_orders_post'>): Promise<upstream.Draft>;
  updateDraft(draftId: string, body: BodyOf<'aid_draft_orders_id_put'>): Promise<upstream.Draft>;
  deleteDraft(draftId: string): Promise<upstream.Draft>;
  /** Resolves with the orders that were made or changed. */
  completeDraft(draftId: string, body: BodyOf<'aid_draft_orders_id_complete_put'>): Promise<readonly upstream.Order[]>;
  addDraftItem(draftId: string, body: BodyOf<'aid_draft_orders_id_items_post'>): Promise<upstream.Draft>;
  updateDraftItem(
    draftId: string,
    lineId: number,
    body: BodyOf<'aid_draft_orders_id_items_line_id_put'>,
  ): Promise<upstream.Draft>;
  removeDraftItem(draftId: string, lineId: number): Promise<upstream.Draft>;
  create(body: BodyOf<'aid_orders_post'>): Promise<upstream.Order>;
  update(orderId: string, body: BodyOf<'aid_orders_id_put'>): Promise<upstream.Order>;
  cancel(orderId: string, body: BodyOf<'aid_orders_id_cancel_post'>): Promise<upstream.Order>;
  close(orderId: string): Promise<upstream.Order>;
  reopen(orderId: string): Promise<upstream.Order>;
  addComment(orderId: string, body: BodyOf<'aid_orders_id_comments_post'>): Promise<upstream.Order>;
  removeComment(orderId: string, commentId: string): Promise<upstream.Order>;
  addEvent(orderId: string, body: BodyOf<'aid_orders_id_events_post'>): Promise<ResultOf<'aid_orders_id_events_post'>>;
  createSession(orderId: string, body: BodyOf<'aid_orders_id_sessions_post'>): Promise<upstream.OrderSession>;
  recordAuthorization(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
  recordCapture(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
  recordRefund(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
  recordCancellation(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
}

/** The writes of one request; afterwards its reads forget what was written to, be the outcome known or not. */
export function createShoppingWrites(session: UpstreamSession, reads: ShoppingReads): ShoppingWrites {
  function forgetOrder(orderId: string): void {
    for (const each of [
      'order',
      'events',
      'authorizations',
      'captures',
      'refunds',
      'cancellations',
      'sessions',
    ] as const)
      reads[each].clear(orderId);
    for (const each of ['storeOrder', 'customerOrder'] as const) reads[each].forget((key) => key.orderId === orderId);
    forgetPages();
  }

  /** Which pages hold an order is not known. */
  function forgetPages(): void {
    for (const each of ['orders', 'storeOrders', 'customerOrders'] as const) reads[each].clearAll();
  }

  function forgetDraft(draftId: string): void {
    reads.draft.clear(draftId);
    reads.drafts.clearAll();
  }

  const toOrder = <Result>(orderId: string, write: Promise<Result>) => write.finally(() => forgetOrder(orderId));
  const toDraft = <Result>(draftId: string, write: Promise<Result>) => write.finally(() => forgetDraft(draftId));
  const path = (orderId: string) => ({ order_id: orderId });
  const line = (id: string, lineId: number) => ({ id, line_id: String(lineId) });
  return {
    createDraft: (body) => session.call(upstream.createDraftOrder, { body }).finally(() => reads.drafts.clearAll()),
    updateDraft: (id, body) => toDraft(id, session.call(upstream.updateDraftOrder, { path: { id }, body })),
    deleteDraft: (id) => toDraft(id, session.call(upstream.deleteDraftOrder, { path: { id } })),
    async completeDraft(id, body) {
      const completed = session.call(upstream.completeDraftOrder, { path: { id }, body });
      // Which orders it is about, its answer alone tells; should that be lost, all of them are forgotten.
      const { orders } = await toDraft(id, completed).catch((error: unknown) => {
        for (const each of Object.values(reads)) each.clearAll();
        throw error;
      });
      for (const order of orders) forgetOrder(orderIdOf(order));
      return orders;
    },
    addDraftItem: (id, body) => toDraft(id, session.call(upstream.addDraftOrderItem, { path: { id }, body })),
    updateDraftItem: (id, lineId, body) =>
      toDraft(id, session.call(upstream.updateDraftOrderItem, { path: line(id, lineId), body })),
    removeDraftItem: (id, lineId) =>
      toDraft(id, session.call(upstream.removeDraftOrderItem, { path: line(id, lineId) })),
    create: (body) => session.call(upstream.createOrder, { body }).finally(forgetPages),
    update: (id, body) => toOrder(id, session.call(upstream.updateOrder, { path: path(id), body })),
    cancel: (id, body) => toOrder(id, session.call(upstream.cancelOrder, { path: path(id), body })),
    close: (id) => toOrder(id, session.call(upstream.closeOrder, { path: path(id) })),
    reopen: (id) => toOrder(id, session.call(upstream.reopenOrder, { path: path(id) })),
    addComment: (id, body) => toOrder(id, session.call(upstream.addOrderComment, { path: path(id), body })),
    removeComment: (id, commentId) =>
      toOrder(id, session.call(upstream.removeOrderComment, { path: { order_id: id, comment_id: commentId } })),
    addEvent: (id, body) => toOrder(id, session.call(upstream.addOrderEvent, { path: path(id), body })),
    createSession: (id, body) => toOrder(id, session.call(upstream.createOrderSession, { path: path(id), body })),
    recordAuthorization: (id, body) =>
      toOrder(id, session.call(upstream.recordAuthorization, { path: path(id), body })),
    recordCapture: (id, body) => toOrder(id, session.call(upstream.recordCapture, { path: path(id), body })),
    recordRefund: (id, body) => toOrder(id, session.call(upstream.recordRefund, { path: path(id), body })),
    recordCancellation: (id, body) => toOrder(id, session.call(upstream.recordCancellation, { path: path(id), body })),
  };
}
