import type {
  Communication,
  CustomerResponse as Customer,
  CustomersSettings as CustomerSettings,
  CustomerTag,
  CustomerToken,
  TermsAndConditions as Terms,
  TokenDetail,
  TokenTypeValue,
} from '../upstream/contract/customers.ts';
import type { ItemOf, QueryOf, ResultOf } from '../upstream/endpoint.ts';
import {
  customerExists,
  findCustomerByToken,
  getCommunication,
  getCustomer,
  getCustomerSettings,
  getTerm,
  listCompanyDepartments,
  listCustomers,
  listCustomerTags,
  listCustomerTokens,
  listTagsOfCustomer,
  listTerms,
  listTokenEvents,
} from '../upstream/endpoints/customers.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { type CustomersWrites, createCustomersWrites } from './customers-writes.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';

/** Filters of the customer list, in upstream's words. */
export type CustomerFilter = Omit<QueryOf<'listCustomers'>, 'limit' | 'starting_after' | 'total'>;

type Listed<Key, Item> = PerKey<Key & { readonly window: Window }, Page<Item>>;
type ListedOf<Key, Item> = PerKey<Key & { readonly window: Window }, Page<Item> | null>;

/** Reads of the customers service. */
export interface CustomersReads {
  readonly byId: PerKey<string, Customer | null>;
  /** A page that was read also answers `byId` for its customers. */
  readonly list: Listed<{ readonly filter: CustomerFilter }, Customer>;
  /** Null where the account has switched the question off (405). */
  readonly exists: PerKey<QueryOf<'customerExists'>, boolean | null>;
  readonly byToken: PerKey<TokenTypeValue, TokenDetail | null>;
  readonly tokenEvents: Listed<{ readonly filter: TokenEventFilter }, ItemOf<'listTokenEvents'>>;
  readonly tags: PerKey<'tags', readonly CustomerTag[]>;
  readonly terms: Listed<{ readonly includeDeleted: boolean }, Terms>;
  readonly term: PerKey<string, Terms | null>;
  readonly settings: PerKey<'settings', CustomerSettings>;
  readonly departments: PerKey<string, ResultOf<'listCompanyDepartments'>>;
  readonly tagsOf: PerKey<string, readonly CustomerTag[] | null>;
  readonly tokensOf: ListedOf<{ readonly customerId: string; readonly filter: CustomerTokenFilter }, CustomerToken>;
  readonly communicationOf: PerKey<string, Communication | null>;
}

/** Filters of the token event list, in upstream's words. */
export type TokenEventFilter = Pick<QueryOf<'listTokenEvents'>, 'since_datetime' | 'deleted_since'>;

/** Filters of a customer's tokens, in upstream's words. */
export type CustomerTokenFilter = Pick<QueryOf<'listCustomerTokens'>, 'type' | 'include_deleted'>;

/** One request's view of the customers service. */
export interface CustomersLoader extends CustomersReads, CustomersWrites {}

/** The customers loader of one request. */
export function createCustomersLoader(session: UpstreamSession): CustomersLoader {
  const byId = perKey((customerId: string) => orNull(session.call(getCustomer, { path: { customer_id: customerId } })));
  const reads: CustomersReads = {
    byId,
    list: perKey(async ({ filter, window }) => {
      const page = await session.page(listCustomers, { query: filter }, window);
      for (const customer of page.items) byId.prime(customer.customer_id, customer);
      return page;
    }),
    exists: perKey((query) => exists(session, query)),
    byToken: perKey((token) => orNull(session.call(findCustomerByToken, { body: { token } }))),
    tokenEvents: perKey(({ filter, window }) => session.page(listTokenEvents, { query: filter }, window)),
    tags: perKey(() => session.call(listCustomerTags, {})),
    terms: perKey(({ includeDeleted, window }) =>
      session.page(listTerms, { query: { include_deleted: includeDeleted } }, window),
    ),
    term: perKey((termId) => orNull(session.call(getTerm, { path: { tid: termId } }))),
    settings: perKey(() => session.call(getCustomerSettings, {})),
    departments: perKey((organizationNumber) =>
      session.call(listCompanyDepartments, { query: { organization_number: organizationNumber } }),
    ),
    tagsOf: perKey((customerId) => orNull(session.call(listTagsOfCustomer, { path: { customer_id: customerId } }))),
    tokensOf: perKey(({ customerId, filter, window }) =>
      orNull(session.page(listCustomerTokens, { path: { customer_id: customerId }, query: filter }, window)),
    ),
    communicationOf: perKey((customerId) =>
      orNull(session.call(getCommunication, { path: { customer_id: customerId } })),
    ),
  };
  return { ...reads, ...createCustomersWrites(session, reads) };
}

async function exists(session: UpstreamSession, query: QueryOf<'customerExists'>): Promise<boolean | null> {
  try {
    await session.call(customerExists, { query });
    return true;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.kind === 'not_found') return false;
    if (error.status === 405) return null;
    throw error;
  }
}
