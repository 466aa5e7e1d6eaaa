import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);
const item = { lineId: 1, itemId: 'A', grossAmount: 10_000, taxLines: [{ percentage: 25 }] };
const session = { profileId: 'P', returnUrl: 'https://shop.example.com/back' };

async function order(): Promise<string> {
  const { data } = await run('orderCreate', { order: { currency: 'NOK', items: [item] } }, 'order { orderId }');
  return data.orderCreate.order.orderId;
}

describe('Mutation.orderCreate', () => {
  it('makes an order at once, which is found by its id from then on', async () => {
    const input = { order: { currency: 'NOK', orderId: 'O-1', customerId: 'C1001', items: [item] } };
    const { data, calls } = await run('orderCreate', input, 'order { orderId status grossAmount { decimal } }');
    expect(data.orderCreate).toEqual({
      order: { orderId: 'O-1', status: 'OPEN', grossAmount: { decimal: '100.00' } },
      userErrors: [],
    });
    expect(calls).toEqual(['createOrder']);
    const mine = await harness.ask('{ me { orders(first: 1) { nodes { orderId } } } }', { as: 'mobile' });
    expect(mine.data.me.orders.nodes).toEqual([{ orderId: 'O-1' }]);
    const taken = await run('orderCreate', input, 'order { orderId }');
    expect(taken.data.orderCreate.userErrors).toMatchObject([{ field: ['input', 'order', 'orderId'] }]);
  });

  it('tells what is wrong with it, without a call', async () => {
    const { data, calls } = await run('orderCreate', { order: { currency: 'NOK', items: [item, item] } }, '__typename');
    expect(data.orderCreate.userErrors).toMatchObject([{ field: ['input', 'order', 'items', '1', 'lineId'] }]);
    expect(calls).toEqual([]);
    const odd = await run('orderCreate', { order: { currency: 'KRONER' } }, '__typename');
    expect(odd).toMatchObject({ codes: ['BAD_USER_INPUT'], calls: [] });
  });
});

describe('Mutation.orderUpdate', () => {
  it('changes what is given and leaves the rest alone', async () => {
    const orderId = await order();
    const selection =
      'order { courierId deliveryId pickupAt version items { lineId status comment grossAmount { amount } } }';
    await run('orderUpdate', { orderId, courierId: 'C', deliveryId: 'D' }, selection);
    const { data, calls } = await run(
      'orderUpdate',
      { orderId, deliveryId: 'E', pickupAt: '2026-12-02T08:00:00Z', items: [{ lineId: 1, status: 'packed' }] },
      selection,
    );
    expect(data.orderUpdate.order).toEqual({
      courierId: 'C',
      deliveryId: 'E',
      pickupAt: '2026-12-02T08:00:00.000Z',
      version: 3,
      items: [{ lineId: 1, status: 'packed', comment: null, grossAmount: { amount: 10_000 } }],
    });
    expect(calls).toEqual(['updateOrder']);
  });

  it('does not take null for what cannot be taken away, and calls nothing', async () => {
    const orderId = await order();
    const { data, calls } = await run('orderUpdate', { orderId, courierId: null, items: null }, '__typename');
    expect(data.orderUpdate.userErrors.map(({ field }: { field: string[] }) => field[1])).toEqual([
      'courierId',
      'items',
    ]);
    expect(calls).toEqual([]);
  });

  it('says which lines an order does not have', async () => {
    const { data } = await run('orderUpdate', { orderId: await order(), items: [{ lineId: 7 }] }, '__typename');
    expect(data.orderUpdate.userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'items', '0', 'lineId'] },
    ]);
  });
});

describe('Mutation.orderSessionCreate', () => {
  it('starts a session for lines of an order, which the order has from then on', async () => {
    const orderId = await order();
    const { data, calls } = await run(
      'orderSessionCreate',
      { orderId, items: [{ lineId: 1 }], ...session },
      'session { sessionId links items { lineId } } order { sessions { sessionId amount { decimal } } }',
    );
    const { sessionId } = data.orderSessionCreate.session;
    expect(data.orderSessionCreate).toEqual({
      session: { sessionId, links: [`https://checkout.example.com/${sessionId}`], items: [{ lineId: '1' }] },
      order: { sessions: [{ sessionId, amount: { decimal: '100.00' } }] },
      userErrors: [],
    });
    expect(calls).toEqual(['createOrderSession', 'getOrder', 'listOrderSessions']);
  });

  it('says what upstream refuses: lines that are not there, more than is left', async () => {
    const orderId = await order();
    const refused = async (items: readonly object[]) =>
      (await run('orderSessionCreate', { orderId, items, ...session }, '__typename')).data.orderSessionCreate
        .userErrors;
    expect(await refused([{ lineId: 5 }])).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'items', '0', 'lineId'] },
    ]);
    expect(await refused([{ lineId: 1, amount: 10_001 }])).toMatchObject([
      { code: 'EXCEEDS_REMAINING', field: ['input', 'items', '0', 'amount'] },
    ]);
  });

  it('tells everything that is wrong at once, without a call', async () => {
    const input = { orderId: 'x', items: [{ lineId: 1, amount: 0 }], profileId: 'P', returnUrl: 'no address' };
    const { data, calls } = await run('orderSessionCreate', input, '__typename');
    expect(data.orderSessionCreate.userErrors).toMatchObject([
      { field: ['input', 'items', '0', 'amount'] },
      { field: ['input', 'returnUrl'] },
    ]);
    expect(calls).toEqual([]);
  });
});

describe('every mutation of what an order is', () => {
  const inputs = {
    orderUpdate: { orderId: 'x' },
    orderSessionCreate: { orderId: 'x', items: [{ lineId: 1 }], ...session },
  };

  deniesReadersAndCustomers(run, { ...inputs, orderCreate: { order: { currency: 'NOK', items: [item] } } });

  it.each(Object.entries(inputs))('tells with %s that there is no such order', async (name, input) => {
    expect((await run(name, input, '__typename')).data[name].userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});
