import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

function receiptsOf(customerId: string) {
  const { receipts, receiptsOf: ids } = harness.sandbox.state;
  return (ids.get(customerId) ?? []).map((id) => receipts.get(id)).filter((receipt) => receipt !== undefined);
}

describe('Customer.receipts', () => {
  it('has what a row carries from one call', async () => {
    const { data, errors, calls } = await harness.ask(
      `{ customer(customerId: "C1001") { receipts(first: 5) {
        nodes { purchasedAt grossAmount { amount currency } netAmount { amount } store { storeId name } items { description quantity taxLines { percentage } } }
        pageInfo { hasNextPage }
      } } }`,
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getCustomer', 'listCustomerReceipts']);
    const [expected] = receiptsOf('C1001');
    expect(data.customer.receipts.nodes[0]).toMatchObject({
      grossAmount: { amount: expected?.gross_amount, currency: expected?.currency },
      netAmount: { amount: expected?.net_amount },
      store: { storeId: expected?.store.id },
    });
    expect(data.customer.receipts.pageInfo.hasNextPage).toBe(true);
  });

  it('loads the detail of each receipt once, however many of its fields are asked for', async () => {
    const { data, errors, calls } = await harness.ask(
      '{ me { receipts(first: 3) { nodes { receiptId payments { amount { amount } typeId } taxLines { percentage } amountDue { amount } customerSnapshot { firstName } entryStatus discounts { name } } } } }',
      { as: 'mobile' },
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual([
      'getCustomer',
      'getCustomerReceipt',
      'getCustomerReceipt',
      'getCustomerReceipt',
      'listCustomerReceipts',
    ]);
    expect(data.me.receipts.nodes.map(({ receiptId }: { receiptId: string }) => receiptId)).toEqual(
      receiptsOf('C1001')
        .slice(0, 3)
        .map(({ receipt_id }) => receipt_id),
    );
  });

  it('goes through the whole list without losing or repeating any, page by page and edge by edge', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    for (;;) {
      const { data } = await harness.ask(
        'query ($after: String) { me { receipts(first: 7, after: $after) { edges { cursor node { id } } pageInfo { hasNextPage } } } }',
        { as: 'mobile', variables: { after } },
      );
      const { edges, pageInfo } = data.me.receipts;
      // Going on after the fourth edge of seven must neither lose nor repeat any.
      const upTo = pageInfo.hasNextPage ? 4 : edges.length;
      seen.push(...edges.slice(0, upTo).map(({ node }: { node: { id: string } }) => node.id));
      if (!pageInfo.hasNextPage) break;
      after = edges[3].cursor;
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toHaveLength(receiptsOf('C1001').length);
  });

  it('are denied without a scope, and only the customer is called', async () => {
    const { data, errors, calls } = await harness.ask(
      '{ customer(customerId: "C1001") { firstName receipts { nodes { id } } } }',
      { as: 'helpdesk-basic' },
    );
    expect(data).toEqual({ customer: { firstName: 'Kari', receipts: null } });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INSUFFICIENT_SCOPE',
      coordinate: 'Customer.receipts',
      missing: [['read:receipts'], ['admin:receipts']],
    });
    expect(calls).toEqual(['getCustomer']);
  });

  it('are denied of somebody else, and nothing is called for them alone', async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:customers', 'user:receipts'], customerId: 'C1001' });
    const answer = await harness.ask('{ customer(customerId: "C1002") { receipts { nodes { id } } } }', { token });
    expect(answer).toMatchObject({
      data: { customer: null },
      codes: ['NOT_OWNER'],
      calls: [],
    });
  });
});

describe('Customer.receipt', () => {
  const query =
    'query ($c: String!, $r: String!) { customer(customerId: $c) { receipt(receiptId: $r) { receiptId payments { amount { amount } } } } }';
  const variables = () => ({ c: 'C1001', r: receiptsOf('C1001')[0]?.receipt_id });

  it('is in full from one call', async () => {
    const { data, errors, calls } = await harness.ask(query, { variables: variables() });
    expect(errors).toEqual([]);
    expect(data.customer.receipt.receiptId).toBe(variables().r);
    expect(calls).toEqual(['getCustomer', 'getCustomerReceipt']);
  });

  it('is null where the customer has none of this number', async () => {
    expect(
      await harness.ask(query, { variables: { c: 'C1001', r: receiptsOf('C1002')[0]?.receipt_id } }),
    ).toMatchObject({
      data: { customer: { receipt: null } },
      errors: [],
    });
  });

  it('is denied without a scope or of somebody else, and nothing is called for it alone', async () => {
    expect(await harness.ask(query, { as: 'helpdesk-basic', variables: variables() })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
    const token = await harness.sandbox.issue({ scopes: ['read:customers', 'user:receipts'], customerId: 'C1002' });
    expect(await harness.ask(query, { token, variables: variables() })).toMatchObject({
      codes: ['NOT_OWNER'],
      calls: [],
    });
  });
});

describe('Query.receipt', () => {
  const query =
    'query ($c: String!, $r: String!) { receipt(customerId: $c, receiptId: $r) { id receiptId customer { customerId } location { name } } }';

  it('is found by its number, with the customer and the store as they are now', async () => {
    const [expected] = receiptsOf('C1001');
    const variables = { c: 'C1001', r: expected?.receipt_id };
    const { data, calls } = await harness.ask(query, { variables });
    expect(data.receipt).toMatchObject({
      receiptId: expected?.receipt_id,
      customer: { customerId: 'C1001' },
      location: { name: expected?.store.name },
    });
    expect(calls).toEqual(['getCustomer', 'getCustomerReceipt', 'getLocation']);
    const again = await harness.ask('query ($id: ID!) { node(id: $id) { ... on Receipt { receiptId } } }', {
      as: 'mobile',
      variables: { id: data.receipt.id },
    });
    expect(again).toMatchObject({
      data: { node: { receiptId: expected?.receipt_id } },
      calls: ['getCustomerReceipt'],
    });
  });

  it('is null where there is none', async () => {
    expect(await harness.ask(query, { variables: { c: 'C1001', r: 'none' } })).toMatchObject({
      data: { receipt: null },
      errors: [],
    });
  });

  it('is denied without a scope, and nothing is called', async () => {
    const answer = await harness.ask(query, { as: 'helpdesk-basic', variables: { c: 'C1001', r: 'any' } });
    expect(answer).toMatchObject({ data: { receipt: null }, codes: ['INSUFFICIENT_SCOPE'], calls: [] });
  });

  it('is denied of somebody else, and nothing is called', async () => {
    const [foreign] = receiptsOf('C1002');
    const answer = await harness.ask(query, { as: 'mobile', variables: { c: 'C1002', r: foreign?.receipt_id } });
    expect(answer).toMatchObject({ data: { receipt: null }, codes: ['NOT_OWNER'], calls: [] });
  });
});

describe('Query.receiptsByNumber', () => {
  it('makes 1 + 10 calls for 50 receipts of 10 customers', async () => {
    const { receipts } = harness.sandbox.state;
    const [model] = receipts.values();
    if (model === undefined) throw new Error('The sandbox has no receipts.');
    for (let index = 0; index < 50; index += 1) {
      const id = `5a9db0c5-0000-4000-9000-${String(index).padStart(12, '0')}`;
      receipts.set(id, { ...model, id, receipt_id: 'shared', customer_id: `C${1001 + (index % 10)}` });
    }
    const { data, errors, calls } = await harness.ask(
      '{ receiptsByNumber(receiptId: "shared") { customer { email } } }',
    );
    expect(errors).toEqual([]);
    expect(data.receiptsByNumber).toHaveLength(50);
    expect(calls).toEqual([...Array.from({ length: 10 }, () => 'getCustomer'), 'searchReceipts']);
  });

  it('is empty where there is none', async () => {
    expect(await harness.ask('{ receiptsByNumber(receiptId: "none") { id } }')).toMatchObject({
      data: { receiptsByNumber: [] },
      errors: [],
    });
  });

  it('finds a receipt of nobody, which no id finds again', async () => {
    const nobodys = [...harness.sandbox.state.receipts.values()].find(({ customer_id }) => customer_id === undefined);
    const { data, errors, calls } = await harness.ask(
      'query ($r: String!) { receiptsByNumber(receiptId: $r) { id receiptId customerId customer { email } customerSnapshot { email } } }',
      { variables: { r: nobodys?.receipt_id } },
    );
    expect(errors).toEqual([]);
    expect(data.receiptsByNumber).toMatchObject([
      { receiptId: nobodys?.receipt_id, customerId: null, customer: null, customerSnapshot: null },
    ]);
    expect(calls).toEqual(['searchReceipts']);
    const node = 'query ($id: ID!) { node(id: $id) { id } }';
    const variables = { id: data.receiptsByNumber[0].id };
    expect(await harness.ask(node, { variables })).toMatchObject({ data: { node: null }, errors: [], calls: [] });
    expect(await harness.ask(node, { as: 'mobile', variables })).toMatchObject({ codes: ['NOT_OWNER'], calls: [] });
  });

  it('is denied to a customer, and nothing is called', async () => {
    expect(await harness.ask('{ receiptsByNumber(receiptId: "700001") { id } }', { as: 'mobile' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Query.receiptByToken', () => {
  const query =
    'query ($token: String!) { receiptByToken(token: $token) { receiptId payments { typeId } customer { email } } }';

  it.each(['mobile', 'public'] as const)('shows %s the receipt in full, but not whose it is', async (as) => {
    const [[token, id] = ['', '']] = [...harness.sandbox.state.receiptTokens].filter(
      ([, each]) => harness.sandbox.state.receipts.get(each)?.customer_id !== 'C1001',
    );
    const { data, codes, calls } = await harness.ask(query, { as, variables: { token } });
    expect(data.receiptByToken).toMatchObject({
      receiptId: harness.sandbox.state.receipts.get(id)?.receipt_id,
      customer: null,
    });
    expect(codes).toEqual([as === 'mobile' ? 'NOT_OWNER' : 'INSUFFICIENT_SCOPE']);
    expect(calls).toEqual(['getReceiptByToken']);
  });

  it('is null for an unknown token', async () => {
    expect(await harness.ask(query, { as: 'public', variables: { token: 'unknown' } })).toMatchObject({
      data: { receiptByToken: null },
      errors: [],
    });
  });

  it('is denied to a till, and nothing is called', async () => {
    expect(await harness.ask(query, { as: 'pos', variables: { token: 'x' } })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Receipt.location', () => {
  it('makes one call for the locations of many receipts', async () => {
    const { data, calls } = await harness.ask(
      '{ customer(customerId: "C1001") { receipts(first: 20) { nodes { store { name } location { name } } } } }',
    );
    for (const { store, location } of data.customer.receipts.nodes) expect(location.name).toBe(store.name);
    expect(calls).toEqual(['getCustomer', 'listCustomerReceipts', 'listLocations']);
  });

  it('makes one call for the receipts of many customers, though their lists arrive one after the other', async () => {
    const lift = harness.sandbox.fail({ on: /customers\/C1001$/, delay: 50 });
    const { data, errors, calls } = await harness.ask(
      '{ customers(first: 10) { nodes { receipts(first: 5) { nodes { store { storeId } location { name } } } } } }',
    );
    lift();
    expect(errors).toEqual([]);
    expect(data.customers.nodes[0].receipts.nodes[0].location.name).toEqual(expect.any(String));
    expect(calls).toEqual([
      ...Array.from({ length: 10 }, () => 'listCustomerReceipts'),
      'listCustomers',
      'listLocations',
    ]);
  });

  it('yields one error however many receipts', async () => {
    const { codes, calls } = await harness.ask('{ me { receipts(first: 20) { nodes { id location { name } } } } }', {
      as: 'mobile',
    });
    expect(codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect(calls).toEqual(['getCustomer', 'listCustomerReceipts']);
  });
});

describe('Query.customerSegment', () => {
  it('finds customers by what they bought', async () => {
    const query = 'query ($input: CustomerSegmentInput!) { customerSegment(input: $input) { customerId purchases } }';
    const input = {
      storeIds: ['S01001'],
      purchasedFrom: '2026-10-01T00:00:00Z',
      items: [{ itemId: 'b1001' }, { groupId: 'G4' }],
    };
    const { data, errors, calls } = await harness.ask(query, { variables: { input } });
    expect(errors).toEqual([]);
    expect(data.customerSegment.length).toBeGreaterThan(0);
    expect(calls).toEqual(['customerSegment']);
    expect(await harness.ask(query, { as: 'mobile', variables: { input } })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });

  it('has each customer behind the gate of customers', async () => {
    const query =
      '{ customerSegment(input: { storeIds: ["S01001"], items: [{ itemId: "b1001" }] }) { purchases customer { email } } }';
    const { data, errors, calls } = await harness.ask(query);
    expect(errors).toEqual([]);
    const found = data.customerSegment.length;
    expect(found).toBeGreaterThan(0);
    expect(calls).toEqual(['customerSegment', ...Array.from({ length: found }, () => 'getCustomer')]);
    const token = await harness.sandbox.issue({ scopes: ['read:receipts'] });
    expect(await harness.ask(query, { token })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: ['customerSegment'],
    });
  });

  it('does not take an empty article for any article', async () => {
    const { codes, calls } = await harness.ask('{ customerSegment(input: { items: [{ itemId: "" }] }) { purchases } }');
    expect({ codes, calls }).toEqual({ codes: ['BAD_USER_INPUT'], calls: [] });
  });

  it('refuses an item that is both an article and a group, before any call', async () => {
    const { codes, status, calls } = await harness.ask(
      '{ customerSegment(input: { items: [{ itemId: "a", groupId: "b" }] }) { purchases } }',
    );
    expect({ codes, status, calls }).toEqual({ codes: ['GRAPHQL_VALIDATION_FAILED'], status: 400, calls: [] });
  });
});

describe('RECEIPT_DETAIL_ID=receipt_id', () => {
  it('asks by the entity id where the number is not known: for rows of lists, and by a global id', async () => {
    const other = await startHarness({ RECEIPT_DETAIL_ID: 'receipt_id' });
    const paths = () => other.sandbox.calls.map(({ path }) => path).filter((path) => path.startsWith('/receipts'));
    const listed = await other.ask('{ me { receipts(first: 1) { nodes { id receiptId } } } }', { as: 'mobile' });
    const [{ id, receiptId }] = listed.data.me.receipts.nodes;
    const { customer_id: customerId, id: entityId } =
      [...other.sandbox.state.receipts.values()].find((each) => each.receipt_id === receiptId) ?? {};
    const detail = `/receipts/customers/${customerId}/${entityId}`;
    expect(paths()).toContain(detail);
    const again = await other.ask('query ($id: ID!) { node(id: $id) { id } }', { as: 'mobile', variables: { id } });
    expect(again.data.node).toEqual({ id });
    expect(paths()).toEqual([detail]);
    const asked = { customerId, receiptId };
    const query =
      'query ($customerId: String!, $receiptId: String!) { receipt(customerId: $customerId, receiptId: $receiptId) { id } }';
    const found = await other.ask(query, { as: 'mobile', variables: asked });
    expect(found.data.receipt).toEqual({ id });
    expect(paths()).toEqual([`/receipts/customers/${customerId}/${receiptId}`]);
    await other.close();
  });
});
