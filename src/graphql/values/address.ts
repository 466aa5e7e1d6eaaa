import { camelCase } from '../../kernel/names.ts';
import { UnreadableError } from '../../kernel/unreadable.ts';
import { builder } from '../builder.ts';

/** What upstream's addresses have in common. */
export interface Address {
  readonly address_line?: string;
  readonly address_line_2?: string;
  readonly postal_code?: string;
  readonly postal_place?: string;
  readonly country?: string;
  readonly latitude?: number;
  readonly longitude?: number;
}

/** `Address`: a postal address. */
export const AddressRef = builder.objectRef<Address>('Address');

builder.objectType(AddressRef, {
  description: 'A postal address.',
  fields: (t) => ({
    addressLine: t.exposeString('address_line', { description: 'Street and number: `Sommerkroveien 34`.' }),
    addressLine2: t.exposeString('address_line_2', { description: 'A second line: `PB 123`.' }),
    postalCode: t.exposeString('postal_code', { description: 'Postal code: `0349`.' }),
    postalPlace: t.exposeString('postal_place', { description: 'Town of the postal code: `Oslo`.' }),
    country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
    latitude: t.float({
      description: 'Degrees north; null where not known.',
      resolve: ({ latitude }) => degrees(latitude),
    }),
    longitude: t.float({
      description: 'Degrees east; null where not known.',
      resolve: ({ longitude }) => degrees(longitude),
    }),
  }),
});

/** `AddressInput`: a postal address; `wire` puts it in upstream's words. */
export const AddressInputRef = builder.inputType('AddressInput', {
  description: 'A postal address.',
  fields: (t) => ({
    addressLine: t.string({ required: true, description: 'Street and number: `Sommerkroveien 34`.' }),
    addressLine2: t.string({ description: 'A second line: `PB 123`.' }),
    postalCode: t.string({ description: 'Postal code: `0349`.' }),
    postalPlace: t.string({ required: true, description: 'Town of the postal code: `Oslo`.' }),
    country: t.string({ required: true, description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
    latitude: t.float({ description: 'Degrees north, where the service keeps it.' }),
    longitude: t.float({ description: 'Degrees east, where the service keeps it.' }),
  }),
});

/** Where upstream's members of an address lie in an input that has it under `address`. */
export const addressNames = Object.fromEntries(
  ['address_line', 'address_line_2', 'postal_code', 'postal_place', 'country', 'latitude', 'longitude'].map((name) => [
    name,
    `address.${camelCase(name)}`,
  ]),
);

/** Some services send what their contract does not know, which nothing else holds to a type. */
function degrees(value: unknown): number | null {
  if (value === undefined || value === null) return null;
  if (typeof value !== 'number') throw new UnreadableError('a number');
  return value;
}
