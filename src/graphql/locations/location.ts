import type { SalesLocationResponse as Location } from '../../upstream/contract/customers.ts';
import { getLocation, listLocations } from '../../upstream/endpoints/customers.ts';
import { builder } from '../builder.ts';
import { connectionType } from '../framework/connection.ts';
import { entityType } from '../framework/node.ts';
import { AddressRef } from '../values/address.ts';
import { ownId } from '../values/own-id.ts';
import { dateTime } from '../values/scalars.ts';

/** `Location`: a place where the merchant sells. */
export const LocationRef = builder.objectRef<Location>('Location');

entityType(LocationRef, {
  description: 'A place where the merchant sells: a store, a web shop.',
  keys: (location) => [location.location_id],
  calls: getLocation,
  input: ([lid]) => (lid === undefined ? null : { path: { lid } }),
});

builder.objectFields(LocationRef, (t) => ({
  locationId: t.string({
    nullable: false,
    description: "The merchant's own id of the location.",
    resolve: (location) => ownId(location.location_id),
  }),
  name: t.exposeString('name', { description: 'Name of the location.' }),
  type: t.exposeString('type', { description: 'Kind of location in the words of the merchant.' }),
  status: t.exposeString('status', { description: 'Status in the words of the merchant: `Active`; an open set.' }),
  chain: t.exposeString('chain', { description: 'Chain that the location belongs to.' }),
  franchise: t.exposeString('franchise', { description: 'Franchise that the location belongs to.' }),
  businessName: t.exposeString('business_name', { description: 'Name of the business that runs it.' }),
  organizationNumber: t.exposeString('organization_number', {
    description: 'Number of that business in the public register.',
  }),
  gln: t.exposeString('gln', { description: 'Global Location Number.' }),
  mcc: t.exposeString('mcc', { description: 'Merchant category code, ISO 18245: `5814`.' }),
  currency: t.exposeString('currency', { description: 'ISO 4217 code of the currency it sells in.' }),
  timezone: t.exposeString('timezone', { description: 'Time zone: `Europe/Oslo`.' }),
  languageCode: t.exposeString('language_code', { description: 'Language of the location.' }),
  email: t.exposeString('email', { description: 'E-mail address.' }),
  phoneNumber: t.exposeString('phone_number', { description: 'Phone number, E.164.' }),
  websiteUrl: t.exposeString('website_url', { description: 'Address of its web site.' }),
  address: t.field({
    type: AddressRef,
    description: 'Where it is; null where not known.',
    resolve: (location) => location.address,
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When the location was created.',
    resolve: (location) => dateTime(location.created_at),
  }),
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When the location was deleted; null for one in use.',
    resolve: (location) => dateTime(location.deleted_at),
  }),
}));

const LocationConnection = connectionType(LocationRef);

const LocationFilterRef = builder.inputType('LocationFilter', {
  description: 'Which locations are wanted; all of what is given must hold, any value of a list will do.',
  fields: (t) => ({
    search: t.text('search', { description: 'Text to be found in names and addresses.' }),
    statuses: t.stringList({ description: 'Statuses.' }),
    countries: t.stringList({ description: 'ISO 3166-1 alpha-2 codes.' }),
    types: t.stringList({ description: 'Kinds of location.' }),
    emails: t.texts('email', { description: 'E-mail addresses.' }),
    phoneNumbers: t.texts('shopPhoneNumber', { description: 'Phone numbers, E.164.' }),
    organizationNumbers: t.texts('registerNumber', { description: 'Numbers in the public register.' }),
  }),
});

builder.queryFields((t) => ({
  location: t.call({
    type: LocationRef,
    description: 'A location by its id; null where there is none.',
    args: { locationId: t.arg.text('id', { required: true, description: "The merchant's own id of the location." }) },
    calls: getLocation,
    input: (_, { locationId }) => ({ path: { lid: locationId } }),
  }),
  locations: t.page({
    type: LocationConnection,
    description: 'Locations of the account.',
    args: { filter: t.arg({ type: LocationFilterRef, description: 'Which locations; all without it.' }) },
    calls: listLocations,
    input: (_, { filter }) => ({ query: locationFilter(filter) }),
  }),
}));

function locationFilter(filter: typeof LocationFilterRef.$inferInput | null | undefined) {
  return {
    search: filter?.search ?? undefined,
    status: filter?.statuses ?? undefined,
    country: filter?.countries ?? undefined,
    type: filter?.types ?? undefined,
    email: filter?.emails ?? undefined,
    phone_number: filter?.phoneNumbers ?? undefined,
    organization_number: filter?.organizationNumbers ?? undefined,
  };
}
