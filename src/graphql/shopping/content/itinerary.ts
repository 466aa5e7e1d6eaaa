import type { Draft } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { AddressRef } from '../../values/address.ts';

type Leg = NonNullable<Draft['order']['itinerary']>[number];

/** `ItineraryLeg`: one leg of a journey that an order is for. */
export const ItineraryLegRef = builder.objectRef<Leg>('ItineraryLeg');

builder.objectType(ItineraryLegRef, {
  description: 'One leg of a journey that an order is for.',
  fields: (t) => ({
    legId: t.exposeString('id', { description: 'Id of the leg.' }),
    lineIds: t.intList({
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
