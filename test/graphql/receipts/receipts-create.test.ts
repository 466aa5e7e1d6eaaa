import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);
const receipt = (receiptId: string, more: object = {}) => ({
  receiptId,
  store: { storeId: 'L-01', name: 'Oslo' },
  purchasedAt: '2026-11-20T12:00:00Z',
  currency: 'NOK',
  ...more,
});

describe('Mutation.receiptsCreate', () => {
  it('stores a receipt with everything that the till tells of it', async () => {
    const whole = receipt('T-1', {
      customerId: 'C1001',
      customerSnapshot: {
        firstName: 'Kari',
        addresses: [{ addressLine: 'Gata 1', postalPlace: 'Oslo', country: 'NO' }],
      },
      items: [
        {
          lineId: 1,
          itemId: 'A-1',
          quantity: 2,
          grossAmount: 10_000,
          taxLines: [{ amount: 2_000, percentage: 25, basis: 8_000 }],
          discounts: [{ amount: 500, type: 'MANUAL' }],
          bonuses: [{ bonus: 100, type: 'LOYALTY' }],
          infocodes: [{ infocodeId: 'I', information: 'x' }],
          returned: false,
          weighed: true,
        },
      ],
      payments: [{ lineId: 1, amount: 9_500, typeId: '1', cardType: 'VISA', cardNumber: '************0198' }],
      delivery: { firstName: 'Kari' },
      grossAmount: 10_000,
      netAmount: 7_600,
      rounding: -50,
      itemCount: 2,
      manualDiscount: 500,
      transactionAt: '2026-11-20T12:01:00Z',
      entryStatus: 'POSTED',
      discountCodes: ['VINTER'],
      extraInfo: [{ key: 'a', value: 'b' }],
    });
    const selection = `receiptId customerId purchasedAt customerSnapshot { firstName addresses { postalPlace } }
      grossAmount { decimal } rounding { decimal } itemCount manualDiscount { decimal } transactionAt entryStatus
      discountCodes extraInfo { key value } delivery { firstName } store { storeId name }
      payments { amount { decimal } cardType cardNumber }
      items { itemId quantity returned weighed taxLines { basis { amount } } discounts { type } bonuses { type bonus { amount } }
        infocodes { infocodeId information } }`;
    const { data, errors, calls } = await run(
      'receiptsCreate',
      { receipts: [whole] },
      `receipts { ${selection} customer { customerId } location { locationId } } duplicates`,
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual(['createReceipts', 'getCustomer', 'getLocation']);
    const [stored] = data.receiptsCreate.receipts;
    expect(data.receiptsCreate).toMatchObject({ duplicates: 0, userErrors: [] });
    expect(stored).toMatchObject({
      receiptId: 'T-1',
      customerId: 'C1001',
      customerSnapshot: { firstName: 'Kari', addresses: [{ postalPlace: 'Oslo' }] },
      grossAmount: { decimal: '100.00' },
      rounding: { decimal: '-0.50' },
      itemCount: 2,
      entryStatus: 'POSTED',
      discountCodes: ['VINTER'],
      payments: [{ amount: { decimal: '95.00' }, cardType: 'VISA', cardNumber: '************0198' }],
      items: [
        {
          itemId: 'A-1',
          weighed: true,
          taxLines: [{ basis: { amount: 8_000 } }],
          discounts: [{ type: 'MANUAL' }],
          bonuses: [{ type: 'LOYALTY', bonus: { amount: 100 } }],
          infocodes: [{ infocodeId: 'I', information: 'x' }],
        },
      ],
      customer: { customerId: 'C1001' },
    });
    const read = await harness.ask(`{ me { receipts(first: 1) { nodes { ${selection} } } } }`, { as: 'mobile' });
    const { customer: _, location: __, ...fields } = stored;
    expect(read.data.me.receipts.nodes).toEqual([fields]);
  });

  it('counts stamps and uses of what its customer was given', async () => {
    const { given, discounts } = harness.sandbox.state;
    const card = [...given.values()].find(({ discountId }) => {
      const { stamp, item } = discounts.get(discountId)?.requirement ?? {};
      return stamp !== undefined && item?.items?.[0]?.id !== undefined;
    });
    if (card === undefined) throw new Error('The sandbox has given nobody a stamp card.');
    const itemId = discounts.get(card.discountId)?.requirement.item?.items?.[0]?.id;
    const before = { ...card.statistics };
    const items = [{ quantity: 2, itemId, discounts: [{ amount: 300, discountId: card.refId }] }];
    const { data } = await run(
      'receiptsCreate',
      { receipts: [receipt('T-2', { customerId: card.customerId, items })] },
      'duplicates',
    );
    expect(data.receiptsCreate.userErrors).toEqual([]);
    expect(card.statistics).toMatchObject({
      stamp: (before.stamp ?? 0) + 2,
      usage: (before.usage ?? 0) + 1,
      amount: (before.amount ?? 0) + 300,
    });
  });

  it('stores the same receipt once, and tells so', async () => {
    const receipts = [receipt('T-3'), receipt('T-4')];
    const first = await run('receiptsCreate', { receipts: [receipt('T-3')] }, 'receipts { id } duplicates');
    const again = await run('receiptsCreate', { receipts }, 'receipts { id receiptId } duplicates');
    expect(again.data.receiptsCreate).toMatchObject({
      duplicates: 1,
      receipts: [{ receiptId: 'T-3' }, { receiptId: 'T-4' }],
    });
    expect(again.data.receiptsCreate.receipts[0].id).toBe(first.data.receiptsCreate.receipts[0].id);
  });

  it('gives a receipt of nobody a token, by which its customer claims it', async () => {
    await run('receiptsCreate', { receipts: [receipt('T-5')], tokenExpireDays: 30 }, 'duplicates');
    const claim = { token: 'KV-T-5', customerId: 'C1001' };
    const { data } = await run('receiptClaim', claim, 'receipt { receiptId }', { as: 'mobile' });
    expect(data.receiptClaim).toEqual({ receipt: { receiptId: 'T-5' }, userErrors: [] });
  });

  it('is seen by the reads of the same request that come after it', async () => {
    const { data } = await harness.ask(
      `mutation ($input: ReceiptsCreateInput!) {
        first: receiptsCreate(input: $input) { receipts { customer { receipts(first: 1) { nodes { receiptId } } } } }
        second: receiptsCreate(input: { receipts: [{ receiptId: "T-7", customerId: "C1001", currency: "NOK",
          store: { storeId: "L-01" }, purchasedAt: "2026-11-21T12:00:00Z" }] }) {
          receipts { customer { receipts(first: 1) { nodes { receiptId } } } } } }`,
      { as: 'admin', variables: { input: { receipts: [receipt('T-6', { customerId: 'C1001' })] } } },
    );
    const newest = (payload: { receipts: { customer: { receipts: { nodes: { receiptId: string }[] } } }[] }) =>
      payload.receipts[0]?.customer.receipts.nodes[0]?.receiptId;
    expect([newest(data.first), newest(data.second)]).toEqual(['T-6', 'T-7']);
  });

  it('tells everything that is wrong at once, at its place, without a call', async () => {
    const bad = receipt('T-8', { store: { storeId: 'L-01', mcc: 'shop' }, customerSnapshot: { phoneNumber: 'none' } });
    const { data, calls } = await run(
      'receiptsCreate',
      { receipts: [receipt('T-9'), bad], tokenExpireDays: 0 },
      '__typename',
    );
    expect(data.receiptsCreate.userErrors.map(({ field }: { field: string[] }) => field.join('.'))).toEqual([
      'input.tokenExpireDays',
      'input.receipts.1.store.mcc',
      'input.receipts.1.customerSnapshot.phoneNumber',
    ]);
    expect(calls).toEqual([]);
    const none = await run('receiptsCreate', { receipts: [] }, '__typename');
    expect(none.data.receiptsCreate.userErrors).toMatchObject([{ field: ['input', 'receipts'] }]);
  });

  it('says whose customer is not known', async () => {
    const receipts = [receipt('T-10'), receipt('T-11', { customerId: 'none' })];
    const { data } = await run('receiptsCreate', { receipts }, '__typename');
    expect(data.receiptsCreate.userErrors).toMatchObject([{ field: ['input', 'receipts', '1', 'customerId'] }]);
  });

  deniesReadersAndCustomers(run, { receiptsCreate: { receipts: [receipt('T-12')] } });
});
