import { ApolloClient, HttpLink, InMemoryCache, type OperationVariables } from '@apollo/client';
import { Client, fetchExchange } from '@urql/core';
import { cacheExchange } from '@urql/exchange-graphcache';
import { relayPagination } from '@urql/exchange-graphcache/extras';
import { introspectionFromSchema, parse } from 'graphql';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { keys, possibleTypes, resolvers, typePolicies } from '../../src/cache/cache.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Harness, shipped, startHarness } from '../graphql/harness.ts';
import { receiptToClaim } from '../stories/receipt-to-claim.ts';

let harness: Harness;
let token: string;
let requests: string[];
const warnings = [vi.spyOn(console, 'warn'), vi.spyOn(console, 'error')];
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  token = await harness.sandbox.token('admin');
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

  it('shows a refund in the order, in the list of orders and in the 360, without asking again', async () => {
    const record = [...harness.sandbox.state.orders.values()].find(
      ({ embedded, order }) => embedded && order.payment_status === 'paid' && order.customer?.id !== undefined,
    );
    const { order_id: orderId, customer } = record?.order ?? {};
    const customerId = customer?.id;
    const { read, write } = makeClient();
    const all = async () => ({
      detail: await read(shipped('helpdesk/OrderDetail'), { orderId }),
      list: await read(shipped('helpdesk/CustomerOrders'), { customerId }),
      page: await read(shipped('helpdesk/Customer360'), { customerId }),
    });
    const listed = (paymentStatus: string) => ({
      customer: { orders: { nodes: expect.arrayContaining([expect.objectContaining({ orderId, paymentStatus })]) } },
    });
    expect(await all()).toMatchObject({
      detail: { order: { refunds: [] } },
      list: listed('paid'),
      page: listed('paid'),
    });
    const asked = requests.length;
    await write(shipped('helpdesk/RefundRecord'), { input: { orderId, items: [{ lineId: 1, amount: 1 }] } });
    expect(await all()).toMatchObject({
      detail: { order: { paymentStatus: 'partially_refunded', refunds: [{ success: true }] } },
      list: listed('partially_refunded'),
      page: listed('partially_refunded'),
    });
    expect(requests.slice(asked)).toEqual(['RefundRecord']);
  });

  it('shows what is drawn from a card in the list of cards and in the 360, without asking again', async () => {
    const { read, write } = makeClient();
    const all = async () => ({
      list: await read(shipped('helpdesk/CustomerGiftCards'), { customerId: 'C1001' }),
      page: await read(shipped('helpdesk/Customer360'), { customerId: 'C1001' }),
    });
    const [card] = cardsOf((await all()).list).filter(({ available }) => Number(available?.decimal) > 1);
    const asked = requests.length;
    const drawn = await write(draw, {
      input: { card: { cardId: card?.cardId }, amount: 100, currency: 'NOK', refId: crypto.randomUUID() },
    });
    const left = { decimal: (Number(card?.available?.decimal) - 1).toFixed(2), currency: 'NOK' };
    expect(drawn).toMatchObject({ walletTransactionCreate: { walletCard: { available: left }, userErrors: [] } });
    const { list, page } = await all();
    for (const shown of [list, page])
      expect(cardsOf(shown)).toContainEqual(
        expect.objectContaining({ cardId: card?.cardId, available: expect.objectContaining(left) }),
      );
    expect(requests.slice(asked)).toEqual(['Draw']);
  });

  it('shows a claimed receipt in the offers, without asking again', async () => {
    token = await harness.sandbox.token('mobile');
    const { read, write } = makeClient();
    const offers = () => read(shipped('mobile/MyOffers'), {});
    const before = await offers();
    await write(shipped('mobile/ClaimReceipt'), { token: receiptToClaim(harness.sandbox).token });
    const { data } = await harness.ask(shipped('mobile/MyOffers'), { as: 'mobile' });
    expect(stampsOf(await offers())).toEqual(stampsOf(data));
    expect(stampsOf(await offers())).not.toEqual(stampsOf(before));
    expect(requests).toEqual(['MyOffers', 'ClaimReceipt']);
  });
});

const draw = `mutation Draw($input: WalletTransactionCreateInput!) {
  walletTransactionCreate(input: $input) {
    walletCard { id balance { decimal currency } available { decimal currency } }
    userErrors { code }
  }
}`;

interface Cards {
  readonly customer: {
    readonly walletCards: {
      readonly nodes: readonly { readonly cardId: string; readonly available: { readonly decimal: string } | null }[];
    };
  };
}

function cardsOf(data: unknown) {
  return (data as Cards).customer.walletCards.nodes;
}

interface Offers {
  readonly me: {
    readonly discounts: { readonly nodes: readonly { readonly refId: string; readonly statistics: unknown }[] };
  };
}

/** How far each offer has come. */
function stampsOf(data: unknown) {
  // Clients add names of types.
  const plain: Offers = JSON.parse(JSON.stringify(data, (key, value) => (key === '__typename' ? undefined : value)));
  return plain.me.discounts.nodes.map(({ refId, statistics }) => ({ refId, statistics }));
}

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
