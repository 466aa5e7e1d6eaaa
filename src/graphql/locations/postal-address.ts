import type { ResultOf } from '../../upstream/endpoint.ts';
import { getPostalPlace, validateAddress } from '../../upstream/endpoints/customers.ts';
import { builder } from '../builder.ts';
import { AddressInputRef, AddressRef } from '../values/address.ts';

const PostalPlaceRef = builder.objectRef<ResultOf<'getPostalPlace'>>('PostalPlace');

builder.objectType(PostalPlaceRef, {
  description: 'The town of a postal code.',
  fields: (t) => ({
    country: t.exposeString('country', { description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
    postalCode: t.exposeString('postal_code', { description: 'Postal code: `0349`.' }),
    postalPlace: t.exposeString('postal_place', { description: 'Town: `Oslo`.' }),
  }),
});

const AddressValidationRef = builder.objectRef<ResultOf<'validateAddress'>>('AddressValidation');

builder.objectType(AddressValidationRef, {
  description: 'Whether an address exists.',
  fields: (t) => ({
    valid: t.exposeBoolean('valid', { description: 'True: the address exists as given.' }),
    alternatives: t.field({
      type: [AddressRef],
      description: 'Addresses that may have been meant.',
      resolve: ({ alternatives }) => alternatives ?? [],
    }),
  }),
});

builder.queryFields((t) => ({
  postalPlace: t.call({
    type: PostalPlaceRef,
    description: 'The town of a postal code; null where the code is not in use.',
    args: {
      country: t.arg.string({ required: true, description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
      postalCode: t.arg.string({ required: true, description: 'Postal code: `0349`.' }),
    },
    calls: getPostalPlace,
    input: (_, { country, postalCode }) => ({ path: { country, postal_code: postalCode } }),
  }),
  addressValidation: t.call({
    type: AddressValidationRef,
    description: 'Whether an address exists, and which may have been meant; null where the country cannot be checked.',
    args: {
      country: t.arg.string({ required: true, description: 'ISO 3166-1 alpha-2 code: `NO`.' }),
      address: t.arg({ type: AddressInputRef, required: true, description: 'The address to check.' }),
    },
    calls: validateAddress,
    input: (_, { country, address }) => ({
      path: { country },
      body: {
        address_line: address.addressLine,
        ...(address.addressLine2 && { address_line_2: address.addressLine2 }),
        ...(address.postalCode && { postal_code: address.postalCode }),
        postal_place: address.postalPlace,
        country: address.country,
      },
    }),
  }),
}));
