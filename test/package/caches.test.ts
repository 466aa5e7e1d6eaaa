import { ApolloClient, HttpLink, InMemoryCache, type OperationVariables } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { introspectionFromSchema, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keys, possibleTypes, resolvers, typePolicies } from '../../src/cache/cache.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Harness, shipped, startHarness } from '../graphql/harness.ts';

let harness: Harness;
let token: string;
let requests: string[];
const warnings = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
beforeAll(async () => {
  harness = await startHarness();
  token = await harness.sandbox.token('admin');
});
beforeEach(() => {
  requests = [];
  for (const warning of warnings) warning.mockClear();
});
afterAll(() => harness.close());

/** The server, as these clients reach it; notes which operations come. */
async function send(url: string | URL | Request, init?: RequestInit): Promise<Response> {
  const request = new Request(url, init);
  request.headers.set('authorization', `Bearer ${token}`);
  requests.push(JSON.parse(String(init?.body)).operationName);
  return harness.app.fetch(request);
}

/** A client with a cache, as far as these tests use one. */
interface Cached {
  /** Asks the server, or the cache where it has everything. */
  read(document: string, variables: object): Promise<unknown>;
  write(document: string, variables: object): Promise<unknown>;
}

function apollo(): Cached {
  const client = new ApolloClient({
    cache: new InMemoryCache({ possibleTypes, typePolicies }),
    link: new HttpLink({ uri: 'http://bff/graphql', fetch: send }),
  });
  const of = (document: string, variables: object) => ({ document: parse(document), variables: { ...variables } });
  return {
    read: async (text, values) => {
      const { document: query, variables } = of(text, values);
      return (await client.query<unknown, OperationVariables>({ query, variables })).data;
    },
    write: async (text, values) => {
      const { document: mutation, variables } = of(text, values);
      return (await client.mutate<unknown, OperationVariables>({ mutation, variables })).data;
    },
  };
}

function urql(): Cached {
  const client = new Client({
    url: 'http://bff/graphql',
    fetch: send,
    preferGetMethod: false,
    exchanges: [
      cacheExchange({ schema: introspectionFromSchema(schema), keys, resolvers: resolvers(relayPagination) }),
      fetchExchange,
    ],
  });
  return {
    read: async (text, variables) => (await client.query(text, variables).toPromise()).data,
    write: async (text, variables) => (await client.mutation(text, variables).toPromise()).data,
  };
}

describe.each([
  ['Apollo Client', apollo],
  ['urql with graphcache', urql],
])('%s', (_, makeClient) => {
  it('shows what a mutation changed in the list and in the 360, without asking again', async () => {
    const { read, write } = makeClient();
    const list = () => read(shipped('helpdesk/CustomerSearch'), { search: 'nordmann' });
    const page = () => read(shipped('helpdesk/Customer360'), { customerId: 'C1001' });
    const firstName = `Kari ${requests.length}${_.length}`;
    expect(JSON.stringify([await list(), await page()])).not.toContain(firstName);
    await write(shipped('helpdesk/CustomerEdit'), { customerId: 'C1001', details: { firstName } });
    expect(requests).toEqual(['CustomerSearch', 'Customer360', 'CustomerEdit']);

    expect(await page()).toMatchObject({ customer: { customerId: 'C1001', firstName } });
    expect(JSON.stringify(await list())).toContain(firstName);
    expect(requests).toEqual(['CustomerSearch', 'Customer360', 'CustomerEdit']);
    for (const warning of warnings) expect(warning.mock.calls).toEqual([]);
  });

  it('shows a refund of an order in the list of orders and in the order, without asking again', async () => {
    const record = [...harness.sandbox.state.orders.values()].find(
      ({ embedded, captures, refunds, order }) => embedded && captures.length > 0 && refunds.length === 0 && order,
    );
    const orderId = record?.order.order_id;
    const { read, write } = makeClient();
    const detail = () => read(shipped('helpdesk/OrderDetail'), { orderId });
    expect(await detail()).toMatchObject({ order: { orderId, refunds: [] } });
    const asked = requests.length;
    await write(shipped('helpdesk/RefundRecord'), { input: { orderId, items: [{ lineId: 1, amount: 1 }] } });
    expect(await detail()).toMatchObject({ order: { refunds: [{ success: true }] } });
    expect(requests.slice(asked)).toEqual(['RefundRecord']);
  });
});

describe('Apollo Client', () => {
  it('joins pages that follow each other, and begins anew with the first', async () => {
    const cache = new InMemoryCache({ possibleTypes, typePolicies });
    const client = new ApolloClient({ cache, link: new HttpLink({ uri: 'http://bff/graphql', fetch: send }) });
    const query = parse(shipped('helpdesk/CustomerReceipts'));
    const watched = client.watchQuery<Receipts, OperationVariables>({
      query,
      variables: { customerId: 'C1001', first: 2 },
    });
    const first = await watched.refetch();
    const after = first.data?.customer.receipts.pageInfo.endCursor;
    await watched.fetchMore({ variables: { customerId: 'C1001', first: 2, after } });
    const joined = cache.readQuery<Receipts>({ query, variables: { customerId: 'C1001', first: 2 } });
    const ids = joined?.customer.receipts.nodes.map(({ id }) => id) ?? [];
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(4);
    await watched.refetch();
    const anew = cache.readQuery<Receipts>({ query, variables: { customerId: 'C1001', first: 2 } });
    expect(anew?.customer.receipts.nodes).toHaveLength(2);
    client.stop();
  });
});

interface Receipts {
  readonly customer: {
    readonly receipts: {
      readonly nodes: readonly { readonly id: string }[];
      readonly pageInfo: { readonly endCursor: string };
    };
  };
}
