import type { CallCount } from '../../auth/access.ts';
import { getLocation, listLocations } from '../../upstream/endpoints/customers.ts';

/** What stores that are named by their ids cost: the list once, and each that the list lacks by itself. */
export const locationCalls = (): readonly CallCount[] => [
  { operation: listLocations, per: 'request', most: 1 },
  { operation: getLocation, per: 'request', most: null },
];
