import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const query = `query ($cart: CartInput!) { cartDiscounts(cart: $cart) {
  discount { discountId name }
  refs { refId usage stamps amount { amount currency decimal } bonus { amount } lines { lineId amount { amount } }
    statistics { usage stamps amount { decimal } } }
} }`;

const cart = {
  cartId: 'kurv-1',
  storeId: 'S01001',
  currency: 'NOK',
  purchasedAt: '2026-11-01T12:00:00Z',
  items: [
    { lineId: 1, itemId: 'b1002', groupIds: ['G1'], quantity: 2, grossAmount: 60_000, netAmount: 48_000 },
    { lineId: 2, itemId: 'b9999', grossAmount: 1_000 },
  ],
};

function named(data: { cartDiscounts: { discount: { name: string } }[] }, name: string) {
  return data.cartDiscounts.find(({ discount }) => discount.name === name);
}

describe('Query.cartDiscounts', () => {
  it('tells a till what each discount takes off, in all and line by line', async () => {
    const { data, errors, calls } = await harness.ask(query, { as: 'pos', variables: { cart } });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['cartDiscounts']);
    expect(named(data, '20 % på Regnjakke')).toMatchObject({
      refs: [
        {
          usage: 1,
          stamps: null,
          amount: { amount: 12_000, currency: 'NOK', decimal: '120.00' },
          bonus: null,
          lines: [{ lineId: 1, amount: { amount: 12_000 } }],
          statistics: null,
        },
      ],
    });
    // Its least amount is that of the whole cart.
    expect(named(data, 'Spar 100,-')).toMatchObject({ refs: [{ lines: [{ lineId: 1 }, { lineId: 2 }] }] });
  });

  it('has what only the customer has, by the code', async () => {
    const socks = { ...cart, items: [{ lineId: 1, itemId: 'b1006', grossAmount: 10_000 }] };
    const coupon = 'Kupong: Ullsokker';
    const bare = await harness.ask(query, { as: 'pos', variables: { cart: socks } });
    expect(named(bare.data, coupon)).toBeUndefined();
    const full = await harness.ask(query, {
      as: 'pos',
      variables: { cart: { ...socks, customerId: 'C1001', discountCodes: ['KUPONG5'] } },
    });
    const { given } = harness.sandbox.state;
    const own = [...given.values()].filter(({ customerId }) => customerId === 'C1001').map(({ refId }) => refId);
    expect(own).toContain(Object(named(full.data, coupon)).refs[0].refId);
  });

  it('has stamps, bonus and statistics where upstream tells them', async () => {
    const ref = { id: 'r1', stamp: 2, bonus: 500, usage: 1, statistics: { usage: 3, stamp: 4, amount: 15_050 } };
    const lift = harness.sandbox.fail({
      on: 'cartDiscounts',
      status: 200,
      body: { discounts: [{ id: 'd1', requirement: {}, reward: { type: 'discount_percent', value: 1 }, refs: [ref] }] },
    });
    const { data, errors } = await harness.ask(query, { as: 'pos', variables: { cart: { ...cart, currency: 'JPY' } } });
    lift();
    expect(errors).toEqual([]);
    expect(data.cartDiscounts).toEqual([
      {
        discount: { discountId: 'd1', name: null },
        refs: [
          {
            refId: 'r1',
            usage: 1,
            stamps: 2,
            amount: null,
            bonus: { amount: 500 },
            lines: [],
            statistics: { usage: 3, stamps: 4, amount: { decimal: '15050' } },
          },
        ],
      },
    ]);
  });

  it.each(['helpdesk', 'mobile', 'public'] as const)('is denied to %s, and nothing is called', async (as) => {
    expect(await harness.ask(query, { as, variables: { cart } })).toMatchObject({
      data: { cartDiscounts: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});
