import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);
const line = (lineId: number, grossAmount: number, more: object = {}) => ({
  lineId,
  itemId: `A-${lineId}`,
  grossAmount,
  taxLines: [{ amount: grossAmount / 5, percentage: 25, basis: (grossAmount * 4) / 5 }],
  ...more,
});

async function draft(order: object = {}, options?: object): Promise<string> {
  const input = { order: { currency: 'NOK', items: [line(1, 10_000)], ...order }, options };
  const { data } = await run('draftOrderCreate', input, 'draftOrder { draftId }');
  expect(data.draftOrderCreate.userErrors).toEqual([]);
  return data.draftOrderCreate.draftOrder.draftId;
}

describe('Mutation.draftOrderCreate', () => {
  it('begins an order with everything that is stated of it, and the sums over its lines', async () => {
    const stated = {
      currency: 'NOK',
      type: 'webshop',
      customerId: 'C1001',
      customerSnapshot: { firstName: 'Kari', dateOfBirth: '1990-02-01', company: { businessName: 'Kari AS' } },
      store: { storeId: 'L-01', name: 'Oslo', address: { addressLine: 'Gata 1', postalPlace: 'Oslo', country: 'NO' } },
      items: [
        line(1, 10_000, {
          netAmount: 9_000,
          discounts: [{ amount: 1_000, type: 'MANUAL' }],
          groups: [{ groupId: 'G' }],
        }),
        line(2, 5_000, {
          quantity: 2,
          extraInfo: [{ key: 'a', value: 'b' }],
          exchangeRate: { originalCurrency: 'EUR', originalGrossAmount: 450, ratePpm: 11_100_000 },
        }),
      ],
      shippingAddress: { firstName: 'Kari', address: { addressLine: 'Gata 2', postalPlace: 'Oslo', country: 'NO' } },
      pickupAt: '2026-12-01T10:00:00Z',
      itinerary: [{ legId: 'x', departure: { name: 'Oslo S' } }],
      attachments: [{ attachmentId: 'doc', lineIds: [1] }],
      metadata: { source: 'app' },
    };
    const { data, calls } = await run(
      'draftOrderCreate',
      { order: stated, options: { orderIdFormat: 'ALPHANUMERIC_9_RESERVE', payout: true } },
      `draftOrder {
        status orderId currency type customerId customerSnapshot { firstName dateOfBirth company { businessName } }
        store { storeId name address { postalPlace } } grossAmount { decimal } netAmount { decimal }
        totalDiscount { decimal } shippingAddress { firstName address { addressLine } } pickupAt metadata
        itinerary { legId departureName } attachments { attachmentId lineIds } options { orderIdFormat payout }
        items { lineId itemId quantity grossAmount { amount } taxLines { amount { amount } basis { amount } }
          discounts { type amount { amount } } groups { groupId } extraInfo { key value }
          exchangeRate { originalCurrency ratePpm } }
        customer { customerId }
      }`,
    );
    expect(calls).toEqual(['createDraftOrder', 'getCustomer']);
    expect(data.draftOrderCreate).toMatchObject({
      draftOrder: {
        status: 'OPEN',
        orderId: expect.stringMatching(/^[A-Z0-9]{9}$/),
        customerId: 'C1001',
        customerSnapshot: { firstName: 'Kari', dateOfBirth: '1990-02-01', company: { businessName: 'Kari AS' } },
        store: { storeId: 'L-01', address: { postalPlace: 'Oslo' } },
        grossAmount: { decimal: '150.00' },
        netAmount: { decimal: '140.00' },
        totalDiscount: { decimal: '10.00' },
        shippingAddress: { firstName: 'Kari', address: { addressLine: 'Gata 2' } },
        pickupAt: '2026-12-01T10:00:00.000Z',
        metadata: { source: 'app' },
        itinerary: [{ legId: 'x', departureName: 'Oslo S' }],
        attachments: [{ attachmentId: 'doc', lineIds: [1] }],
        options: { orderIdFormat: 'ALPHANUMERIC_9_RESERVE', payout: true },
        items: [
          {
            lineId: 1,
            itemId: 'A-1',
            taxLines: [{ amount: { amount: 2_000 }, basis: { amount: 8_000 } }],
            discounts: [{ type: 'MANUAL', amount: { amount: 1_000 } }],
            groups: [{ groupId: 'G' }],
          },
          { quantity: 2, extraInfo: [{ key: 'a', value: 'b' }], exchangeRate: { originalCurrency: 'EUR' } },
        ],
        customer: { customerId: 'C1001' },
      },
      userErrors: [],
    });
  });

  it('tells everything that is wrong at once, at its place, without a call', async () => {
    const { data, calls } = await run(
      'draftOrderCreate',
      {
        order: {
          currency: 'NOK',
          items: [
            line(1, 100),
            line(1, 100),
            line(2, 100, { reversedLineId: 1, extraInfo: [{ key: 'a', value: 'b', valueType: 'odd' }] }),
          ],
        },
        options: { replacesOrder: true },
      },
      'draftOrder { draftId }',
    );
    expect(data.draftOrderCreate.userErrors.map(({ field }: { field: string[] }) => field.slice(1).join('.'))).toEqual([
      'order.items.1.lineId',
      'order.items.2.grossAmount',
      'options.changesOrderId',
      'order.items.2.extraInfo.0.valueType',
    ]);
    expect(calls).toEqual([]);
  });

  it('says at its place what upstream refuses', async () => {
    const order = { currency: 'NOK', items: [line(1, 100)], orderId: 'MINE-1' };
    const split = await run('draftOrderCreate', { order }, 'draftOrder { draftId }');
    expect(split.data.draftOrderCreate).toMatchObject({
      draftOrder: null,
      userErrors: [{ code: 'BAD_USER_INPUT', field: ['input', 'order', 'orderId'] }],
    });
    const options = { changesOrderId: 'none' };
    const none = await run(
      'draftOrderCreate',
      { order: { ...order, orderId: null }, options },
      'draftOrder { draftId }',
    );
    expect(none.data.draftOrderCreate.userErrors).toMatchObject([{ field: ['input', 'options', 'changesOrderId'] }]);
  });
});

describe('the lines of a draft', () => {
  it('are added, changed and removed one by one, and its sums follow', async () => {
    const draftId = await draft();
    const selection = 'draftOrder { grossAmount { amount } items { lineId version } }';
    const added = await run('draftOrderItemAdd', { draftId, item: line(2, 5_000) }, selection);
    expect(added.data.draftOrderItemAdd.draftOrder).toEqual({
      grossAmount: { amount: 15_000 },
      items: [expect.objectContaining({ lineId: 1 }), { lineId: 2, version: 1 }],
    });
    const twice = await run('draftOrderItemAdd', { draftId, item: line(2, 5_000) }, selection);
    expect(twice.data.draftOrderItemAdd.userErrors).toMatchObject([{ field: ['input', 'item', 'lineId'] }]);
    const changed = await run('draftOrderItemUpdate', { draftId, item: line(2, 7_000) }, selection);
    expect(changed.data.draftOrderItemUpdate.draftOrder).toMatchObject({
      grossAmount: { amount: 17_000 },
      items: [{ lineId: 1 }, { lineId: 2, version: 2 }],
    });
    const removed = await run('draftOrderItemRemove', { draftId, lineId: 1 }, selection);
    expect(removed.data.draftOrderItemRemove.draftOrder).toMatchObject({ grossAmount: { amount: 7_000 } });
    expect(removed.calls).toEqual(['removeDraftOrderItem']);
    for (const [name, input] of [
      ['draftOrderItemUpdate', { draftId, item: line(9, 5) }],
      ['draftOrderItemRemove', { draftId, lineId: 9 }],
    ] as const)
      expect((await run(name, input, selection)).data[name].userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('are read as they are after a write of the same request', async () => {
    const draftId = await draft();
    const { data } = await harness.ask(
      `mutation ($id: String!, $order: OrderInput!) {
        first: draftOrderUpdate(input: { draftId: $id, order: $order }) { draftOrder { customer { customerId } } }
        last: draftOrderComplete(input: { draftId: $id }) { draftOrder { status } orders { grossAmount { amount } } } }`,
      {
        as: 'admin',
        variables: { id: draftId, order: { currency: 'NOK', customerId: 'C1001', items: [line(1, 300)] } },
      },
    );
    expect(data).toMatchObject({
      first: { draftOrder: { customer: { customerId: 'C1001' } } },
      last: { draftOrder: { status: 'COMPLETED' }, orders: [{ grossAmount: { amount: 300 } }] },
    });
  });
});

describe('Mutation.draftOrderComplete', () => {
  const selection = 'orders { orderId store { storeId } grossAmount { amount } items { lineId } draft { draftId } }';

  it('makes one order for each store', async () => {
    const store = (storeId: string) => ({ store: { storeId } });
    const draftId = await draft({
      items: [line(1, 100, store('L-01')), line(2, 200, store('L-02')), line(3, 300, store('L-01'))],
    });
    const { data } = await run('draftOrderComplete', { draftId }, selection);
    expect(data.draftOrderComplete.orders).toMatchObject([
      {
        store: { storeId: 'L-01' },
        grossAmount: { amount: 400 },
        items: [{ lineId: 1 }, { lineId: 3 }],
        draft: { draftId },
      },
      { store: { storeId: 'L-02' }, grossAmount: { amount: 200 } },
    ]);
    const again = await run('draftOrderComplete', { draftId }, selection);
    expect(again.data.draftOrderComplete).toMatchObject({ orders: null, userErrors: [{ code: 'WRONG_STATE' }] });
    for (const name of ['draftOrderDelete', 'draftOrderComplete'])
      expect((await run(name, { draftId }, '__typename')).data[name].userErrors).toHaveLength(1);
  });

  it('gives the order the id that the merchant wants, and takes lines back with negative ones', async () => {
    const made = await draft({ orderId: 'MINE-2', items: [line(1, 10_000), line(2, 5_000)] }, { splitByStore: false });
    const { data } = await run('draftOrderComplete', { draftId: made }, selection);
    expect(data.draftOrderComplete.orders).toMatchObject([{ orderId: 'MINE-2' }]);

    const back = line(3, -5_000, { reversedLineId: 2, reversedReason: 'return' });
    const returning = await draft({ items: [back] }, { changesOrderId: 'MINE-2' });
    const returned = await run(
      'draftOrderComplete',
      { draftId: returning },
      'orders { orderId grossAmount { amount } items { lineId reversedLineId reversedReason grossAmount { amount } } }',
    );
    expect(returned.data.draftOrderComplete.orders).toEqual([
      {
        orderId: 'MINE-2',
        grossAmount: { amount: 10_000 },
        items: [
          expect.objectContaining({ lineId: 1 }),
          expect.objectContaining({ lineId: 2 }),
          { lineId: 3, reversedLineId: 2, reversedReason: 'return', grossAmount: { amount: -5_000 } },
        ],
      },
    ]);
    for (const items of [[line(4, -99_995)], [line(4, -5, { reversedLineId: 9 })], [line(1, 100)]]) {
      const draftId = await draft({ items }, { changesOrderId: 'MINE-2' });
      const refused = await run('draftOrderComplete', { draftId }, '__typename');
      expect(refused.data.draftOrderComplete.userErrors).toMatchObject([
        { code: 'WRONG_STATE', field: ['input', 'draftId'] },
      ]);
    }
    const instead = await draft({ items: [line(1, 700)] }, { changesOrderId: 'MINE-2', replacesOrder: true });
    const replaced = await run('draftOrderComplete', { draftId: instead }, selection);
    expect(replaced.data.draftOrderComplete.orders).toMatchObject([
      { grossAmount: { amount: 700 }, items: [{ lineId: 1 }] },
    ]);
  });
});

describe('a lost answer', () => {
  it('leaves it open whether a draft was completed, and nothing that was read before is believed', async () => {
    const draftId = await draft();
    harness.sandbox.fail({ on: 'completeDraftOrder', reset: 'after', times: 1 });
    const { data, errors } = await harness.ask(
      `mutation ($id: String!) {
        before: draftOrderItemAdd(input: { draftId: $id, item: { lineId: 2, itemId: "A", grossAmount: 5, taxLines: [] } }) {
          draftOrder { status } }
        lost: draftOrderComplete(input: { draftId: $id }) { orders { orderId } }
        after: draftOrderDelete(input: { draftId: $id }) { userErrors { code } } }`,
      { as: 'admin', variables: { id: draftId } },
    );
    expect(errors).toMatchObject([
      { path: ['lost'], extensions: { code: 'UPSTREAM_UNAVAILABLE', outcome: 'UNKNOWN' } },
    ]);
    expect(data).toMatchObject({
      before: { draftOrder: { status: 'OPEN' } },
      lost: null,
      after: { userErrors: [{ code: 'WRONG_STATE' }] },
    });
  });
});

describe('Mutation.draftOrderDelete', () => {
  it('throws a draft away for good', async () => {
    const draftId = await draft();
    const { data } = await run('draftOrderDelete', { draftId }, 'draftOrder { status deletedAt }');
    expect(data.draftOrderDelete.draftOrder).toEqual({ status: 'DELETED', deletedAt: expect.any(String) });
    const late = await run('draftOrderItemAdd', { draftId, item: line(2, 5) }, '__typename');
    expect(late.data.draftOrderItemAdd.userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'draftId'] },
    ]);
  });
});

describe('every mutation of drafts', () => {
  const order = { currency: 'NOK', items: [line(1, 100)] };
  const draftId = '5a9db0c5-0000-4000-8000-000000000000';
  const inputs = {
    draftOrderUpdate: { draftId, order },
    draftOrderDelete: { draftId },
    draftOrderComplete: { draftId },
    draftOrderItemAdd: { draftId, item: line(1, 5) },
    draftOrderItemUpdate: { draftId, item: line(1, 5) },
    draftOrderItemRemove: { draftId, lineId: 1 },
  };

  deniesReadersAndCustomers(run, { ...inputs, draftOrderCreate: { order } });

  it.each(Object.entries(inputs))('tells with %s that there is no such draft', async (name, input) => {
    expect((await run(name, input, '__typename')).data[name].userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it.each(Object.entries(inputs))('says with %s what is wrong with an id, without a call', async (name, input) => {
    const { data, calls } = await run(name, { ...input, draftId: '../orders' }, '__typename');
    expect(data[name].userErrors).toMatchObject([{ code: 'INVALID_FORMAT', field: ['input', 'draftId'] }]);
    expect(calls).toEqual([]);
  });
});
