import type { BodyOf, ResultOf } from '../upstream/operation.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import * as upstream from '../upstream/shopping.ts';
import type { ShoppingReads } from './shopping.ts';

/** What is recorded of a payment operation. */
export type Recording = BodyOf<'aid_orders_id_capture_post'>;

/** Writes of the shopping service. */
export interface ShoppingWrites {
  cancel(orderId: string, body: BodyOf<'aid_orders_id_cancel_post'>): Promise<upstream.Order>;
  close(orderId: string): Promise<upstream.Order>;
  reopen(orderId: string): Promise<upstream.Order>;
  addComment(orderId: string, body: BodyOf<'aid_orders_id_comments_post'>): Promise<upstream.Order>;
  removeComment(orderId: string, commentId: string): Promise<upstream.Order>;
  addEvent(orderId: string, body: BodyOf<'aid_orders_id_events_post'>): Promise<ResultOf<'aid_orders_id_events_post'>>;
  recordAuthorization(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
  recordCapture(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
  recordRefund(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
  recordCancellation(orderId: string, body: Recording): Promise<upstream.PaymentOperation>;
}

/** The writes of one request; afterwards its reads forget the order, be the outcome known or not. */
export function createShoppingWrites(session: UpstreamSession, reads: ShoppingReads): ShoppingWrites {
  function forgetting<Result>(orderId: string, write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
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
      // Which pages hold the order is not known.
      for (const each of ['orders', 'storeOrders', 'customerOrders'] as const) reads[each].clearAll();
    });
  }

  const path = (orderId: string) => ({ order_id: orderId });
  return {
    cancel: (id, body) => forgetting(id, session.call(upstream.cancelOrder, { path: path(id), body })),
    close: (id) => forgetting(id, session.call(upstream.closeOrder, { path: path(id) })),
    reopen: (id) => forgetting(id, session.call(upstream.reopenOrder, { path: path(id) })),
    addComment: (id, body) => forgetting(id, session.call(upstream.addOrderComment, { path: path(id), body })),
    removeComment: (id, commentId) =>
      forgetting(id, session.call(upstream.removeOrderComment, { path: { order_id: id, comment_id: commentId } })),
    addEvent: (id, body) => forgetting(id, session.call(upstream.addOrderEvent, { path: path(id), body })),
    recordAuthorization: (id, body) =>
      forgetting(id, session.call(upstream.recordAuthorization, { path: path(id), body })),
    recordCapture: (id, body) => forgetting(id, session.call(upstream.recordCapture, { path: path(id), body })),
    recordRefund: (id, body) => forgetting(id, session.call(upstream.recordRefund, { path: path(id), body })),
    recordCancellation: (id, body) =>
      forgetting(id, session.call(upstream.recordCancellation, { path: path(id), body })),
  };
}
