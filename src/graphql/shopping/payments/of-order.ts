import { orderIdOf } from '../../../loaders/shopping.ts';
import type { OrderMaybeWithEvents as Order } from '../../../upstream/contract/shopping.ts';
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
} from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { priced } from '../../values/line.ts';
import { OrderRef } from '../orders/order.ts';
import { PaymentOperationRef } from './operation.ts';
import { OrderSessionRef } from './session.ts';

const byOrder = (order: Order) => ({ path: { order_id: orderIdOf(order) } });

builder.objectFields(OrderRef, (t) => ({
  authorizations: t.call({
    type: [PaymentOperationRef],
    description: 'Amounts that were reserved elsewhere.',
    calls: listAuthorizations,
    input: byOrder,
    carried: { value: ({ authorizations }) => authorizations && { authorizations } },
    resolve: ({ authorizations }, { currency }) => priced(authorizations, currency),
  }),
  authorization: t.call({
    type: PaymentOperationRef,
    description: 'One of the authorizations; null where there is none of this id.',
    args: { authorizationId: t.arg.text('id', { required: true, description: 'Id of the authorization.' }) },
    calls: getAuthorization,
    input: (order, { authorizationId }) => ({
      path: { order_id: orderIdOf(order), authorization_id: authorizationId },
    }),
    resolve: (part, { currency }) => ({ part, currency }),
  }),
  captures: t.call({
    type: [PaymentOperationRef],
    description: 'Amounts that were collected elsewhere.',
    calls: listCaptures,
    input: byOrder,
    carried: { value: ({ captures }) => captures && { captures } },
    resolve: ({ captures }, { currency }) => priced(captures, currency),
  }),
  capture: t.call({
    type: PaymentOperationRef,
    description: 'One of the captures; null where there is none of this id.',
    args: { captureId: t.arg.text('id', { required: true, description: 'Id of the capture.' }) },
    calls: getCapture,
    input: (order, { captureId }) => ({ path: { order_id: orderIdOf(order), capture_id: captureId } }),
    resolve: (part, { currency }) => ({ part, currency }),
  }),
  refunds: t.call({
    type: [PaymentOperationRef],
    description: 'Amounts that were paid back elsewhere.',
    calls: listRefunds,
    input: byOrder,
    carried: { value: ({ refunds }) => refunds && { refunds } },
    resolve: ({ refunds }, { currency }) => priced(refunds, currency),
  }),
  refund: t.call({
    type: PaymentOperationRef,
    description: 'One of the refunds; null where there is none of this id.',
    args: { refundId: t.arg.text('id', { required: true, description: 'Id of the refund.' }) },
    calls: getRefund,
    input: (order, { refundId }) => ({ path: { order_id: orderIdOf(order), refund_id: refundId } }),
    resolve: (part, { currency }) => ({ part, currency }),
  }),
  cancellations: t.call({
    type: [PaymentOperationRef],
    description: 'Reserved amounts that were released elsewhere.',
    calls: listCancellations,
    input: byOrder,
    carried: { value: ({ cancellations }) => cancellations && { cancellations } },
    resolve: ({ cancellations }, { currency }) => priced(cancellations, currency),
  }),
  cancellation: t.call({
    type: PaymentOperationRef,
    description: 'One of the cancellations; null where there is none of this id.',
    args: { cancellationId: t.arg.text('id', { required: true, description: 'Id of the cancellation.' }) },
    calls: getCancellation,
    input: (order, { cancellationId }) => ({ path: { order_id: orderIdOf(order), cancellation_id: cancellationId } }),
    resolve: (part, { currency }) => ({ part, currency }),
  }),
  sessions: t.call({
    type: [OrderSessionRef],
    description: 'Checkout sessions in which lines of the order are paid.',
    calls: listOrderSessions,
    input: byOrder,
    carried: { value: ({ sessions }) => sessions && { sessions } },
    resolve: ({ sessions }, { currency }) => priced(sessions, currency),
  }),
  session: t.call({
    type: OrderSessionRef,
    description: 'One of the sessions; null where there is none of this id.',
    args: { sessionId: t.arg.text('id', { required: true, description: 'Id of the session.' }) },
    calls: getOrderSession,
    input: (order, { sessionId }) => ({ path: { order_id: orderIdOf(order), session_id: sessionId } }),
    resolve: (part, { currency }) => ({ part, currency }),
  }),
}));
