import type { SalesLocationResponse as Location } from '../upstream/contract/customers.ts';
import { getLocation, listLocations } from '../upstream/endpoints/customers.ts';
import { view, way } from './view.ts';

/** The id of a location. */
export interface LocationKey {
  readonly locationId: string;
}

const wholePage = { first: 100, from: null };

/**
 * One of many locations: the first id asked for alone is one call; all others share one list call, and only ids that it
 * lacks are then asked for one by one.
 */
export const locationOfMany = view<LocationKey, Location | null>(
  'locationOfMany',
  way({
    uses: { location: getLocation },
    shortcuts: { list: listLocations },
    counts: [
      { endpoint: listLocations, per: 'request', most: 1 },
      { endpoint: getLocation, per: 'request', most: null },
    ],
    maxBatch: 100,
    readMany: ({ location }, { list }) => {
      // Lists whose rows name stores arrive one after the other, each with ids of its own.
      let asked = 0;
      return async (keys: readonly LocationKey[]) => {
        asked += keys.length;
        // The list primes the look-up; it leaves out deleted locations, which receipts still name.
        const listed = asked === 1 || list === null ? undefined : await list({ window: wholePage });
        const known = new Map(listed?.items.map((each) => [each.location_id, each]));
        return Promise.all(
          keys.map(async ({ locationId }) => {
            try {
              return known.get(locationId) ?? (await location({ path: { lid: locationId } }));
            } catch (error) {
              return error instanceof Error ? error : new Error('A location could not be read.', { cause: error });
            }
          }),
        );
      };
    },
  }),
);
