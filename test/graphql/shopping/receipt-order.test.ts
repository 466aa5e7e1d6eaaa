import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** A receipt of the mobile persona's customer that names an order. */
function receipt() {
  const { receipts, orders } = harness.sandbox.state;
  const found = [...receipts.values()].find(
    ({ customer_id, order_number }) => customer_id === 'C1001' && orders.has(order_number ?? ''),
  );
  if (found === undefined) throw new Error('No receipt of this customer names an order.');
  return found;
}

const query =
  'query ($id: String!) { receipt(customerId: "C1001", receiptId: $id) { orderNumber order { orderId customerId } } }';

describe('Receipt.order', () => {
  it.each(['helpdesk', 'mobile'] as const)('is the order that the receipt names, for %s', async (as) => {
    const { id, order_number } = receipt();
    expect(await harness.ask(query, { as, variables: { id } })).toMatchObject({
      data: { receipt: { orderNumber: order_number, order: { orderId: order_number, customerId: 'C1001' } } },
      codes: [],
      calls: ['getCustomerOrder', 'getCustomerReceipt'],
    });
  });

  it('is found for the rows of a list, each of which is loaded once', async () => {
    const list = '{ me { receipts(first: 3) { nodes { orderNumber order { orderId } } } } }';
    const { data, errors, calls } = await harness.ask(list, { as: 'mobile' });
    expect(errors).toEqual([]);
    for (const { orderNumber, order } of data.me.receipts.nodes) {
      const isThere = harness.sandbox.state.orders.get(orderNumber)?.order.customer?.id === 'C1001';
      expect(order).toEqual(isThere ? { orderId: orderNumber } : null);
    }
    expect(calls.filter((call) => call === 'getCustomerReceipt')).toHaveLength(3);
    // Nothing else in this document declares what the order needs of its receipt.
    const alone = await harness.ask('{ me { receipts(first: 3) { nodes { order { orderId } } } } }', { as: 'mobile' });
    expect(alone.calls).toEqual(calls);
  });

  it('is null where the number is not the id of an order, and calls nothing where there is none', async () => {
    const { id } = receipt();
    const as = 'helpdesk';
    const stop = harness.sandbox.alter((endpoint, { name, value }) =>
      endpoint === 'getCustomerReceipt' && name === 'order_number' ? 'B-77' : value,
    );
    const unknown = await harness.ask(query, { as, variables: { id } });
    stop();
    expect(unknown).toMatchObject({ data: { receipt: { orderNumber: 'B-77', order: null } }, codes: [] });
    const lift = harness.sandbox.alter((endpoint, { name, value }) =>
      endpoint === 'getCustomerReceipt' && name === 'order_number' ? null : value,
    );
    const none = await harness.ask(query, { as, variables: { id } });
    lift();
    expect(none).toMatchObject({ data: { receipt: { order: null } }, codes: [], calls: ['getCustomerReceipt'] });
  });

  it('is denied without a scope for orders', async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:receipts'] });
    expect(await harness.ask(query, { token, variables: { id: receipt().id } })).toMatchObject({
      data: { receipt: { order: null } },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: ['getCustomerReceipt'],
    });
  });
});
