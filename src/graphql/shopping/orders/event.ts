import type { OrderEvents } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { dateTime, int } from '../../values/scalars.ts';

/** `OrderEventState`: how a service says it is doing with an order. */
export const OrderEventState = closedEnum('OrderEventState', 'How a service says it is doing with an order.', {
  pending: 'It is at work.',
  success: 'It is done.',
  failure: 'It cannot be done.',
  error: 'Something went wrong.',
});

type Event = OrderEvents['events'][number];

/** `OrderEvent`: something that happened to an order or a draft. */
export const OrderEventRef = builder.objectRef<Event>('OrderEvent');

builder.objectType(OrderEventRef, {
  description:
    'Something that happened to an order or a draft: a write, or the report of a service such as a kitchen or a courier.',
  fields: (t) => ({
    eventId: t.exposeString('id', { description: 'Id of the event.' }),
    type: t.exposeString('event_type', { description: 'Kind of event: `api-event` or `service-event`; an open set.' }),
    state: t.field({
      type: OrderEventState.ref,
      description: 'How the service says it is doing; null for a write.',
      resolve: (event) => OrderEventState.read('state' in event ? event.state : undefined),
    }),
    service: t.string({
      description: 'The service that reports; null for a write.',
      resolve: (event) => ('service' in event ? event.service : null),
    }),
    serviceStatus: t.string({
      description: 'Its status in its own words: `ready_for_pickup`.',
      resolve: (event) => ('service_status' in event ? event.service_status : null),
    }),
    description: t.string({
      description: 'Text for people.',
      resolve: (event) => ('description' in event ? event.description : null),
    }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the service.',
      resolve: (event) => ('metadata' in event ? event.metadata : null),
    }),
    requestMethod: t.string({
      description: 'HTTP method of the write: `PUT`.',
      resolve: (event) => event.request?.method,
    }),
    requestPath: t.string({ description: 'Path of the write.', resolve: (event) => event.request?.path }),
    version: t.int({ description: 'Version of the order at that time.', resolve: (event) => int(event.version) }),
    draftId: t.exposeString('draft_id', { description: 'The draft that made or changed the order.' }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it happened.',
      resolve: (event) => dateTime(event.created_at),
    }),
    createdBy: t.exposeString('created_by', { description: 'Id of the user or client.' }),
  }),
});

/** `OrderEvents`: what happened to an order. */
export const OrderEventsRef = builder.objectRef<OrderEvents>('OrderEvents');

builder.objectType(OrderEventsRef, {
  description: 'What happened to an order.',
  fields: (t) => ({
    state: t.exposeString('state', {
      description:
        'All services together: `failure` if any reports a failure or an error, `pending` if none reports or the latest of any is pending, else `success`.',
    }),
    nodes: t.field({
      type: [OrderEventRef],
      description: 'The latest events, in the order of upstream.',
      resolve: ({ events }) => events,
    }),
  }),
});
