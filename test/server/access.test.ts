import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { encodeGlobalId } from '../../src/kernel/global-id.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';

const harnesses = new Map<string, Harness>();
beforeAll(async () => {
  for (const mode of ['partial', 'reject', 'report']) harnesses.set(mode, await startHarness({ ACCESS_MODE: mode }));
});
afterAll(() => Promise.all([...harnesses.values()].map((each) => each.close())));

function at(mode: string): Harness {
  const harness = harnesses.get(mode);
  if (harness === undefined) throw new Error(`No server in mode ${mode}.`);
  return harness;
}

/** The whole response, with headers and extensions. */
async function respond(mode: string, query: string, scopes: readonly string[], customerId?: string) {
  const { sandbox, app } = at(mode);
  const token = await sandbox.issue({ scopes, ...(customerId !== undefined && { customerId }) });
  sandbox.clearCalls();
  const response = await app.fetch(
    new Request('http://bff/graphql', {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
      body: JSON.stringify({ query }),
    }),
  );
  const { status, headers } = response;
  return {
    status,
    headers,
    body: await response.json(),
    calls: sandbox.calls.map(({ endpoint }) => endpoint).sort(),
  };
}

describe('an operation of which everything is denied', () => {
  it('calls nothing, and has one error for each coordinate', async () => {
    const query = '{ customer(customerId: "C1001") { walletCards { nodes { id } } receipts { nodes { id } } } }';
    const { data, errors, calls } = await at('partial').ask(query, { as: 'helpdesk-basic' });
    expect(data).toEqual({ customer: null });
    expect(errors.map(({ path, extensions }) => [path, extensions['coordinate']])).toEqual([
      [['customer'], 'Customer.walletCards'],
      [['customer'], 'Customer.receipts'],
    ]);
    expect(calls).toEqual([]);
  });

  it('calls nothing for a list either, and has one error however many items there are', async () => {
    const query =
      '{ customers { nodes { walletCards { nodes { id } } } edges { node { walletCards { nodes { id } } } } } }';
    const { data, codes, calls } = await at('partial').ask(query, { as: 'helpdesk-basic' });
    expect({ data, codes, calls }).toEqual({ data: { customers: null }, codes: ['INSUFFICIENT_SCOPE'], calls: [] });
  });

  it('is looked for all the same where its name is asked for', async () => {
    const query = '{ customer(customerId: "none") { __typename walletCards { nodes { id } } } }';
    const { data, errors, calls } = await at('partial').ask(query, { as: 'helpdesk-basic' });
    expect({ data, errors, calls }).toEqual({ data: { customer: null }, errors: [], calls: ['getCustomer'] });
  });

  it('leaves the error of another id in `nodes` as it is, and each id its place', async () => {
    const { sandbox, ask } = at('partial');
    const ids = [encodeGlobalId('Customer', 'C1001'), 'no id', encodeGlobalId('Customer', 'C1002')];
    const token = await sandbox.issue({ scopes: ['read:wallets'] });
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Customer { firstName } } }`;
    const { data, codes, errors, calls } = await ask(query, { token, variables: { ids } });
    expect({ data, calls }).toEqual({ data: { nodes: [null, null, null] }, calls: [] });
    expect(codes).toEqual(['INSUFFICIENT_SCOPE', 'BAD_USER_INPUT']);
    expect(errors.map(({ path }) => path)).toEqual([
      ['nodes', 0],
      ['nodes', 1],
    ]);
  });

  it('decides for each place of a fragment', async () => {
    const query = `{ mine: customer(customerId: "C1001") { ...Cards } theirs: customer(customerId: "C1002") { ...Cards } }
      fragment Cards on Customer { walletCards(first: 1) { nodes { cardId } } }`;
    const { sandbox, ask } = at('partial');
    const token = await sandbox.issue({ scopes: ['user:customers', 'user:wallets'], customerId: 'C1001' });
    const { data, errors } = await ask(query, { token });
    expect(data).toEqual({ mine: { walletCards: { nodes: [{ cardId: 'GK100001' }] } }, theirs: null });
    expect(errors.map(({ extensions }) => extensions['code'])).toEqual(['NOT_OWNER']);
  });
});

describe('plans', () => {
  const query =
    'query ($id: String!, $with: Boolean!) { customer(customerId: $id) { customerId walletCards @include(if: $with) { nodes { cardId } } } }';

  it('are not shared between callers', async () => {
    const { sandbox, ask } = at('partial');
    const mine = { scopes: ['user:customers', 'user:wallets'], customerId: 'C1001' };
    const other = { ...mine, customerId: 'C1002' };
    const variables = { id: 'C1001', with: true };
    expect((await ask(query, { token: await sandbox.issue(mine), variables })).codes).toEqual([]);
    expect((await ask(query, { token: await sandbox.issue(other), variables })).codes).toEqual(['NOT_OWNER']);
    expect((await ask(query, { as: 'helpdesk-basic', variables })).codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect((await ask(query, { as: 'helpdesk', variables })).codes).toEqual([]);
    expect((await ask(query, { token: await sandbox.issue(mine), variables })).codes).toEqual([]);
  });

  it('follow the variables', async () => {
    const { sandbox, ask } = at('partial');
    const token = await sandbox.issue({ scopes: ['user:customers'], customerId: 'C1001' });
    expect((await ask(query, { token, variables: { id: 'C1001', with: false } })).codes).toEqual([]);
    expect((await ask(query, { token, variables: { id: 'C1001', with: true } })).codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect((await ask(query, { token, variables: { id: 'C1002', with: false } })).codes).toEqual(['NOT_OWNER']);
  });

  it('are made for the operation that is named', async () => {
    const { sandbox, app } = at('partial');
    const token = await sandbox.token('helpdesk-basic');
    const document =
      'query A { customers(first: 1) { nodes { id } } } query B { walletCards(first: 1) { nodes { id } } }';
    const codes = async (operationName: string) => {
      const response = await app.fetch(
        new Request('http://bff/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query: document, operationName }),
        }),
      );
      const { errors = [] } = await response.json();
      return errors.map((error: { extensions: { code: string } }) => error.extensions.code);
    };
    expect([await codes('A'), await codes('B'), await codes('A')]).toEqual([[], ['INSUFFICIENT_SCOPE'], []]);
  });
});

describe('an operation that may make more upstream calls than it is allowed', () => {
  it('is refused before anything runs, and told what costs most', async () => {
    const query = `query ($first: Int!) { customers(first: $first) { nodes {
      tags { tag } receipts(first: 1) { nodes { receiptId } } walletCards(first: 1) { nodes { cardId } } } } }`;
    const { data, errors, calls } = await at('partial').ask(query, { variables: { first: 30 } });
    expect({ data, calls }).toEqual({ data: undefined, calls: [] });
    expect(errors).toMatchObject([
      {
        message: 'The operation may make 121 upstream calls, more than 100. Ask for fewer items of its lists.',
        extensions: {
          code: 'BUDGET_EXCEEDED',
          estimate: 121,
          limit: 100,
          costliest: [
            { path: 'customers.nodes.tags', calls: 30 },
            { path: 'customers.nodes.receipts', calls: 30 },
            { path: 'customers.nodes.receipts.nodes.receiptId', calls: 30 },
          ],
        },
      },
    ]);
    expect((await at('partial').ask(query, { variables: { first: 5 } })).codes).toEqual([]);
  });

  it('may run where what costs too much is denied', async () => {
    const query = '{ customers(first: 100) { nodes { customerId walletCards(first: 1) { nodes { cardId } } } } }';
    const { codes, calls } = await at('partial').ask(query, { as: 'helpdesk-basic' });
    expect({ codes, calls }).toEqual({ codes: ['INSUFFICIENT_SCOPE'], calls: ['listCustomers'] });
  });
});

describe('ACCESS_MODE=reject', () => {
  it('runs nothing when anything is denied, and says which scopes would do', async () => {
    const query = '{ customers(first: 1) { nodes { id walletCards { nodes { id } } } } }';
    const { status, headers, body, calls } = await respond('reject', query, ['read:customers']);
    expect(status).toBe(403);
    expect(headers.get('www-authenticate')).toBe('Bearer error="insufficient_scope", scope="read:wallets"');
    expect(body).toMatchObject({
      errors: [{ extensions: { code: 'INSUFFICIENT_SCOPE', coordinate: 'Customer.walletCards' } }],
    });
    expect(body).not.toHaveProperty('data');
    expect(calls).toEqual([]);
  });

  it("refuses somebody else's data as a whole", async () => {
    const query = '{ customer(customerId: "C1002") { email } viewer { kind } }';
    const { status, body, calls } = await respond('reject', query, ['user:customers'], 'C1001');
    expect({ status, calls }).toEqual({ status: 403, calls: [] });
    expect(body.errors).toMatchObject([{ extensions: { code: 'NOT_OWNER' } }]);
  });

  it('asks for a token where there is none', async () => {
    const { status, codes } = await at('reject').ask('{ viewer { kind } customers { nodes { id } } }', { token: null });
    expect({ status, codes }).toEqual({ status: 401, codes: ['UNAUTHENTICATED'] });
  });

  it('runs what is allowed', async () => {
    const { status, body } = await respond('reject', '{ customer(customerId: "C1001") { firstName } }', [
      'read:customers',
    ]);
    expect({ status, body }).toEqual({ status: 200, body: { data: { customer: { firstName: 'Kari' } } } });
  });
});

describe('ACCESS_MODE=report', () => {
  const query = '{ customer(customerId: "C1001") { firstName walletCards(first: 1) { nodes { cardId } } } }';

  it('leaves the decision to upstream, and lists what would have been denied', async () => {
    const { status, body, calls } = await respond('report', query, ['read:customers']);
    expect(status).toBe(200);
    expect(body.data).toEqual({ customer: { firstName: 'Kari', walletCards: null } });
    expect(body.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_REFUSED', service: 'wallets' } }]);
    expect(body.extensions.access.denied).toMatchObject([
      { code: 'INSUFFICIENT_SCOPE', coordinate: 'Customer.walletCards', granted: ['read:customers'] },
    ]);
    expect(calls).toEqual(['getCustomer', 'listCustomerCards']);
  });

  it('lists nothing where nothing would be denied', async () => {
    const { body } = await respond('report', query, ['read:customers', 'read:wallets']);
    expect(body).toMatchObject({ data: { customer: { walletCards: { nodes: [{ cardId: 'GK100001' }] } } } });
    expect(body.extensions).toEqual({ access: { denied: [] } });
  });

  it("notes somebody else's data that only shows when it is loaded", async () => {
    const { body } = await respond(
      'report',
      '{ customers(first: 1) { nodes { receipts { nodes { id } } } } }',
      ['read:customers', 'user:receipts'],
      'C1002',
    );
    expect(body.extensions.access.denied).toMatchObject([{ code: 'NOT_OWNER', coordinate: 'Customer.receipts' }]);
  });
});

describe('what hangs on a customer whose id is known', () => {
  const edges =
    'receipts(first: 2) { nodes { id } } walletCards(first: 2) { nodes { id } } discounts(first: 2) { nodes { refId } } orders(first: 2) { nodes { id } } tags { tag }';
  const expected = [
    'getCustomer',
    'listCustomerCards',
    'listCustomerDiscounts',
    'listCustomerOrders',
    'listCustomerReceipts',
    'listTagsOfCustomer',
  ];

  it.each([
    ['an argument', `{ customer(customerId: "C1001") { firstName ${edges} } }`, 'helpdesk'],
    ['the token', `{ me { firstName ${edges} } }`, 'mobile'],
  ] as const)('is asked for while the customer is, known by %s, and nothing twice', async (_, query, as) => {
    const { sandbox, ask } = at('partial');
    // The customer's answer is held back until everything else has come in.
    const lift = sandbox.fail({ on: 'getCustomer', delay: 400 });
    const asked = ask(query, { as });
    await expect.poll(() => sandbox.calls.length, { timeout: 390, interval: 5 }).toBe(expected.length);
    const { data, errors, calls } = await asked;
    lift();
    expect({ errors, calls }).toEqual({ errors: [], calls: expected });
    expect(Object.values(data)[0]).toMatchObject({ firstName: 'Kari' });
  });

  it('is asked for in vain where there is no such customer, which counts', async () => {
    const { data, errors, calls } = await at('partial').ask(
      '{ customer(customerId: "none") { firstName tags { tag } } }',
    );
    expect({ data, errors }).toEqual({ data: { customer: null }, errors: [] });
    expect(calls).toEqual(['getCustomer', 'listTagsOfCustomer']);
  });

  it('fails where its turn comes', async () => {
    const { sandbox, ask } = at('partial');
    const lift = sandbox.fail({ on: 'listTagsOfCustomer', status: 500 });
    const { data, errors, calls } = await ask('{ customer(customerId: "C1001") { firstName tags { tag } } }');
    lift();
    expect(data).toEqual({ customer: { firstName: 'Kari', tags: null } });
    expect(errors).toMatchObject([{ path: ['customer', 'tags'], extensions: { code: 'UPSTREAM_UNAVAILABLE' } }]);
    expect(calls).toEqual(['getCustomer', 'listTagsOfCustomer']);
  });

  it('is not asked for ahead where it is denied', async () => {
    const { calls, codes } = await at('partial').ask(
      '{ customer(customerId: "C1001") { firstName walletCards { nodes { id } } } }',
      { as: 'helpdesk-basic' },
    );
    expect({ calls, codes }).toEqual({ calls: ['getCustomer'], codes: ['INSUFFICIENT_SCOPE'] });
  });
});
