import type { QueryOf, WriteName } from '../upstream/endpoint.ts';
import {
  customerExists,
  getCustomer,
  getLocation,
  listCustomers,
  listLocations,
} from '../upstream/endpoints/customers.ts';
import { UpstreamError } from '../upstream/errors.ts';
import { prime, type Touches } from './service.ts';
import { view, way } from './view.ts';

/** Which look-ups the rows of lists answer. */
export const primes = [
  prime(listCustomers, getCustomer, ({ customer_id }) => ({ path: { customer_id } })),
  prime(listLocations, getLocation, ({ location_id }) =>
    location_id === undefined ? null : { path: { lid: location_id } },
  ),
];

// Which pages, tokens and addresses lead to a customer is not known.
const leads: Touches = ['listCustomers', 'findCustomerByToken', 'customerExists', 'listCompanyDepartments'];
const customer: Touches = ['getCustomer', 'getCommunication', ...leads];
const tokens: Touches = ['listCustomerTokens', 'findCustomerByToken', 'listCustomers'];
const tags: Touches = ['listCustomerTags', 'listTagsOfCustomer', 'listCustomers'];
const terms: Touches = ['getTerm', 'listTerms'];
const tokenEvents: Touches = ['findCustomerByToken', 'listTokenEvents'];
const locations: Touches = ['getLocation', 'listLocations'];

/** What each write makes stale. */
export const touches = {
  // An id that is taken, given up or passed on names other data from then on, in every service.
  createCustomer: 'everything',
  changeCustomerId: 'everything',
  deleteCustomer: 'everything',
  updateCustomer: customer,
  verifyCommunication: customer,
  replaceTagsOfCustomer: tags,
  createCustomerTag: tags,
  deleteCustomerTag: tags,
  addCustomerToken: tokens,
  removeCustomerToken: tokens,
  createTerm: terms,
  deleteTerm: terms,
  updateCustomerSettings: ['getCustomerSettings'],
  deleteTokenEvents: tokenEvents,
  // With an event in its body it writes.
  findCustomerByToken: tokenEvents,
  logIn: [],
  startMfaLogIn: [],
  startMfaRecovery: [],
  requestPasswordReset: [],
  createLocation: locations,
  updateLocation: locations,
  deleteLocation: locations,
} satisfies Record<WriteName<'customers'> | 'findCustomerByToken', Touches>;

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
