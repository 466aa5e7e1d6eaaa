import * as upstream from '../upstream/customers.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { ItemOf, QueryOf, ResultOf } from '../upstream/operation.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { type CustomersWrites, createCustomersWrites } from './customers-writes.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';

/** Filters of the customer list, in upstream's words. */
export type CustomerFilter = Omit<QueryOf<'aid_customers_get'>, 'limit' | 'starting_after' | 'total'>;

type Listed<Key, Item> = PerKey<Key & { readonly window: Window }, Page<Item>>;
type ListedOf<Key, Item> = PerKey<Key & { readonly window: Window }, Page<Item> | null>;

/** Reads of the customers service. */
export interface CustomersReads {
  readonly byId: PerKey<string, upstream.Customer | null>;
  /** A page that was read also answers `byId` for its customers. */
  readonly list: Listed<{ readonly filter: CustomerFilter }, upstream.Customer>;
  /** Null where the account has switched the question off (405). */
  readonly exists: PerKey<QueryOf<'aid_customers_head'>, boolean | null>;
  readonly byToken: PerKey<upstream.TokenTypeValue, upstream.TokenDetail | null>;
  readonly tokenEvents: Listed<{ readonly filter: TokenEventFilter }, ItemOf<'aid_customers_tokens_events_get'>>;
  readonly tags: PerKey<'tags', readonly upstream.CustomerTag[]>;
  readonly terms: Listed<{ readonly includeDeleted: boolean }, upstream.Terms>;
  readonly term: PerKey<string, upstream.Terms | null>;
  readonly settings: PerKey<'settings', upstream.CustomerSettings>;
  readonly departments: PerKey<string, ResultOf<'aid_company_departments_get'>>;
  readonly tagsOf: PerKey<string, readonly upstream.CustomerTag[] | null>;
  readonly tokensOf: ListedOf<
    { readonly customerId: string; readonly filter: CustomerTokenFilter },
    upstream.CustomerToken
  >;
  readonly communicationOf: PerKey<string, upstream.Communication | null>;
}

/** Filters of the token event list, in upstream's words. */
export type TokenEventFilter = Pick<QueryOf<'aid_customers_tokens_events_get'>, 'since_datetime' | 'deleted_since'>;

/** Filters of a customer's tokens, in upstream's words. */
export type CustomerTokenFilter = Pick<QueryOf<'aid_customers_cid_tokens_get'>, 'type' | 'include_deleted'>;

/** One request's view of the customers service. */
export interface CustomersLoader extends CustomersReads, CustomersWrites {}

/** The customers loader of one request. */
export function createCustomersLoader(session: UpstreamSession): CustomersLoader {
  const byId = perKey((customerId: string) =>
    orNull(session.call(upstream.getCustomer, { path: { customer_id: customerId } })),
  );
  const reads: CustomersReads = {
    byId,
    list: perKey(async ({ filter, window }) => {
      const page = await session.page(upstream.listCustomers, { query: filter }, window);
      for (const customer of page.items) byId.prime(customer.customer_id, customer);
      return page;
    }),
    exists: perKey((query) => exists(session, query)),
    byToken: perKey((token) => orNull(session.call(upstream.findCustomerByToken, { body: { token } }))),
    tokenEvents: perKey(({ filter, window }) => session.page(upstream.listTokenEvents, { query: filter }, window)),
    tags: perKey(() => session.call(upstream.listCustomerTags, {})),
    terms: perKey(({ includeDeleted, window }) =>
      session.page(upstream.listTerms, { query: { include_deleted: includeDeleted } }, window),
    ),
    term: perKey((termId) => orNull(session.call(upstream.getTerm, { path: { tid: termId } }))),
    settings: perKey(() => session.call(upstream.getCustomerSettings, {})),
    departments: perKey((organizationNumber) =>
      session.call(upstream.listCompanyDepartments, { query: { organization_number: organizationNumber } }),
    ),
    tagsOf: perKey((customerId) =>
      orNull(session.call(upstream.listTagsOfCustomer, { path: { customer_id: customerId } })),
    ),
    tokensOf: perKey(({ customerId, filter, window }) =>
      orNull(session.page(upstream.listCustomerTokens, { path: { customer_id: customerId }, query: filter }, window)),
    ),
    communicationOf: perKey((customerId) =>
      orNull(session.call(upstream.getCommunication, { path: { customer_id: customerId } })),
    ),
  };
  return { ...reads, ...createCustomersWrites(session, reads) };
}

async function exists(session: UpstreamSession, query: QueryOf<'aid_customers_head'>): Promise<boolean | null> {
  try {
    await session.call(upstream.customerExists, { query });
    return true;
  } catch (error) {
    if (!(error instanceof UpstreamError)) throw error;
    if (error.kind === 'not_found') return false;
    if (error.status === 405) return null;
    throw error;
  }
}
