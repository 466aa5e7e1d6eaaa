import { readdirSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../src/graphql/schema.ts';
import { callsOf } from '../src/plan/calls.ts';
import { select } from '../src/plan/selection.ts';
import { type Asking, type Harness, shipped, startHarness } from './graphql/harness.ts';

const root = new URL('../schema/operations/', import.meta.url);

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** Who runs an operation with which variables, and the upstream calls that it is to make, sorted. */
interface Run {
  readonly asking: () => Asking | Promise<Asking>;
  readonly calls: readonly string[];
}

function times(count: number, operation: string): string[] {
  return Array.from({ length: count }, () => operation);
}

const runs: Readonly<Record<string, Run>> = {
  'helpdesk/CustomerSearch': { asking: () => ({ variables: { search: 'nordmann' } }), calls: ['listCustomers'] },
  'helpdesk/Customer360': {
    asking: () => ({ variables: { customerId: 'C1001' } }),
    calls: [
      'getCommunication',
      'getCustomer',
      ...times(4, 'getCustomerCard'),
      'listCustomerCards',
      'listCustomerDiscounts',
      'listCustomerOrders',
      'listCustomerReceipts',
      'listTagsOfCustomer',
    ],
  },
  'helpdesk/CustomerReceipts': {
    asking: () => ({ variables: { customerId: 'C1001' } }),
    calls: ['getCustomer', 'listCustomerReceipts'],
  },
  'helpdesk/CustomerGiftCards': {
    asking: () => ({ variables: { customerId: 'C1001' } }),
    calls: ['getCustomer', ...times(4, 'getCustomerCard'), 'listCustomerCards'],
  },
  'helpdesk/CustomerDiscounts': {
    asking: () => ({ variables: { customerId: 'C1001' } }),
    calls: ['getCustomer', 'listCustomerDiscounts'],
  },
  'helpdesk/CustomerOrders': {
    asking: () => ({ variables: { customerId: 'C1001' } }),
    calls: ['getCustomer', 'listCustomerOrders'],
  },
  'helpdesk/ReceiptDetail': {
    asking: () => {
      const { receiptsOf, receipts } = harness.sandbox.state;
      const receipt = receipts.get(receiptsOf.get('C1001')?.[0] ?? '');
      return { variables: { customerId: 'C1001', receiptId: receipt?.receipt_id } };
    },
    calls: ['getCustomerReceipt'],
  },
  'helpdesk/GiftCardLookup': {
    asking: () => ({ variables: { cardId: 'GK100001' } }),
    calls: ['getCard', 'getCustomer', 'listCardTransactions'],
  },
  'helpdesk/RefundRecord': {
    asking: () => {
      const record = [...harness.sandbox.state.orders.values()].find(
        ({ embedded, captures, refunds }) => embedded && captures.length > 0 && refunds.length === 0,
      );
      const input = { orderId: record?.order.order_id, items: [{ lineId: 1, amount: 1 }] };
      return { as: 'admin', variables: { input } };
    },
    calls: ['getOrder', 'recordRefund'],
  },
  'helpdesk/CustomerEdit': {
    asking: () => ({ as: 'admin', variables: { customerId: 'C1004', details: { firstName: 'Ola' } } }),
    calls: ['updateCustomer'],
  },
  'mobile/ClaimReceipt': {
    asking: () => {
      const [token] = harness.sandbox.state.receiptTokens.keys();
      return { as: 'mobile', variables: { token, customerId: 'C1001' } };
    },
    calls: ['claimReceipt', 'getCustomer', 'listCustomerDiscounts'],
  },
  'mobile/UpdateProfile': {
    asking: () => ({ as: 'mobile', variables: { customerId: 'C1001', details: { favoriteStore: 'S01001' } } }),
    calls: ['updateCustomer'],
  },
  'helpdesk/GiftCardIssue': {
    asking: () => ({ as: 'admin', variables: { input: { cardId: 'operations', amount: 100, currency: 'NOK' } } }),
    calls: ['createCard'],
  },
  'helpdesk/OrderDetail': {
    asking: () => {
      const own = [...harness.sandbox.state.orders.values()].find(({ embedded }) => embedded);
      return { variables: { orderId: own?.order.order_id } };
    },
    calls: ['getCustomer', 'getOrder', 'listOrderEvents'],
  },
  'mobile/Me': { asking: () => ({ as: 'mobile' }), calls: ['getCommunication', 'getCustomer'] },
  'mobile/MyReceipts': {
    asking: () => ({ as: 'mobile' }),
    calls: ['getCustomer', 'listCustomerReceipts'],
  },
  'mobile/MyReceipt': {
    asking: async () => {
      const { data } = await harness.ask('{ me { receipts(first: 1) { nodes { id } } } }', { as: 'mobile' });
      return { as: 'mobile', variables: { id: data.me.receipts.nodes[0].id } };
    },
    calls: ['getCustomerReceipt'],
  },
  'mobile/MyGiftCards': {
    asking: () => ({ as: 'mobile' }),
    calls: ['getCustomer', ...times(4, 'getCustomerCard'), 'listCustomerCards'],
  },
  'mobile/MyOffers': {
    asking: () => ({ as: 'mobile' }),
    calls: ['getCustomer', 'listCustomerDiscounts'],
  },
  'mobile/MyOrders': {
    asking: () => ({ as: 'mobile' }),
    calls: ['getCustomer', 'listCustomerOrders'],
  },
  'mobile/PublicOffers': { asking: () => ({ as: 'public' }), calls: ['listPublicDiscounts'] },
};

const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.graphql'))
  .map((path) => path.replace('.graphql', ''));

describe('schema/operations', () => {
  it('has a run here for each document', () => {
    expect(Object.keys(runs).sort()).toEqual([...names].sort());
  });

  it.each(Object.entries(runs))('%s answers in full and makes just its calls', async (name, { asking, calls }) => {
    const query = shipped(name);
    const answer = await harness.ask(query, await asking());
    expect(answer.errors).toEqual([]);
    expect(answer.status).toBe(200);
    expect(Object.values(answer.data).every((value) => value !== null)).toBe(true);
    expect(answer.calls).toEqual(calls);
  });

  it.each(Object.entries(runs))('%s makes the calls that are foretold', async (name, { asking }) => {
    const query = shipped(name);
    const asked = await asking();
    const { data, calls } = await harness.ask(query, asked);
    const selection = select(schema, parse(query), { variables: asked.variables ?? {} });

    const { sites } = callsOf(schema, selection, { observed: ({ path }) => countAt(data, path) });

    const foretold = sites.flatMap(({ endpoint, most }) => times(most ?? 1, endpoint));
    const mayBeCarried = new Set([
      'listOrderEvents',
      'listAuthorizations',
      'listCaptures',
      'listRefunds',
      'listCancellations',
    ]);
    // An order may carry its payments and events: then they are not called.
    const carried = ['helpdesk/OrderDetail', 'helpdesk/RefundRecord'].includes(name)
      ? foretold.filter((each) => !calls.includes(each))
      : [];
    expect(carried.filter((each) => !mayBeCarried.has(each))).toEqual([]);
    expect(foretold.filter((each) => !carried.includes(each)).sort()).toEqual(calls);
  });
});

const paged = names.filter((name) => shipped(name).includes('$after'));

describe('a document that pages', () => {
  it.each(paged)('%s goes on after the last item', async (name) => {
    const { as = 'helpdesk', variables } = (await runs[name]?.asking()) ?? {};
    const page = async (more: object) => {
      const { data } = await harness.ask(shipped(name), { as, variables: { ...variables, first: 1, ...more } });
      return connectionOf(data);
    };
    const first = await page({});
    const second = await page({ after: first.pageInfo.endCursor });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(first.nodes).toHaveLength(1);
    expect(second.nodes).toHaveLength(1);
    expect(second.nodes[0]).not.toEqual(first.nodes[0]);
  });
});

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** The one connection of an answer. */
function connectionOf(data: Readonly<Record<string, unknown>>): Page {
  const [found] = Object.values(data)
    .flatMap((value) => [value, ...Object.values(value ?? {})])
    .filter(isPage);
  if (found === undefined) throw new Error('The answer holds no connection.');
  return found;
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null && 'nodes' in value && 'pageInfo' in value;
}

/** How many objects an answer holds at the end of a path of response keys, through its lists. */
function countAt(data: unknown, path: readonly string[]): number {
  const at = path.reduce<unknown[]>(
    (values, key) =>
      values
        .flatMap((value) => (typeof value === 'object' && value !== null ? [Reflect.get(value, key)] : []))
        .flat()
        .filter((value) => value !== null),
    [data],
  );
  return at.length;
}
