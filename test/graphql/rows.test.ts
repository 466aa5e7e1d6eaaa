import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** What a document answers while an endpoint answers this. */
async function facing(on: 'getCustomer' | 'listCustomers', body: unknown, query: string) {
  const lift = harness.sandbox.fail({ on, status: 200, body });
  return harness.ask(query).finally(lift);
}

describe('one odd member', () => {
  it.each([
    ['marketing_consent: []', { marketing_consent: [] }, 'marketingConsents { channel }', 'marketingConsents', null],
    ['addresses: {}', { addresses: {} }, 'addresses { comment }', 'addresses', null],
    ['addresses: [null]', { addresses: [null] }, 'addresses { comment }', 'addresses', []],
    ['contact_for: 1', { contact_for: 1 }, 'contactFor { customerId }', 'contactFor', null],
  ])('%s is told at its place, and the name arrives', async (_, odd, selection, field, value) => {
    const body = { customer_id: 'P', first_name: 'Kari', ...odd };
    const { data, codes, errors } = await facing(
      'getCustomer',
      body,
      `{ customer(customerId: "P") { firstName ${selection} } }`,
    );
    expect(data).toEqual({ customer: { firstName: 'Kari', [field]: value } });
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
    expect(errors[0]?.path).toEqual(['customer', field]);
  });
});

describe('a row without its id', () => {
  const rows = [{ id: '1', customer_id: 'A' }, { id: '2' }, { id: '3', customer_id: 'C' }];

  it('is left out and told where nodes are asked for, and where edges are', async () => {
    const { data, errors } = await facing(
      'listCustomers',
      rows,
      '{ customers { nodes { customerId } edges { node { customerId } } pageInfo { hasNextPage } } }',
    );
    const nodes = [{ customerId: 'A' }, { customerId: 'C' }];
    expect(data.customers).toEqual({ nodes, edges: nodes.map((node) => ({ node })), pageInfo: { hasNextPage: false } });
    expect(errors.map(({ path }) => path)).toEqual([
      ['customers', 'nodes'],
      ['customers', 'edges'],
    ]);
  });

  it('does not stop a reader who takes one at a time', async () => {
    const { data } = await facing(
      'listCustomers',
      rows.slice(1),
      '{ customers(first: 1) { nodes { customerId } pageInfo { hasNextPage endCursor } } }',
    );
    expect(data.customers).toMatchObject({ nodes: [], pageInfo: { hasNextPage: true, endCursor: expect.any(String) } });
  });
});

it('a value of a closed set that is not known yet is null, and no fault', async () => {
  const body = { customer_id: 'P', first_name: 'Kari', type: 'robot' };
  expect(await facing('getCustomer', body, '{ customer(customerId: "P") { firstName type } }')).toMatchObject({
    data: { customer: { firstName: 'Kari', type: null } },
    errors: [],
  });
});
