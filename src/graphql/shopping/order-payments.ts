import { orderIdOf } from '../../loaders/shopping.ts';
import type { OrderMaybeWithEvents as Order } from '../../upstream/contract/shopping.ts';
import {
  getAuthorization,
  getCancellation,
  getCapture,
  getOrderSession,
  getRefund,
  listAuthorizations,
  listCancellations,
  listCaptures,
  listOrderSessions,
  listRefunds,
} from '../../upstream/endpoints/shopping.ts';
import { builder } from '../builder.ts';
import { priced } from '../shared/line.ts';
import { OrderRef } from './order.ts';
import { OrderSessionRef } from './order-session.ts';
import { PaymentOperationRef } from './payment-operation.ts';

builder.objectFields(OrderRef, (t) => ({
  authorizations: t.field({
    type: [PaymentOperationRef],
    description: 'Amounts that were reserved elsewhere.',
    requires: { operations: [listAuthorizations], covered: (order) => order.authorizations !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(
        order.authorizations ?? (await loaders.shopping.authorizations.load(orderIdOf(order))) ?? [],
        order.currency,
      ),
  }),
  authorization: t.field({
    type: PaymentOperationRef,
    description: 'One of the authorizations; null where there is none of this id.',
    args: { authorizationId: t.arg.string({ required: true, description: 'Id of the authorization.' }) },
    requires: { operations: [getAuthorization] },
    resolve: async (order, { authorizationId: id }, { loaders }) =>
      priceOf(await loaders.shopping.authorization.load({ orderId: orderIdOf(order), id }), order),
  }),
  captures: t.field({
    type: [PaymentOperationRef],
    description: 'Amounts that were collected elsewhere.',
    requires: { operations: [listCaptures], covered: (order) => order.captures !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(order.captures ?? (await loaders.shopping.captures.load(orderIdOf(order))) ?? [], order.currency),
  }),
  capture: t.field({
    type: PaymentOperationRef,
    description: 'One of the captures; null where there is none of this id.',
    args: { captureId: t.arg.string({ required: true, description: 'Id of the capture.' }) },
    requires: { operations: [getCapture] },
    resolve: async (order, { captureId: id }, { loaders }) =>
      priceOf(await loaders.shopping.capture.load({ orderId: orderIdOf(order), id }), order),
  }),
  refunds: t.field({
    type: [PaymentOperationRef],
    description: 'Amounts that were paid back elsewhere.',
    requires: { operations: [listRefunds], covered: (order) => order.refunds !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(order.refunds ?? (await loaders.shopping.refunds.load(orderIdOf(order))) ?? [], order.currency),
  }),
  refund: t.field({
    type: PaymentOperationRef,
    description: 'One of the refunds; null where there is none of this id.',
    args: { refundId: t.arg.string({ required: true, description: 'Id of the refund.' }) },
    requires: { operations: [getRefund] },
    resolve: async (order, { refundId: id }, { loaders }) =>
      priceOf(await loaders.shopping.refund.load({ orderId: orderIdOf(order), id }), order),
  }),
  cancellations: t.field({
    type: [PaymentOperationRef],
    description: 'Reserved amounts that were released elsewhere.',
    requires: { operations: [listCancellations], covered: (order) => order.cancellations !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(
        order.cancellations ?? (await loaders.shopping.cancellations.load(orderIdOf(order))) ?? [],
        order.currency,
      ),
  }),
  cancellation: t.field({
    type: PaymentOperationRef,
    description: 'One of the cancellations; null where there is none of this id.',
    args: { cancellationId: t.arg.string({ required: true, description: 'Id of the cancellation.' }) },
    requires: { operations: [getCancellation] },
    resolve: async (order, { cancellationId: id }, { loaders }) =>
      priceOf(await loaders.shopping.cancellation.load({ orderId: orderIdOf(order), id }), order),
  }),
  sessions: t.field({
    type: [OrderSessionRef],
    description: 'Checkout sessions in which lines of the order are paid.',
    requires: { operations: [listOrderSessions], covered: (order) => order.sessions !== undefined },
    resolve: async (order, _, { loaders }) =>
      priced(order.sessions ?? (await loaders.shopping.sessions.load(orderIdOf(order))) ?? [], order.currency),
  }),
  session: t.field({
    type: OrderSessionRef,
    description: 'One of the sessions; null where there is none of this id.',
    args: { sessionId: t.arg.string({ required: true, description: 'Id of the session.' }) },
    requires: { operations: [getOrderSession] },
    resolve: async (order, { sessionId: id }, { loaders }) =>
      priceOf(await loaders.shopping.session.load({ orderId: orderIdOf(order), id }), order),
  }),
}));

function priceOf<Part>(part: Part | null, { currency }: Order) {
  return part === null ? null : { part, currency };
}
