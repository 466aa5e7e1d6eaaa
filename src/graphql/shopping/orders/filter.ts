import type { QueryOf } from '../../../upstream/endpoint.ts';
import { builder, type InputFields } from '../../builder.ts';
import { DiscountLineTypeRef } from '../../values/line.ts';
import { OrderStatus, paymentStatuses } from './order.ts';

const ownFields = (t: InputFields) => ({
  status: t.field({ type: OrderStatus.ref, description: 'Where they are in their life.' }),
  paymentStatus: t.string({ description: `How far they are paid: ${paymentStatuses}` }),
  createdFrom: t.field({ type: 'DateTime', description: 'Made at this moment or later.' }),
  createdTo: t.field({ type: 'DateTime', description: 'Made at this moment or earlier.' }),
});

/** `CustomerOrderFilter`: which orders of a customer are wanted. */
export const CustomerOrderFilterRef = builder.inputType('CustomerOrderFilter', {
  description: 'Which orders of a customer are wanted; every condition given must hold.',
  fields: (t) => ({ ...ownFields(t) }),
});

/** `StoreOrderFilter`: which orders of a store are wanted. */
export const StoreOrderFilterRef = builder.inputType('StoreOrderFilter', {
  description: 'Which orders of a store are wanted; every condition given must hold.',
  fields: (t) => ({ ...ownFields(t) }),
});

/** `OrderFilter`: which orders of the account are wanted. */
export const OrderFilterRef = builder.inputType('OrderFilter', {
  description: 'Which orders are wanted; every condition given must hold.',
  fields: (t) => ({
    ...ownFields(t),
    travelMode: t.string({ description: 'Means of travel of their journey.' }),
    departureAddress: t.string({ description: 'Where their journey begins.' }),
    arrivalAddress: t.string({ description: 'Where their journey ends.' }),
    discountType: t.field({ type: DiscountLineTypeRef, description: 'Source of a discount on one of their lines.' }),
  }),
});

/** A filter of a customer's or a store's orders in upstream's words. */
export function ownOrderFilter(
  filter: typeof CustomerOrderFilterRef.$inferInput | null | undefined,
): QueryOf<'listCustomerOrders'> {
  return {
    status: filter?.status ?? undefined,
    payment_status: filter?.paymentStatus ?? undefined,
    'created_at.gte': filter?.createdFrom?.toISOString(),
    'created_at.lte': filter?.createdTo?.toISOString(),
  };
}

/** A filter of the account's orders in upstream's words. */
export function orderFilter(filter: typeof OrderFilterRef.$inferInput | null | undefined): QueryOf<'listOrders'> {
  return {
    ...ownOrderFilter(filter),
    itinerary_travel_mode: filter?.travelMode ?? undefined,
    itinerary_departure_address: filter?.departureAddress ?? undefined,
    itinerary_arrival_address: filter?.arrivalAddress ?? undefined,
    items_discount_lines_discount_type: filter?.discountType ?? undefined,
  };
}
