import { createOrder, updateOrder } from '../../../upstream/endpoints/shopping.ts';
import { builder } from '../../builder.ts';
import { mutation } from '../../framework/mutation.ts';
import { taken, unknown, wrongState } from '../../framework/refusal.ts';
import { unlessNone, wireChange } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { statingFields, statingNames, statingProblems, wireStating } from '../content/content-input.ts';
import { itemNames, OrderItemUpdateInputRef, wireItemUpdate } from '../content/item-input.ts';
import { ItineraryLegInputRef, legNames, wireLeg } from '../content/itinerary-input.ts';
import { OrderRef } from './order.ts';

mutation({
  name: 'orderCreate',
  description: 'Creates an order without a draft.',
  input: builder.inputType('OrderCreateInput', {
    description: 'The order to create.',
    fields: (t) => ({ ...statingFields(t) }),
  }),
  calls: createOrder,
  refusals: [
    taken('order.orderId', 'order'),
    { code: 'REQUIRED', at: 'order.items', message: 'The order has no lines.' },
  ],
  names: statingNames,
  check: statingProblems,
  body: wireStating,
  payload: (t) => ({
    order: t.field({ type: OrderRef, description: 'The order.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'orderUpdate',
  description:
    'Changes what does not touch the amount of an order. Only what is given is changed; lines are added and taken back with a draft whose options name the order.',
  input: builder.inputType('OrderUpdateInput', {
    description: 'The order, and what is to be changed.',
    fields: (t) => ({
      orderId: t.text('id', { required: true, description: "The merchant's own id of the order." }),
      courierId: t.text('id', { description: 'Id of the courier.' }),
      deliveryId: t.text('id', { description: 'Id of the delivery.' }),
      pickupAt: t.field({ type: 'DateTime', description: 'When it is picked up.' }),
      itinerary: t.field({ type: [ItineraryLegInputRef], description: 'The journey that it is for, all of it.' }),
      items: t.field({ type: [OrderItemUpdateInputRef], description: 'Lines that are to be changed; others stay.' }),
    }),
  }),
  calls: updateOrder,
  refusals: [wrongState('orderId', 'The order is cancelled.'), unknown('items.lineId', 'line')],
  names: { ...namesAt('items', 'items', itemNames), ...namesAt('itinerary', 'itinerary', legNames) },
  body: ({ courierId, deliveryId, pickupAt, itinerary, items }) => ({
    ...wireChange({ courierId, deliveryId }),
    pickup_at: unlessNone(pickupAt, (at) => at.toISOString()),
    itinerary: unlessNone(itinerary, (legs) => legs.map(wireLeg)),
    items: unlessNone(items, (lines) => lines.map(wireItemUpdate)),
  }),
  payload: (t) => ({
    order: t.field({ type: OrderRef, description: 'The order as it is now.', resolve: ({ result }) => result }),
  }),
});
