import type {
  Draft,
  OrderMaybeWithEvents as Order,
  OrderSession,
  PaymentOperation,
} from '../upstream/contract/shopping.ts';
import type { BodyOf, ResultOf } from '../upstream/endpoint.ts';
import {
  addDraftOrderItem,
  addOrderComment,
  addOrderEvent,
  cancelOrder,
  closeOrder,
  completeDraftOrder,
  createDraftOrder,
  createOrder,
  createOrderSession,
  deleteDraftOrder,
  recordAuthorization,
  recordCancellation,
  recordCapture,
  recordRefund,
  removeDraftOrderItem,
  removeOrderComment,
  reopenOrder,
  updateDraftOrder,
  updateDraftOrderItem,
  updateOrder,
} from '../upstream/endpoints/shopping.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { orderIdOf, type ShoppingReads } from './shopping.ts';

/** What is recorded of a payment endpoint. */
export type Recording = BodyOf<'recordCapture'>;

/** Writes of the shopping service. */
export interface ShoppingWrites {
  createDraft(body: BodyOf<'createDraftOrder'>): Promise<Draft>;
  updateDraft(draftId: string, body: BodyOf<'updateDraftOrder'>): Promise<Draft>;
  deleteDraft(draftId: string): Promise<Draft>;
  /** Resolves with the orders that were made or changed. */
  completeDraft(draftId: string, body: BodyOf<'completeDraftOrder'>): Promise<readonly Order[]>;
  addDraftItem(draftId: string, body: BodyOf<'addDraftOrderItem'>): Promise<Draft>;
  updateDraftItem(draftId: string, lineId: number, body: BodyOf<'updateDraftOrderItem'>): Promise<Draft>;
  removeDraftItem(draftId: string, lineId: number): Promise<Draft>;
  create(body: BodyOf<'createOrder'>): Promise<Order>;
  update(orderId: string, body: BodyOf<'updateOrder'>): Promise<Order>;
  cancel(orderId: string, body: BodyOf<'cancelOrder'>): Promise<Order>;
  close(orderId: string): Promise<Order>;
  reopen(orderId: string): Promise<Order>;
  addComment(orderId: string, body: BodyOf<'addOrderComment'>): Promise<Order>;
  removeComment(orderId: string, commentId: string): Promise<Order>;
  addEvent(orderId: string, body: BodyOf<'addOrderEvent'>): Promise<ResultOf<'addOrderEvent'>>;
  createSession(orderId: string, body: BodyOf<'createOrderSession'>): Promise<OrderSession>;
  recordAuthorization(orderId: string, body: Recording): Promise<PaymentOperation>;
  recordCapture(orderId: string, body: Recording): Promise<PaymentOperation>;
  recordRefund(orderId: string, body: Recording): Promise<PaymentOperation>;
  recordCancellation(orderId: string, body: Recording): Promise<PaymentOperation>;
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
    createDraft: (body) => session.call(createDraftOrder, { body }).finally(() => reads.drafts.clearAll()),
    updateDraft: (id, body) => toDraft(id, session.call(updateDraftOrder, { path: { id }, body })),
    deleteDraft: (id) => toDraft(id, session.call(deleteDraftOrder, { path: { id } })),
    async completeDraft(id, body) {
      const completed = session.call(completeDraftOrder, { path: { id }, body });
      // Which orders it is about, its answer alone tells; should that be lost, all of them are forgotten.
      const { orders } = await toDraft(id, completed).catch((error: unknown) => {
        for (const each of Object.values(reads)) each.clearAll();
        throw error;
      });
      for (const order of orders) forgetOrder(orderIdOf(order));
      return orders;
    },
    addDraftItem: (id, body) => toDraft(id, session.call(addDraftOrderItem, { path: { id }, body })),
    updateDraftItem: (id, lineId, body) =>
      toDraft(id, session.call(updateDraftOrderItem, { path: line(id, lineId), body })),
    removeDraftItem: (id, lineId) => toDraft(id, session.call(removeDraftOrderItem, { path: line(id, lineId) })),
    create: (body) => session.call(createOrder, { body }).finally(forgetPages),
    update: (id, body) => toOrder(id, session.call(updateOrder, { path: path(id), body })),
    cancel: (id, body) => toOrder(id, session.call(cancelOrder, { path: path(id), body })),
    close: (id) => toOrder(id, session.call(closeOrder, { path: path(id) })),
    reopen: (id) => toOrder(id, session.call(reopenOrder, { path: path(id) })),
    addComment: (id, body) => toOrder(id, session.call(addOrderComment, { path: path(id), body })),
    removeComment: (id, commentId) =>
      toOrder(id, session.call(removeOrderComment, { path: { order_id: id, comment_id: commentId } })),
    addEvent: (id, body) => toOrder(id, session.call(addOrderEvent, { path: path(id), body })),
    createSession: (id, body) => toOrder(id, session.call(createOrderSession, { path: path(id), body })),
    recordAuthorization: (id, body) => toOrder(id, session.call(recordAuthorization, { path: path(id), body })),
    recordCapture: (id, body) => toOrder(id, session.call(recordCapture, { path: path(id), body })),
    recordRefund: (id, body) => toOrder(id, session.call(recordRefund, { path: path(id), body })),
    recordCancellation: (id, body) => toOrder(id, session.call(recordCancellation, { path: path(id), body })),
  };
}
