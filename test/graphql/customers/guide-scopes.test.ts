import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const token = (...scopes: string[]) => harness.sandbox.issue({ scopes, customerId: 'C1001' });
const read = async (query: string, scope: string) => harness.ask(query, { token: await token(scope) });

describe("scopes of the vendor's guide to the log-in of customers", () => {
  it.each([
    ['customer_customers:read', '{ me { customerId } }', ['getCustomer']],
    ['customer_discounts:read', '{ discounts: me { customerId } }', []],
    ['customer_receipts:read', '{ receipt(customerId: "C1002", receiptId: "x") { receiptId } }', []],
  ])('%s reads nothing but own data: %s', async (scope, query, calls) => {
    expect((await read(query, scope)).calls).toEqual(calls);
    const everybody = await read('{ customers { nodes { customerId } } }', scope);
    expect(everybody).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
    const other = await read('{ customer(customerId: "C1002") { customerId } }', scope);
    expect(other).toMatchObject({ codes: [expect.stringMatching(/NOT_OWNER|INSUFFICIENT_SCOPE/)], calls: [] });
  });

  it.each([
    ['customer_discounts:read', 'discounts(first: 1) { nodes { refId } }', 'listCustomerDiscounts'],
    ['customer_receipts:read', 'receipts(first: 1) { nodes { receiptId } }', 'listCustomerReceipts'],
  ])('%s reads what is the customer’s own: %s', async (scope, selection, call) => {
    const both = await token('customer_customers:read', scope);
    const { errors, calls } = await harness.ask(`{ me { ${selection} } }`, { token: both });
    expect(errors).toEqual([]);
    expect(calls).toContain(call);
  });

  it('that only read change nothing, and those that only write read nothing', async () => {
    const reading = { token: await token('customer_customers:read', 'customer_receipts:read') };
    const claim = await harness.mutate('receiptClaim', { token: 'KV-701730' }, '__typename', reading);
    expect(claim).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
    expect(claim.errors[0]?.extensions['missing']).toContainEqual(['user:receipts']);
    const change = { customerId: 'C1001', details: { favoriteStore: 'S01001' } };
    const update = await harness.mutate('customerUpdate', change, '__typename', reading);
    expect(update).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });

    const writing = { token: await token('customer_customers:write') };
    const written = await harness.mutate('customerUpdate', change, '__typename', writing);
    expect(written).toMatchObject({ errors: [], calls: ['updateCustomer'] });
    expect(await harness.ask('{ me { customerId } }', writing)).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});
