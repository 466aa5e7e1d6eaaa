import type { QueryOf } from '../upstream/endpoint.ts';
import {
  customerExists,
  getCustomer,
  getLocation,
  listCustomers,
  listLocations,
} from '../upstream/endpoints/customers.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { prime } from './service.ts';
import { view, way } from './view.ts';

/** Which look-ups the rows of lists answer. */
export const primes = [
  prime(listCustomers, getCustomer, ({ customer_id }) => ({ path: { customer_id } })),
  prime(listLocations, getLocation, ({ location_id }) =>
    location_id === undefined ? null : { path: { lid: location_id } },
  ),
];

/** Whether there is such a customer; null where the account has switched the question off (405). */
export const customerIsThere = view<QueryOf<'customerExists'>, boolean | null>(
  'customerIsThere',
  way({
    uses: { exists: customerExists },
    read: async (query: QueryOf<'customerExists'>, { exists }) => {
      try {
        return (await exists({ query })) !== null;
      } catch (error) {
        if (error instanceof UpstreamError && error.status === 405) return null;
        throw error;
      }
    },
  }),
);
