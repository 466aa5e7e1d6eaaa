import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';

const StopInputRef = builder.inputType('ItineraryStopInput', {
  description: 'Where a leg of a journey begins or ends.',
  fields: (t) => ({
    name: t.string({ description: 'Name of the place.' }),
    addressLine: t.string({ description: 'Street and number.' }),
    addressLine2: t.string({ description: 'A second line.' }),
    postalCode: t.string({ description: 'Postal code.' }),
    postalPlace: t.string({ description: 'Town of the postal code.' }),
    country: t.string({ description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
    latitude: t.float({ description: 'Degrees north.' }),
    longitude: t.float({ description: 'Degrees east.' }),
  }),
});

/** `ItineraryLegInput`: one leg of a journey that an order is for. */
export const ItineraryLegInputRef = builder.inputType('ItineraryLegInput', {
  description: 'One leg of a journey that an order is for.',
  fields: (t) => ({
    legId: t.text('id', { description: 'Id of the leg.' }),
    lineIds: t.intList({ description: 'Lines of the order that it concerns.' }),
    travelMode: t.string({ description: 'Means of travel: `CUSTOM`; an open set.' }),
    routeId: t.text('id', { description: 'Id of the route.' }),
    vehicleId: t.text('id', { description: 'Id of the vehicle.' }),
    departure: t.field({ type: StopInputRef, description: 'Where it begins.' }),
    arrival: t.field({ type: StopInputRef, description: 'Where it ends.' }),
  }),
});

/** Where upstream's members of a leg lie in the input. */
export const legNames = { id: 'legId', departure_address: 'departure', arrival_address: 'arrival' } as const;

/** One leg of a journey in upstream's words. */
export function wireLeg({ departure, arrival, ...leg }: typeof ItineraryLegInputRef.$inferInput) {
  return {
    ...wire(leg, { id: 'legId' }),
    departure_address: departure ? wire(departure) : undefined,
    arrival_address: arrival ? wire(arrival) : undefined,
  };
}
