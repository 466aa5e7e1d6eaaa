import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

interface CartDiscount {
  readonly discount: { readonly discountId: string };
  readonly refs: readonly { readonly refId: string; readonly amount: { readonly amount: number } }[];
}

describe('an offer', () => {
  it('is claimed in a cart, held from others, and released', async () => {
    const { state } = harness.sandbox;
    state.claims.clear();
    // A coupon that C1001 has, and an article that it concerns.
    const coupon = [...state.given.values()]
      .filter(({ customerId }) => customerId === 'C1001')
      .map(({ discountId, refId }) => ({ refId, rule: state.discounts.get(discountId) }))
      .find(
        ({ rule }) =>
          rule?.private === true && rule.requirement.stamp === undefined && rule.requirement.item !== undefined,
      );
    const [article] = coupon?.rule?.requirement.item?.items ?? [];
    const itemId = article?.id ?? 'any';
    const groupIds = article?.group_id === undefined ? [] : [article.group_id];
    const inCart = async (cartId: string) => {
      const cart = {
        cartId,
        storeId: 'S01001',
        customerId: 'C1001',
        currency: 'NOK',
        purchasedAt: '2026-11-01T12:00:00Z',
        discountCodes: [coupon?.rule?.requirement.discount_code].filter((code) => code !== undefined),
        items: [{ lineId: 1, itemId, groupIds, grossAmount: 500_000 }],
      };
      const query =
        'query ($cart: CartInput!) { cartDiscounts(cart: $cart) { discount { discountId } refs { refId amount { amount } } } }';
      const { data } = await harness.ask(query, { as: 'pos', variables: { cart } });
      const all: readonly CartDiscount[] = data.cartDiscounts;
      return all.find(({ refs }) => refs.some(({ refId }) => refId === coupon?.refId));
    };

    const offer = await inCart('cart-1');
    expect(offer).toBeDefined();
    const input = {
      ref: 'cart-1',
      customerId: 'C1001',
      purchasedAt: '2026-11-01T12:00:00Z',
      discounts: [
        {
          discountId: offer?.discount.discountId,
          refs: offer?.refs.map(({ refId, amount }) => ({ refId, amount: amount.amount })),
        },
      ],
    };
    const claimed = await harness.mutate('discountClaimCreate', input, 'claim { claimId ref customerId }', {
      as: 'pos',
    });
    expect(claimed.data.discountClaimCreate).toMatchObject({
      claim: { ref: 'cart-1', customerId: 'C1001' },
      userErrors: [],
    });
    expect(claimed.calls).toEqual(['createClaim']);
    const again = await harness.mutate('discountClaimCreate', input, 'claim { claimId ref customerId }', { as: 'pos' });
    expect(again.data).toEqual(claimed.data);

    expect(await inCart('cart-2')).toBeUndefined();
    expect(await inCart('cart-1')).toBeDefined();
    const other = await harness.mutate('discountClaimCreate', { ...input, ref: 'cart-2' }, 'claim { claimId }', {
      as: 'pos',
    });
    expect(other.data.discountClaimCreate.userErrors).toMatchObject([
      { code: 'ALREADY_TAKEN', field: ['input', 'discounts', '0', 'refs', '0', 'refId'] },
    ]);

    const { claimId } = claimed.data.discountClaimCreate.claim;
    const released = await harness.mutate('discountClaimRelease', { claimId }, 'claim { claimId }', { as: 'pos' });
    expect(released.data.discountClaimRelease).toEqual({ claim: { claimId }, userErrors: [] });
    expect(await inCart('cart-2')).toBeDefined();
  });
});
