import type { ObjectRef } from '@pothos/core';
import { money } from '../../kernel/money.ts';
import { getCustomer } from '../../upstream/customers.ts';
import { getLocation } from '../../upstream/locations.ts';
import type { Draft } from '../../upstream/shopping.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer.ts';
import { CustomerSnapshotRef } from '../customers/customer-snapshot.ts';
import { LocationRef } from '../locations/location.ts';
import { type Address, AddressRef } from '../shared/address.ts';
import { priced, TaxLineRef } from '../shared/line.ts';
import { MoneyRef } from '../shared/money.ts';
import { dateTime } from '../shared/scalars.ts';
import { StoreRef } from '../shared/store.ts';
import { OrderItemRef } from './order-item.ts';

type Types = typeof builder.$inferSchemaTypes;

/** What a merchant states about an order; orders and drafts have it alike. */
export type OrderContent = Draft['order'];

interface DeliveryAddress extends Address {
  readonly first_name?: string;
  readonly last_name?: string;
  readonly comment?: string;
}

const DeliveryAddressRef = builder.objectRef<DeliveryAddress>('DeliveryAddress');

builder.objectType(DeliveryAddressRef, {
  description: 'An address with the person who lives there.',
  fields: (t) => ({
    firstName: t.exposeString('first_name', { description: 'First name.' }),
    lastName: t.exposeString('last_name', { description: 'Last name.' }),
    comment: t.exposeString('comment', { description: 'A note for the delivery.' }),
    address: t.field({
      type: AddressRef,
      nullable: false,
      description: 'The address itself.',
      resolve: (address) => address,
    }),
  }),
});

type Leg = NonNullable<OrderContent['itinerary']>[number];

const ItineraryLegRef = builder.objectRef<Leg>('ItineraryLeg');

builder.objectType(ItineraryLegRef, {
  description: 'One leg of a journey that an order is for.',
  fields: (t) => ({
    legId: t.exposeString('id', { description: 'Id of the leg.' }),
    lineIds: t.intList({
      nullable: false,
      description: 'Lines of the order that it concerns.',
      resolve: (leg) => leg.line_ids ?? [],
    }),
    travelMode: t.exposeString('travel_mode', { description: 'Means of travel: `CUSTOM`; an open set.' }),
    routeId: t.exposeString('route_id', { description: 'Id of the route.' }),
    vehicleId: t.exposeString('vehicle_id', { description: 'Id of the vehicle.' }),
    departureName: t.string({
      description: 'Name of the place of departure.',
      resolve: (leg) => leg.departure_address?.name,
    }),
    departureAddress: t.field({
      type: AddressRef,
      description: 'Where it begins.',
      resolve: (leg) => leg.departure_address,
    }),
    arrivalName: t.string({
      description: 'Name of the place of arrival.',
      resolve: (leg) => leg.arrival_address?.name,
    }),
    arrivalAddress: t.field({ type: AddressRef, description: 'Where it ends.', resolve: (leg) => leg.arrival_address }),
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
      nullable: false,
      description: 'The lines.',
      resolve: (order) => priced(order.items, order.currency),
    }),
    taxLines: t.field({
      type: [TaxLineRef],
      nullable: false,
      description: 'Tax of the whole, by rate; empty where upstream states it by line only.',
      resolve: (order) => priced(order.tax_lines, order.currency),
    }),
    customerSnapshot: t.field({
      type: CustomerSnapshotRef,
      description: 'The customer as it was then; null for an order without one.',
      resolve: (order) => order.customer,
    }),
    customer: t.field({
      type: CustomerRef,
      description: 'The customer as it is now; null where there is none (any more).',
      requires: { operations: [getCustomer], owner: (order) => order.customer?.id },
      resolve: (order, _, { loaders }) =>
        order.customer?.id === undefined ? null : loaders.customers.byId.load(order.customer.id),
    }),
    store: t.field({ type: StoreRef, description: 'The store as it was then.', resolve: (order) => order.store }),
    location: t.field({
      type: LocationRef,
      description: 'The store as it is now; null where there is none (any more).',
      requires: { operations: [getLocation] },
      resolve: (order, _, { loaders }) =>
        order.store === undefined ? null : loaders.locations.byId.load(order.store.id),
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
      nullable: false,
      description: 'The journey that it is for, leg by leg.',
      resolve: (order) => order.itinerary ?? [],
    }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (order) => order.metadata,
    }),
  }));
}
