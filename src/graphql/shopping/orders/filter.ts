import type { QueryOf } from '../../../upstream/endpoint.ts';
import { builder } from '../../builder.ts';
import { DiscountLineTypeRef } from '../../values/line.ts';
import { OrderStatus } from './order.ts';

const paymentStatuses = ['pending', 'partially_paid', 'paid', 'partially_refunded', 'refunded'] as const;

const PaymentStatusFilterRef = builder.enumType('OrderPaymentStatusFilter', {
  description: 'How far an order is paid, as a filter; orders themselves may say more.',
  values: Object.fromEntries(
    paymentStatuses.map((status) => [
      status.toUpperCase(),
      { value: status, description: `Payment status \`${status}\`.` },
    ]),
  ),
});

/** `CustomerOrderFilter`: which orders of a customer or a store are wanted. */
export const OwnOrderFilterRef = builder.inputType('CustomerOrderFilter', {
  description: 'Which orders of a customer or a store are wanted; every condition given must hold.',
  fields: (t) => ({
    status: t.field({ type: OrderStatus.ref, description: 'Where they are in their life.' }),
    paymentStatus: t.field({ type: PaymentStatusFilterRef, description: 'How far they are paid.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'Made at this moment or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Made at this moment or earlier.' }),
  }),
});

/** `OrderFilter`: which orders of the account are wanted. */
export const OrderFilterRef = builder.inputType('OrderFilter', {
  description: 'Which orders are wanted; every condition given must hold.',
  fields: (t) => ({
    status: t.field({ type: OrderStatus.ref, description: 'Where they are in their life.' }),
    paymentStatus: t.field({ type: PaymentStatusFilterRef, description: 'How far they are paid.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'Made at this moment or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Made at this moment or earlier.' }),
    travelMode: t.string({ description: 'Means of travel of their journey.' }),
    departureAddress: t.string({ description: 'Where their journey begins.' }),
    arrivalAddress: t.string({ description: 'Where their journey ends.' }),
    discountType: t.field({ type: DiscountLineTypeRef, description: 'Source of a discount on one of their lines.' }),
  }),
});

/** A filter of a customer's or a store's orders in upstream's words. */
export function ownOrderFilter(
  filter: typeof OwnOrderFilterRef.$inferInput | null | undefined,
): QueryOf<'listCustomerOrders'> {
  return {
    status: filter?.status ?? undefined,
    payment_status: paymentStatuses.find((status) => status === filter?.paymentStatus),
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
