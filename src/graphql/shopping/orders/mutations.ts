import {
  addOrderComment,
  addOrderEvent,
  cancelOrder,
  closeOrder,
  removeOrderComment,
  reopenOrder,
} from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { notBlank } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { wrongState } from '../../framework/refusal.ts';
import { OrderEventState } from './event.ts';
import { OrderRef } from './order.ts';

const orderIdHelp = "The merchant's own id of the order.";

mutation({
  name: 'orderCancel',
  description: 'Cancels an order. What was captured has to be refunded first.',
  input: builder.inputType('OrderCancelInput', {
    description: 'The order, and why.',
    fields: (t) => ({
      orderId: t.text('id', { required: true, description: orderIdHelp }),
      reason: t.string({ description: 'Why: `customer`; an open set.' }),
    }),
  }),
  calls: cancelOrder,
  refusals: [wrongState('orderId', 'The order is cancelled already, or captured money has to be refunded first.')],
  names: { cancelled_reason: 'reason' },
  body: ({ reason }) => ({ cancelled_reason: reason ?? undefined }),
  payload: (t) => ({
    order: t.field({ type: OrderRef, description: 'The order as it is now.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'orderClose',
  description: 'Closes an order: nothing is left to be done.',
  input: builder.inputType('OrderCloseInput', {
    description: 'The order.',
    fields: (t) => ({ orderId: t.text('id', { required: true, description: orderIdHelp }) }),
  }),
  calls: closeOrder,
  refusals: [wrongState('orderId', 'The order is not open.')],
  payload: (t) => ({
    order: t.field({ type: OrderRef, description: 'The order as it is now.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'orderReopen',
  description: 'Opens a closed order again.',
  input: builder.inputType('OrderReopenInput', {
    description: 'The order.',
    fields: (t) => ({ orderId: t.text('id', { required: true, description: orderIdHelp }) }),
  }),
  calls: reopenOrder,
  refusals: [wrongState('orderId', 'The order is not closed.')],
  payload: (t) => ({
    order: t.field({ type: OrderRef, description: 'The order as it is now.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'orderCommentAdd',
  description: 'Adds a note to an order.',
  input: builder.inputType('OrderCommentAddInput', {
    description: 'The order, and the note.',
    fields: (t) => ({
      orderId: t.text('id', { required: true, description: orderIdHelp }),
      text: t.string({ required: true, description: 'The note.' }),
    }),
  }),
  calls: addOrderComment,
  check: ({ text }) => notBlank(['text'], text),
  body: ({ text }) => ({ text }),
  payload: (t) => ({
    order: t.field({ type: OrderRef, description: 'The order with its notes.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'orderCommentRemove',
  description: 'Removes a note from an order.',
  input: builder.inputType('OrderCommentRemoveInput', {
    description: 'The order, and the note.',
    fields: (t) => ({
      orderId: t.text('id', { required: true, description: orderIdHelp }),
      commentId: t.text('id', { required: true, description: 'Id of the note.' }),
    }),
  }),
  calls: removeOrderComment,
  payload: (t) => ({
    order: t.field({ type: OrderRef, description: 'The order with its notes.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'orderEventAdd',
  description: 'Records how a service, such as a warehouse, is getting on with an order.',
  input: builder.inputType('OrderEventAddInput', {
    description: 'The order, and what happened.',
    fields: (t) => ({
      orderId: t.text('id', { required: true, description: orderIdHelp }),
      state: t.field({ type: OrderEventState.ref, required: true, description: 'How the service is getting on.' }),
      service: t.string({ required: true, description: 'The service: `warehouse`.' }),
      serviceStatus: t.string({ required: true, description: 'Its own word for it: `packing`.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: addOrderEvent,
  body: ({ state, service, serviceStatus, metadata }) => ({
    state,
    service,
    service_status: serviceStatus,
    metadata: metadata ?? undefined,
  }),
  payload: (t) => ({
    eventId: t.string({
      description: 'Id of the event, as `orderEvents` lists it.',
      resolve: ({ result }) => result?.id,
    }),
  }),
});
