import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('totalCount', () => {
  it('is how many there are in all, whatever the page, by one more call', async () => {
    const query = '{ customers(first: 2) { totalCount nodes { id } } }';
    const { data, errors, calls } = await harness.ask(query);
    expect(errors).toEqual([]);
    const all = [...harness.sandbox.state.customers.values()].filter(({ deleted_at }) => deleted_at == null);
    expect(data.customers).toMatchObject({ totalCount: all.length });
    expect(data.customers.nodes).toHaveLength(2);
    expect(calls).toEqual(['listCustomers', 'listCustomers']);
  });

  it('counts what the filter leaves, and is the same on every page', async () => {
    const query =
      'query ($after: String) { customers(first: 2, after: $after, filter: { type: COMPANY }) { totalCount pageInfo { endCursor } } }';
    const first = (await harness.ask(query)).data.customers;
    const second = (await harness.ask(query, { variables: { after: first.pageInfo.endCursor } })).data.customers;
    const companies = [...harness.sandbox.state.customers.values()].filter(({ type }) => type === 'company');
    expect([first.totalCount, second.totalCount]).toEqual([companies.length, companies.length]);
  });

  it.each([
    ['discountClaims', '{ discountClaims(first: 1) { totalCount nodes { id } } }', 'listClaims'],
    [
      'tokens',
      '{ customer(customerId: "C1001") { tokens(first: 1) { totalCount nodes { type } } } }',
      'listCustomerTokens',
    ],
  ])('is there for %s', async (_, query, endpoint) => {
    const { data, errors, calls } = await harness.ask(query, { as: 'admin' });
    expect(errors).toEqual([]);
    expect((data.discountClaims ?? data.customer.tokens).totalCount).toBeGreaterThan(0);
    expect(calls.filter((call) => call === endpoint)).toHaveLength(2);
  });

  it('costs nothing where it is not asked for', async () => {
    expect((await harness.ask('{ customers(first: 2) { nodes { id } } }')).calls).toEqual(['listCustomers']);
  });

  it.each([{}, { 'total-count': 'many' }, { 'total-count': '-1' }])(
    'is null where upstream says %j',
    async (headers) => {
      const lift = harness.sandbox.fail({ on: 'listCustomers', status: 200, body: [], headers });
      const { data, errors } = await harness.ask('{ customers { totalCount } }');
      lift();
      expect({ data, errors }).toEqual({ data: { customers: { totalCount: null } }, errors: [] });
    },
  );
});
