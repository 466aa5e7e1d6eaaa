import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

function nobodys() {
  const receipt = [...harness.sandbox.state.receipts.values()].find(({ customer_id }) => customer_id === undefined);
  if (receipt?.id === undefined) throw new Error('The sandbox has no receipt of nobody.');
  return receipt.id;
}

describe('Mutation.receiptClaim', () => {
  it('gives the receipt to the customer, who sees it in the same answer, and uses up the token', async () => {
    harness.sandbox.state.receiptTokens.set('s3cret-token', nobodys());
    const input = { token: 's3cret-token', customerId: 'C1001' };
    const { data, calls } = await run(
      'receiptClaim',
      input,
      'receipt { customerId customer { firstName receipts(first: 1) { nodes { id } } } id }',
      { as: 'mobile' },
    );
    expect(data.receiptClaim).toMatchObject({
      receipt: { customerId: 'C1001', customer: { firstName: 'Kari' } },
      userErrors: [],
    });
    expect(data.receiptClaim.receipt.customer.receipts.nodes[0].id).toBe(data.receiptClaim.receipt.id);
    expect(calls).toEqual(['claimReceipt', 'getCustomer', 'listCustomerReceipts']);
    expect(JSON.stringify(harness.sandbox.calls)).not.toContain('s3cret-token');
    const again = await run('receiptClaim', input, 'receipt { id }', { as: 'mobile' });
    expect(again.data.receiptClaim).toMatchObject({
      receipt: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['input', 'token'] }],
    });
    expect(JSON.stringify(again)).not.toContain('s3cret-token');
  });

  it('is for the customer themselves, without a call for anybody else', async () => {
    const input = { token: 'any', customerId: 'C1002' };
    expect(await run('receiptClaim', input, 'receipt { id }', { as: 'mobile' })).toMatchObject({
      codes: ['NOT_OWNER'],
      calls: [],
    });
    expect(await run('receiptClaim', input, 'receipt { id }', { as: 'helpdesk' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });

  it('tells everything that is wrong at once, without a call', async () => {
    const { data, calls } = await run('receiptClaim', { token: ' ', customerId: 'C1' }, 'receipt { id }');
    expect(data.receiptClaim.userErrors).toMatchObject([{ field: ['input', 'token'] }]);
    expect(calls).toEqual([]);
  });
});

describe('Mutation.receiptUpdate', () => {
  it('gives a receipt of nobody its customer', async () => {
    const { data, calls } = await run(
      'receiptUpdate',
      { receiptId: nobodys(), customerId: 'C1003' },
      'receipt { customerId }',
    );
    expect(data.receiptUpdate).toEqual({ receipt: { customerId: 'C1003' }, userErrors: [] });
    expect(calls).toEqual(['updateReceipt']);
    const unknown = await run('receiptUpdate', { receiptId: 'none', customerId: 'C1003' }, 'receipt { id }');
    expect(unknown.data.receiptUpdate.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('is denied to who may not write, without a call', async () => {
    const token = await harness.sandbox.issue({ scopes: ['write:receipts'] });
    const denied = await run('receiptUpdate', { receiptId: 'x', customerId: 'C1' }, 'receipt { id }', { token });
    expect(denied).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
  });
});

describe('Mutation.receiptCustomerChange', () => {
  it('moves a receipt, which admins only may', async () => {
    const [receiptId] = harness.sandbox.state.receiptsOf.get('C1001') ?? [];
    const input = { receiptId, customerId: 'C1001', newCustomerId: 'C1003' };
    const token = await harness.sandbox.issue({ scopes: ['write:receipts', 'read:receipts'] });
    expect(await run('receiptCustomerChange', input, 'receipt { id }', { token })).toMatchObject({
      errors: [{ extensions: { code: 'INSUFFICIENT_SCOPE', required: [['admin:receipts']] } }],
      calls: [],
    });
    const { data } = await run('receiptCustomerChange', input, 'receipt { customerId }');
    expect(data.receiptCustomerChange).toEqual({ receipt: { customerId: 'C1003' }, userErrors: [] });
    const nowhere = await run(
      'receiptCustomerChange',
      { ...input, customerId: 'C1003', newCustomerId: 'none' },
      'receipt { id }',
    );
    expect(nowhere.data.receiptCustomerChange.userErrors).toMatchObject([{ field: ['input', 'newCustomerId'] }]);
  });
});
