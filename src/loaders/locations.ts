import type { SalesLocationResponse as Location } from '../upstream/contract/customers.ts';
import type { BodyOf, QueryOf } from '../upstream/endpoint.ts';
import {
  createLocation,
  deleteLocation,
  getLocation,
  listLocations,
  updateLocation,
} from '../upstream/endpoints/customers.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perBatch, perKey, settled } from './per-key.ts';

/** Filters of the location list, in upstream's words. */
export type LocationFilter = Omit<QueryOf<'listLocations'>, 'limit' | 'starting_after'>;

/** One request's view of the locations. */
export interface LocationsLoader {
  /** The first id asked for alone is one call; all others share one list call, and only ids that it lacks are then asked for one by one. */
  readonly byId: PerKey<string, Location | null>;
  readonly list: PerKey<{ readonly filter: LocationFilter; readonly window: Window }, Page<Location>>;
  create(body: BodyOf<'createLocation'>): Promise<Location>;
  update(locationId: string, body: BodyOf<'updateLocation'>): Promise<Location>;
  delete(locationId: string): Promise<Location>;
}

const wholePage: Window = { first: 100, from: null };

/** The locations loader of one request. */
export function createLocationsLoader(session: UpstreamSession): LocationsLoader {
  const one = (locationId: string) => orNull(session.call(getLocation, { path: { lid: locationId } }));

  // One call for the request: lists whose rows name stores arrive one after the other, each with ids of its own.
  const all = perKey((_: 'all') => session.page(listLocations, {}, wholePage));
  let asked = 0;

  const byId = perBatch<string, Location | null>(async (ids) => {
    asked += ids.length;
    const [first] = ids;
    if (asked === 1 && first !== undefined) return [await one(first)];
    const page = await all.load('all');
    const known = new Map(page.items.map((location) => [location.location_id, location]));
    // The list leaves out deleted locations, which receipts still name: an id it lacks is worth a call of its own.
    return settled(ids, async (id) => known.get(id) ?? (await one(id)));
  }, wholePage.first);

  const list: LocationsLoader['list'] = perKey(async ({ filter, window }) => {
    const page = await session.page(listLocations, { query: filter }, window);
    for (const location of page.items) {
      if (location.location_id !== undefined) byId.prime(location.location_id, location);
    }
    return page;
  });

  function forgetting(locationId: string, write: Promise<Location>): Promise<Location> {
    return write.finally(() => {
      byId.clear(locationId);
      all.clearAll();
      list.clearAll();
    });
  }

  return {
    byId,
    list,
    create: (body) => forgetting(body.location_id ?? '', session.call(createLocation, { body })),
    update: (locationId, body) =>
      forgetting(locationId, session.call(updateLocation, { path: { lid: locationId }, body })),
    delete: (locationId) => forgetting(locationId, session.call(deleteLocation, { path: { lid: locationId } })),
  };
}
