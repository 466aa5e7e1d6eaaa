import type { components } from './contract/customers.ts';
import { operation } from './operation.ts';

/** A location. */
export type Location = components['schemas']['SalesLocationResponse'];

/** `GET /locations`: locations by filter. */
export const listLocations = operation('aid_locations_get');

/** `POST /locations`: creates a location. */
export const createLocation = operation('aid_location_post');

/** `GET /locations/{lid}`: one location. */
export const getLocation = operation('aid_locations_lid_get');

/** `PUT /locations/{lid}`: changes a location. */
export const updateLocation = operation('aid_location_lid_put');

/** `DELETE /locations/{lid}`: deletes a location. */
export const deleteLocation = operation('aid_location_lid_delete');
