import { found } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';

/** Reads of locations. */
export const locationsHandlers = {
  listLocations: ({ query }, { locations }) => {
    const text = query.search?.toLowerCase();
    const rows = [...locations.values()].filter(
      (location) =>
        location.deleted_at === undefined &&
        isAnyOf(query.status, location.status) &&
        isAnyOf(query.type, location.type) &&
        isAnyOf(query.email, location.email) &&
        isAnyOf(query.phone_number, location.phone_number) &&
        isAnyOf(query.organization_number, location.organization_number) &&
        isAnyOf(query.country, location.address?.country) &&
        (text === undefined || `${location.location_id} ${location.name}`.toLowerCase().includes(text)),
    );
    return paged('listLocations', rows, query);
  },
  getLocation: ({ path }, { locations }) => found(locations.get(path.lid)),
} satisfies Handlers;

function isAnyOf(wanted: readonly string[] | undefined, value: string | undefined): boolean {
  return wanted === undefined || (value !== undefined && wanted.includes(value));
}
