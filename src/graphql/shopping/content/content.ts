import type { ObjectRef } from '@pothos/core';
import { money } from '../../../kernel/money.ts';
import { locationOfMany } from '../../../loaders/locations.ts';
import type { Draft } from '../../../upstream/contract/shopping.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { CustomerSnapshotRef } from '../../customers/customer/snapshot.ts';
import { LocationRef } from '../../locations/location.ts';
import { priced, TaxLineRef } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime } from '../../values/scalars.ts';
import { StoreRef } from '../../values/store.ts';
import { DeliveryAddressRef } from './delivery-address.ts';
import { OrderItemRef } from './item.ts';
import { ItineraryLegRef } from './itinerary.ts';

type Types = typeof builder.$inferSchemaTypes;

/** What a merchant states about an order; orders and drafts have it alike. */
export type OrderContent = Draft['order'];

const AttachmentRef = builder.objectRef<NonNullable<OrderContent['attachments']>[number]>('OrderAttachment');

builder.objectType(AttachmentRef, {
  description: 'A document that belongs to an order.',
  fields: (t) => ({
    attachmentId: t.exposeString('id', { description: 'Id of the document.' }),
    lineIds: t.intList({
      description: 'Lines of the order that it concerns.',
      resolve: (attachment) => attachment.line_ids ?? [],
    }),
  }),
});

/** Declares the fields that orders and drafts have alike. */
export function declareContent(ref: ObjectRef<Types, OrderContent>): void {
  builder.objectFields(ref, (t) => ({
    currency: t.string({ resolve: (order) => order.currency, description: 'ISO 4217 code of all amounts.' }),
    type: t.exposeString('type', { description: 'Kind of order in the words of the merchant.' }),
    grossAmount: t.field({
      type: MoneyRef,
      description: 'Total before discounts, tax included.',
      resolve: (order) => money(order.gross_amount, order.currency),
    }),
    netAmount: t.field({
      type: MoneyRef,
      description: 'Total after discounts.',
      resolve: (order) => money(order.net_amount, order.currency),
    }),
    totalDiscount: t.field({
      type: MoneyRef,
      description: 'What discounts take off.',
      resolve: (order) => money(order.total_discount, order.currency),
    }),
    manualDiscount: t.field({
      type: MoneyRef,
      description: 'The part of it that was given by hand.',
      resolve: (order) => money(order.total_manual_discount_amount, order.currency),
    }),
    items: t.field({
      type: [OrderItemRef],
      description: 'The lines.',
      resolve: (order) => priced(order.items, order.currency),
    }),
    taxLines: t.field({
      type: [TaxLineRef],
      description: 'Tax of the whole, by rate; empty where upstream states it by line only.',
      resolve: (order) => priced(order.tax_lines, order.currency),
    }),
    customerId: t.string({
      description: "The merchant's own id of the customer; null for an order without one.",
      resolve: (order) => order.customer?.id,
    }),
    customerSnapshot: t.field({
      type: CustomerSnapshotRef,
      description: 'The customer as it was then; null for an order without one.',
      resolve: (order) => order.customer,
    }),
    customer: t.call({
      type: CustomerRef,
      description: 'The customer as it is now; null where there is none (any more).',
      calls: getCustomer,
      input: ({ customer }) => (customer?.id ? { path: { customer_id: customer.id } } : null),
    }),
    store: t.field({ type: StoreRef, description: 'The store as it was then.', resolve: (order) => order.store }),
    location: t.call({
      type: LocationRef,
      description: 'The store as it is now; null where there is none (any more).',
      calls: locationOfMany,
      input: ({ store }) => store && { locationId: store.id },
    }),
    shippingAddress: t.field({
      type: DeliveryAddressRef,
      description: 'Where it is sent.',
      resolve: (order) => order.shipping_address,
    }),
    billingAddress: t.field({
      type: DeliveryAddressRef,
      description: 'Where the bill is sent.',
      resolve: (order) => order.billing_address,
    }),
    courierId: t.exposeString('courier_id', { description: 'Id of the courier.' }),
    deliveryId: t.exposeString('delivery_id', { description: 'Id of the delivery.' }),
    pickupAt: t.field({
      type: 'DateTime',
      description: 'When it is picked up.',
      resolve: (order) => dateTime(order.pickup_at),
    }),
    itinerary: t.field({
      type: [ItineraryLegRef],
      description: 'The journey that it is for, leg by leg.',
      resolve: (order) => order.itinerary ?? [],
    }),
    attachments: t.field({
      type: [AttachmentRef],
      description: 'Documents that belong to it.',
      resolve: (order) => order.attachments ?? [],
    }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (order) => order.metadata,
    }),
  }));
}
