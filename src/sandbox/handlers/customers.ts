import { found } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';
import type { CustomersState, TokenEvents } from '../state.ts';
import { addTokenEvent } from './customers-token-events.ts';

type Customer = CustomersState['customers'] extends Map<string, infer Each> ? Each : never;

/** Reads of the customers service. */
export const customersHandlers = {
  listCustomers: ({ query }, state) => {
    const rows = [...state.customers.values()].filter(
      (customer) =>
        matches(customer, query) && hasTag(state, customer, query.tag_id) && hasToken(state, customer, query),
    );
    return paged('listCustomers', rows, query);
  },
  customerExists: ({ query }, state) => {
    if (state.settings.users?.head?.enabled !== true) return { status: 405 };
    const exists = [...state.customers.values()].some(
      ({ email, phone_number, deleted_at }) =>
        deleted_at === undefined &&
        ((query.email !== undefined && isSameEmail(email, query.email)) ||
          (query.phone_number !== undefined && phone_number === query.phone_number)),
    );
    return { status: exists ? 200 : 404 };
  },
  getCustomer: ({ path }, { customers }) => found(customers.get(path.customer_id)),
  listTagsOfCustomer: ({ path }, { customers, tagsOf, tags }) =>
    found(customers.has(path.customer_id) ? (tagsOf.get(path.customer_id) ?? []).map((id) => tags.get(id)) : undefined),
  getCommunication: ({ path }, { communication }) => found(communication.get(path.customer_id)),
  listCustomerTokens: ({ path, query }, { tokensOf }) => {
    const tokens = tokensOf.get(path.customer_id);
    if (tokens === undefined) return found(undefined);
    const wanted = tokens.filter(
      ({ type, deleted_at }) =>
        (query.type === undefined || type === query.type) &&
        (query.include_deleted === true || deleted_at === undefined),
    );
    return paged('listCustomerTokens', wanted, query);
  },
  listCustomerTags: (_, { tags }) => found([...tags.values()]),
  listTerms: ({ query }, { terms }) => {
    const rows = [...terms.values()].filter(
      ({ deleted_at }) => query.include_deleted === true || deleted_at === undefined,
    );
    return paged('listTerms', rows, query);
  },
  getTerm: ({ path }, { terms }) => found(terms.get(path.tid)),
  getCustomerSettings: (_, { settings }) => found(settings),
  listTokenEvents: ({ query }, { tokenEvents }) => {
    const rows = tokenEvents
      .filter(
        ({ status, events }) =>
          query.deleted_since === undefined || isDeletedSince(status, events, query.deleted_since),
      )
      .map(({ id, status, events }) => ({ id, updated_at: events[0]?.created_at, status, events }));
    return paged('listTokenEvents', rows, query);
  },
  findCustomerByToken: ({ body }, state) => {
    if (body.event !== undefined) addTokenEvent(state, body.token, body.event);
    return found(tokenDetail(state, body.token.type, body.token.value));
  },
  listCompanyDepartments: ({ query }, { customers }) => {
    const departments = [...customers.values()]
      .filter(({ company }) => company?.organization_number === query.organization_number)
      .map(({ company }) => company?.department)
      .filter((department) => department !== undefined);
    const { organization_number } = query;
    return found(
      departments.length === 0 ? [] : [{ organization_number, departments: [...new Set(departments)].sort() }],
    );
  },
} satisfies Handlers;

interface CustomerQuery {
  readonly email?: string | undefined;
  readonly phone_number?: string | undefined;
  readonly type?: string | undefined;
  readonly search?: string | undefined;
  readonly include_deleted?: boolean | undefined;
  readonly attributes_keys?: readonly string[] | undefined;
  readonly attributes_values?: readonly string[] | undefined;
}

function matches(customer: Customer, query: CustomerQuery): boolean {
  const type = query.type ?? 'customer';
  return (
    (query.include_deleted === true || customer.deleted_at === undefined) &&
    (type === 'any' || customer.type === type) &&
    (query.email === undefined || isSameEmail(customer.email, query.email)) &&
    (query.phone_number === undefined || customer.phone_number === query.phone_number) &&
    (query.search === undefined || textOf(customer).includes(query.search.toLowerCase())) &&
    (query.attributes_keys ?? []).every(
      (key, index) => String(customer.attributes?.[key]) === query.attributes_values?.[index],
    )
  );
}

/** Whether two e-mail addresses are the same, however they are capitalised. */
export function isSameEmail(one: string | null | undefined, other: string | null | undefined): boolean {
  return one?.toLowerCase() === other?.toLowerCase();
}

function textOf({ customer_id, first_name, last_name, email, phone_number, company }: Customer): string {
  return [customer_id, `${first_name} ${last_name}`, email, phone_number, company?.bussiness_name]
    .join('\n')
    .toLowerCase();
}

function hasTag({ tagsOf }: CustomersState, { customer_id }: Customer, tagId: string | undefined): boolean {
  return tagId === undefined || (tagsOf.get(customer_id) ?? []).includes(tagId);
}

function isDeletedSince(status: string, [last]: TokenEvents['events'], since: string): boolean {
  return status === 'DELETED' && (last?.created_at ?? '') >= since;
}

interface TokenQuery {
  readonly token_type?: string | undefined;
  readonly token_value?: string | undefined;
}

function hasToken(
  { tokensOf }: CustomersState,
  { customer_id }: Customer,
  { token_type, token_value }: TokenQuery,
): boolean {
  if (token_type === undefined && token_value === undefined) return true;
  return (tokensOf.get(customer_id) ?? []).some(
    ({ type, value }) => (token_type ?? type) === type && (token_value ?? value) === value,
  );
}

/** What is known of a token. */
function tokenDetail(state: CustomersState, type: string, value: string) {
  const isIt = (each: Pick<TokenEvents, 'type' | 'value'>) => each.type === type && each.value === value;
  const events = state.tokenEvents.find(isIt);
  for (const [customerId, tokens] of state.tokensOf) {
    const token = tokens.find(isIt);
    if (token === undefined) continue;
    const customer = state.customers.get(customerId);
    return { id: token.id, status: events?.status ?? 'UNKNOWN', token, customer, events: events?.events ?? [] };
  }
  return { status: events?.status ?? 'UNKNOWN', events: events?.events ?? [] };
}
