import { createLocation, deleteLocation, updateLocation } from '../../upstream/endpoints/customers.ts';
import { builder } from '../builder.ts';
import { mutation } from '../framework/mutation.ts';
import { taken } from '../framework/refusal.ts';
import { unlessNone, wire, wireChange } from '../framework/wire.ts';
import { AddressInputRef } from '../values/address.ts';
import { LocationRef } from './location.ts';

const DetailsRef = builder.inputType('LocationDetailsInput', {
  description: 'What is said of a location. What is left out stays as it is.',
  fields: (t) => ({
    name: t.string({ description: 'Name of the location.' }),
    type: t.string({ description: 'Kind of location in the words of the merchant.' }),
    status: t.string({ description: 'Status in the words of the merchant: `Active`.' }),
    chain: t.string({ description: 'Chain that it belongs to.' }),
    franchise: t.string({ description: 'Franchise that it belongs to.' }),
    businessName: t.string({ description: 'Name of the business that runs it.' }),
    organizationNumber: t.text('registerNumber', { description: 'Number of that business in the public register.' }),
    gln: t.string({ description: 'Global Location Number.' }),
    mcc: t.string({ description: 'Merchant category code, ISO 18245: `5814`.' }),
    currency: t.field({ type: 'Currency', description: 'ISO 4217 code of the currency it sells in.' }),
    timezone: t.string({ description: 'Time zone: `Europe/Oslo`.' }),
    languageCode: t.string({ description: 'Language of the location.' }),
    email: t.text('email', { description: 'E-mail address.' }),
    phoneNumber: t.text('phoneNumber', { description: 'Phone number, E.164.' }),
    websiteUrl: t.string({ description: 'Address of its web site.' }),
    address: t.field({ type: AddressInputRef, description: 'Where it is.' }),
  }),
});

const names = { '': 'details', location_id: 'locationId', '{lid}': 'locationId' };

mutation({
  name: 'locationCreate',
  description: 'Makes a location.',
  input: builder.inputType('LocationCreateInput', {
    description: 'The location to be made.',
    fields: (t) => ({
      locationId: t.text('id', { description: "The merchant's own id; without it, upstream gives one." }),
      details: t.field({ type: DetailsRef, required: true, description: 'What is said of it.' }),
    }),
  }),
  calls: createLocation,
  refusals: [taken('locationId', 'location')],
  names,
  body: ({ locationId, details: { address, ...details } }) => ({
    ...wire({ locationId, ...details }),
    address: address ? wire(address) : undefined,
  }),
  payload: (t) => ({
    location: t.field({ type: LocationRef, description: 'The location.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'locationUpdate',
  description: 'Changes a location. Only what is given is changed.',
  input: builder.inputType('LocationUpdateInput', {
    description: 'The location, and what is to be changed.',
    fields: (t) => ({
      locationId: t.text('id', { required: true, description: "The merchant's own id of the location." }),
      details: t.field({ type: DetailsRef, required: true, description: 'What is to be changed.' }),
    }),
  }),
  calls: updateLocation,
  names,
  body: ({ details: { address, ...details } }) => ({
    ...wireChange(details),
    address: unlessNone(address, (place) => wire(place)),
  }),
  payload: (t) => ({
    location: t.field({
      type: LocationRef,
      description: 'The location as it is now.',
      resolve: ({ result }) => result,
    }),
  }),
});

mutation({
  name: 'locationDelete',
  description: 'Deletes a location. Lists leave it out from then on; receipts still name it.',
  input: builder.inputType('LocationDeleteInput', {
    description: 'The location.',
    fields: (t) => ({
      locationId: t.text('id', { required: true, description: "The merchant's own id of the location." }),
    }),
  }),
  calls: deleteLocation,
  names,
  payload: (t) => ({
    location: t.field({
      type: LocationRef,
      description: 'The location as it was last.',
      resolve: ({ result }) => result,
    }),
  }),
});
