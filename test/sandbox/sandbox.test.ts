import { createHash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { audience } from '../../src/sandbox/account.ts';
import { loadContract } from '../../src/sandbox/contract.ts';
import { unusualIds } from '../../src/sandbox/data/customers.ts';
import { createState } from '../../src/sandbox/data/state.ts';
import { personas } from '../../src/sandbox/personas.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import type { EndpointName } from '../../src/upstream/endpoint.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => sandbox.clearCalls());

/** Checkout has no account in its paths. */
const isCheckout = (path: string) => /^\/(transactions|sessions)/.test(path);

async function get(path: string, token?: string, init: RequestInit = {}) {
  const headers = {
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
    'content-type': 'application/json',
  };
  const response = await fetch(`${sandbox.url}${isCheckout(path) ? '' : `/accounts/${sandbox.accountId}`}${path}`, {
    headers,
    ...init,
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

/** Something that exists for every path parameter, so that each read can be asked for. */
function known(): Record<string, string> {
  const { state } = sandbox;
  const order = [...state.orders.values()].find(
    ({ captures, refunds, sessions }) => captures.length > 0 && refunds.length > 0 && sessions.length > 0,
  );
  const cancelled = [...state.orders.values()].find(({ cancellations }) => cancellations.length > 0);
  const given = [...state.given.values()].find(({ customerId }) => customerId === 'C1001');
  return {
    aid: sandbox.accountId,
    oid: sandbox.accountId,
    customer_id: 'C1001',
    tid: [...state.terms.keys()][0] ?? '',
    lid: 'S01001',
    country: 'NO',
    organization_number: '987654300',
    postal_code: '0150',
    receipt_id: state.receiptsOf.get('C1001')?.[0] ?? '',
    card_id: 'GK100001',
    did: given?.discountId ?? '',
    ref_id: given?.refId ?? '',
    claim_id: [...state.claims.keys()][0] ?? '',
    campaign_id: [...state.campaigns.keys()][0] ?? '',
    arid: [...state.automations.keys()][0] ?? '',
    order_id: order?.order.order_id ?? '',
    authorization_id: order?.authorizations[0]?.id ?? '',
    capture_id: order?.captures[0]?.id ?? '',
    refund_id: order?.refunds[0]?.id ?? '',
    session_id: order?.sessions[0]?.id ?? '',
    cancellation_id: cancelled?.cancellations[0]?.id ?? '',
    store_id: order?.order.store?.id ?? '',
    id: [...state.drafts.keys()][0] ?? '',
    publicId:
      [...state.discounts.values()].find(
        (each) => each.private === false && each.active && each.deleted_at === undefined,
      )?.id ?? '',
    cancelledOrder: cancelled?.order.order_id ?? '',
    ownOrder: [...state.orders.values()].find((each) => each.order.customer?.id === 'C1001')?.order.order_id ?? '',
    clientId: [...state.clients.keys()][0] ?? '',
    register: 'no',
    payment_id: [...state.payments.keys()][0] ?? '',
    checkout: [...state.paymentSessions.keys()][0] ?? '',
    receiptToken: [...state.receiptTokens.keys()][0] ?? '',
    cardToken: state.cards.get('GK100002')?.secrets[0] ?? '',
  };
}

const bodies: Partial<Record<EndpointName, (ids: Record<string, string>) => unknown>> = {
  findCustomerByToken: () => ({ token: { type: 'VIPPS', value: 'nobody' } }),
  validateAddress: () => ({
    address_line: 'Storgata 1',
    postal_code: '0150',
    postal_place: 'Oslo',
    country: 'NO',
  }),
  customerSegment: () => ({ store_ids: ['S01001'] }),
  getCardByToken: ({ cardToken }) => ({ token: cardToken }),
  cartDiscounts: () => ({
    receipt_id: 'x',
    store: { id: 'S01001' },
    purchase_at: '2026-11-01T10:00:00Z',
    items: [{ id: 'b1001', line_id: 1, gross_amount: 10_000, quantity: 1 }],
    gross_amount: 10_000,
  }),
  searchDiscountRules: () => ({
    query: [{ customer_id: ['C1001'], '$.requirement.item.items[*]': [{ id: 'b1001' }] }],
    group_by: ['customer_id#$.requirement.item.items[*].id'],
  }),
};
const queries: Partial<Record<EndpointName, (ids: Record<string, string>) => string>> = {
  searchReceipts: () => '?receipt_id=700001',
  getReceiptByToken: ({ receiptToken }) => `?token=${receiptToken}`,
  listCompanyDepartments: () => '?organization_number=987654307',
  customerExists: () => '?email=kari.nordmann.0%40example.com',
};

const reads = Object.entries(endpointTable).filter(([, { read, service }]) => read && service !== 'hooks') as [
  EndpointName,
  (typeof endpointTable)[EndpointName],
][];

describe('every read operation', () => {
  it.each(reads)('%s answers as the contract says', async (operation, { method, path }) => {
    const ids = known();
    const rename: Partial<Record<EndpointName, Record<string, string>>> = {
      getPublicDiscount: { id: 'publicId' },
      getCancellation: { order_id: 'cancelledOrder' },
      getCustomerOrder: { order_id: 'ownOrder' },
      getClient: { id: 'clientId' },
      getPaymentSession: { session_id: 'checkout' },
      searchOrganizations: { country: 'register' },
    };
    const filled = path
      .replace(/^\/accounts\/\{[ao]id\}/, '')
      .replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[rename[operation]?.[name] ?? name] ?? ''));
    const token = await sandbox.issue({
      scopes: [...personas.admin.scopes, ...personas.public.scopes, 'admin:accounts'],
    });
    const body = bodies[operation]?.(ids);
    const answer = await get(filled + (queries[operation]?.(ids) ?? ''), token, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    expect(answer.status).toBe(200);
    expect(sandbox.calls.map((call) => call.endpoint)).toEqual([operation]);
    const contract = await loadContract();
    expect(method === 'HEAD' ? [] : contract.answerProblems(operation, 200, answer.body)).toEqual([]);
  });
});

describe('the data', () => {
  it('has the sizes that were promised', () => {
    const { state } = sandbox;
    const types = new Set([...state.customers.values()].map(({ type }) => type));
    expect(types).toEqual(new Set(['customer', 'company', 'contact', 'employee', 'other']));
    expect(state.customers.size).toBeGreaterThanOrEqual(300);
    expect(state.locations.size).toBe(6);
    expect(state.receipts.size).toBe(5_000);
    expect(state.cards.size).toBe(400);
    expect(state.discounts.size).toBe(60);
    expect(state.orders.size).toBe(500);
  });

  it('is the same to the byte at every run', () => {
    const digest = (state: object) =>
      createHash('sha256')
        .update(JSON.stringify(Object.values(state).map(plain)))
        .digest('hex');
    expect(digest(createState())).toBe(digest(createState()));
    expect(digest(createState())).toBe('7db51ade204ed4856f120e14667737c0bc4db1ca5e48a7f4b6bea3682105ab71');
  });

  it('conforms to the contract throughout', async () => {
    const contract = await loadContract();
    const { state } = sandbox;
    const problems = [
      ...[...state.customers.values()].flatMap((each) => contract.answerProblems('getCustomer', 200, each)),
      ...[...state.receipts.values()].flatMap((each) => contract.answerProblems('getCustomerReceipt', 200, each)),
      ...[...state.cards.values()].flatMap(({ card }) => contract.answerProblems('getCard', 200, card)),
      ...[...state.discounts.values()].flatMap((each) => contract.answerProblems('getDiscount', 200, each)),
      ...[...state.orders.values()].flatMap(({ order }) => contract.answerProblems('getOrder', 200, order)),
    ];
    expect(problems).toEqual([]);
  });

  it('adds up', () => {
    const { state } = sandbox;
    for (const { card, transactions } of state.cards.values()) {
      const sum = (type: string) =>
        transactions.filter((each) => each.type === type).reduce((total, { amount }) => total + amount, 0);
      expect(card.amount_balance).toBe(sum('fund') - sum('drawdown'));
      expect(card.amount_available).toBe((card.amount_balance ?? 0) - sum('pending_capture'));
      expect(card.amount_available).toBeGreaterThanOrEqual(0);
    }
    for (const { gross_amount, items } of state.receipts.values()) {
      expect(gross_amount).toBe(items?.reduce((total, item) => total + (item.gross_amount ?? 0), 0));
    }
  });

  it('holds an amount that 32 bits cannot', () => {
    expect(Math.max(...[...sandbox.state.cards.values()].map(({ card }) => card.amount_balance ?? 0))).toBeGreaterThan(
      2 ** 31,
    );
  });
});

function plain(value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}

describe('access', () => {
  it('needs a token', async () => {
    expect(await get('/customers/users')).toMatchObject({ status: 401 });
    expect(await get('/customers/users', 'nonsense')).toMatchObject({ status: 401 });
  });

  it('needs a scope of the contract', async () => {
    expect(await get('/customers/users', await sandbox.token('public'))).toMatchObject({ status: 403 });
    expect(await get('/customers/users', await sandbox.token('helpdesk-basic'))).toMatchObject({ status: 200 });
  });

  it('shows a customer nobody else', async () => {
    const token = await sandbox.token('mobile');
    expect(await get('/customers/users/C1001', token)).toMatchObject({ status: 200 });
    expect(await get('/customers/users/C1002', token)).toMatchObject({ status: 403 });
  });

  it('knows one account only', async () => {
    const token = await sandbox.token('admin');
    const headers = { authorization: `Bearer ${token}` };
    const { status } = await fetch(`${sandbox.url}/accounts/T00000002/customers/users`, { headers });
    expect(status).toBe(403);
  });

  it('gives a client its token for its secret', async () => {
    const ask = (secret: string) =>
      get('/auth/token', undefined, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`helpdesk:${secret}`)}`, 'content-type': 'application/json' },
        body: JSON.stringify({ grant_type: 'client_credentials', audience }),
      });
    const { status, body } = await ask('sandbox-secret');
    expect(status).toBe(200);
    expect(await get('/customers/users/C1002', body.access_token)).toMatchObject({ status: 200 });
    expect(await ask('wrong')).toMatchObject({ status: 401 });
  });
});

describe('requests', () => {
  it('are held to the contract', async () => {
    const token = await sandbox.token('admin');
    expect(await get('/customers/users?limit=101', token)).toMatchObject({
      status: 400,
      body: { error: { code: 'VALIDATION' } },
    });
    expect(await get('/nowhere', token)).toMatchObject({ status: 404 });
  });

  it('find customers whose ids are hard on paths', async () => {
    const token = await sandbox.token('admin');
    for (const id of unusualIds) {
      expect(await get(`/customers/users/${encodeURIComponent(id)}`, token)).toMatchObject({
        body: { customer_id: id },
      });
    }
  });

  it('leave no secret in the log', async () => {
    const token = await sandbox.token('admin');
    const [secret = ''] = sandbox.state.receiptTokens.keys();
    await get(`/receipts/receipt-token?token=${secret}`, token);
    expect(sandbox.calls.map(({ path }) => path)).toEqual(['/receipts/receipt-token?token=***']);
  });
});

describe('faults', () => {
  const ask = async () => get('/customers/tags', await sandbox.token('admin'));

  it('answer what is wanted, as often as is wanted', async () => {
    sandbox.fail({ on: 'listCustomerTags', status: 503, times: 1 });
    expect((await ask()).status).toBe(503);
    expect((await ask()).status).toBe(200);
  });

  it.each(['before', 'after'] as const)('cut the connection %s acting', async (reset) => {
    const lift = sandbox.fail({ on: /^GET \/customers\/tags/, reset });
    await expect(ask()).rejects.toThrow();
    lift();
    expect((await ask()).status).toBe(200);
  });

  it('send bytes that are no JSON, or too few of them', async () => {
    sandbox.fail({ on: 'listCustomerTags', garbage: true, times: 1 });
    await expect(ask()).rejects.toThrow();
    sandbox.fail({ on: 'listCustomerTags', truncate: true, times: 1 });
    await expect(ask()).rejects.toThrow();
  });
});
