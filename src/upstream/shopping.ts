import type { components } from './contract/shopping.ts';
import { operation } from './operation.ts';

/** An order. */
export type Order = components['schemas']['OrderMaybeWithEvents'];

/** A draft of an order. */
export type Draft = components['schemas']['Draft'];

/** An authorization, capture, refund or cancellation. */
export type PaymentOperation = components['schemas']['PaymentOperation'];

/** A payment session of an order. */
export type OrderSession = components['schemas']['OrderSession'];

/** Events of an order. */
export type OrderEvents = components['schemas']['OrderEvents'];

/** `GET /shopping/draft_orders`: drafts. */
export const listDraftOrders = operation('aid_draft_orders_get');

/** `POST /shopping/draft_orders`: creates a draft. */
export const createDraftOrder = operation('aid_draft_orders_post');

/** `GET /shopping/draft_orders/{id}`: one draft. */
export const getDraftOrder = operation('aid_draft_orders_id_get');

/** `PUT /shopping/draft_orders/{id}`: changes a draft. */
export const updateDraftOrder = operation('aid_draft_orders_id_put');

/** `DELETE /shopping/draft_orders/{id}`: deletes a draft. */
export const deleteDraftOrder = operation('aid_draft_orders_id_delete');

/** `PUT /shopping/draft_orders/{id}/complete`: makes orders of a draft. */
export const completeDraftOrder = operation('aid_draft_orders_id_complete_put');

/** `POST /shopping/draft_orders/{id}/items`: adds a line to a draft. */
export const addDraftOrderItem = operation('aid_draft_orders_id_items_post');

/** `PUT /shopping/draft_orders/{id}/items/{line_id}`: changes a line of a draft. */
export const updateDraftOrderItem = operation('aid_draft_orders_id_items_line_id_put');

/** `DELETE /shopping/draft_orders/{id}/items/{line_id}`: removes a line of a draft. */
export const removeDraftOrderItem = operation('aid_draft_orders_id_items_line_id_delete');

/** `GET /shopping/orders`: orders by filter. */
export const listOrders = operation('aid_orders_get');

/** `POST /shopping/orders`: creates an order without a draft. */
export const createOrder = operation('aid_orders_post');

/** `GET /shopping/orders/{order_id}`: one order. */
export const getOrder = operation('aid_orders_id_get');

/** `PUT /shopping/orders/{order_id}`: changes an order. */
export const updateOrder = operation('aid_orders_id_put');

/** `POST /shopping/orders/{order_id}/cancel`: cancels an order. */
export const cancelOrder = operation('aid_orders_id_cancel_post');

/** `POST /shopping/orders/{order_id}/close`: closes an order. */
export const closeOrder = operation('aid_orders_id_close_post');

/** `POST /shopping/orders/{order_id}/open`: opens an order again. */
export const reopenOrder = operation('aid_orders_id_open_post');

/** `POST /shopping/orders/{order_id}/comments`: adds a comment. */
export const addOrderComment = operation('aid_orders_id_comments_post');

/** `DELETE /shopping/orders/{order_id}/comments/{comment_id}`: removes a comment. */
export const removeOrderComment = operation('aid_orders_id_comments_id_delete');

/** `GET /shopping/orders/{order_id}/events`: events of an order and their combined state. */
export const listOrderEvents = operation('aid_orders_id_events_get');

/** `POST /shopping/orders/{order_id}/events`: reports what a service did. */
export const addOrderEvent = operation('aid_orders_id_events_post');

/** `GET /shopping/orders/{order_id}/authorizations`: authorizations of an order. */
export const listAuthorizations = operation('aid_orders_id_authorizations_get');

/** `POST /shopping/orders/{order_id}/authorizations`: records an authorization. */
export const recordAuthorization = operation('aid_orders_id_authorization_post');

/** `GET /shopping/orders/{order_id}/authorizations/{authorization_id}`: one authorization. */
export const getAuthorization = operation('aid_orders_id_authorization_id_get');

/** `GET /shopping/orders/{order_id}/captures`: captures of an order. */
export const listCaptures = operation('aid_orders_id_captures_get');

/** `POST /shopping/orders/{order_id}/captures`: records a capture. */
export const recordCapture = operation('aid_orders_id_capture_post');

/** `GET /shopping/orders/{order_id}/captures/{capture_id}`: one capture. */
export const getCapture = operation('aid_orders_id_capture_id_get');

/** `GET /shopping/orders/{order_id}/refunds`: refunds of an order. */
export const listRefunds = operation('aid_orders_id_refunds_get');

/** `POST /shopping/orders/{order_id}/refunds`: records a refund. */
export const recordRefund = operation('aid_orders_id_refunds_post');

/** `GET /shopping/orders/{order_id}/refunds/{refund_id}`: one refund. */
export const getRefund = operation('aid_orders_id_refunds_id_get');

/** `GET /shopping/orders/{order_id}/cancellations`: cancellations of an order. */
export const listCancellations = operation('aid_orders_id_cancellations_get');

/** `POST /shopping/orders/{order_id}/cancellations`: records a cancellation. */
export const recordCancellation = operation('aid_orders_id_cancellation_post');

/** `GET /shopping/orders/{order_id}/cancellations/{cancellation_id}`: one cancellation. */
export const getCancellation = operation('aid_orders_id_cancellation_id_get');

/** `GET /shopping/orders/{order_id}/sessions`: payment sessions of an order. */
export const listOrderSessions = operation('aid_orders_id_sessions_get');

/** `POST /shopping/orders/{order_id}/sessions`: starts a payment session. */
export const createOrderSession = operation('aid_orders_id_sessions_post');

/** `GET /shopping/orders/{order_id}/sessions/{session_id}`: one payment session. */
export const getOrderSession = operation('aid_orders_id_sessions_id_get');

/** `GET /shopping/stores/{store_id}/orders`: orders of a store. */
export const listStoreOrders = operation('aid_stores_id_orders_get');

/** `GET /shopping/stores/{store_id}/orders/{order_id}`: one order of a store. */
export const getStoreOrder = operation('aid_stores_id_orders_id_get');

/** `GET /shopping/customers/{customer_id}/orders`: orders of a customer. */
export const listCustomerOrders = operation('aid_customers_id_orders_get');

/** `GET /shopping/customers/{customer_id}/orders/{order_id}`: one order of a customer. */
export const getCustomerOrder = operation('aid_customers_id_orders_id_get');
