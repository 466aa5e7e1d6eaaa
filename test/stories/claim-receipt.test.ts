import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, shipped, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

interface Offer {
  readonly refId: string;
  readonly statistics: {
    readonly stampProgress: { readonly collected: number; readonly required: number } | null;
  } | null;
}

function stamps(offers: readonly Offer[], refId: string) {
  return offers.find((offer) => offer.refId === refId)?.statistics?.stampProgress;
}

describe('a customer', () => {
  it('claims a receipt by its token and sees a stamp arrive', async () => {
    const { state } = harness.sandbox;
    const card = [...state.given.values()].find(
      ({ customerId, discountId }) =>
        customerId === 'C1001' && state.discounts.get(discountId)?.requirement.stamp !== undefined,
    );
    const [article] = state.discounts.get(card?.discountId ?? '')?.requirement.item?.items ?? [];
    const bought = [...state.receipts.values()].find(({ customer_id }) => customer_id === undefined);
    if (card === undefined || article?.id === undefined || bought === undefined)
      throw new Error('The sandbox lacks what the story needs.');
    bought.items = [{ line_id: 1, id: article.id, quantity: 1, gross_amount: 4_900 }];
    state.receiptTokens.set('KV-story', bought.id ?? '');

    const before = await harness.ask(shipped('mobile/MyOffers'), { as: 'mobile' });
    expect(stamps(before.data.me.discounts.nodes, card.refId)).toEqual({ collected: 3, required: 5 });

    const variables = { token: 'KV-story' };
    const claimed = await harness.ask(shipped('mobile/ClaimReceipt'), { as: 'mobile', variables });
    expect(claimed.errors).toEqual([]);
    expect(claimed.data.receiptClaim.userErrors).toEqual([]);
    expect(stamps(claimed.data.receiptClaim.receipt.customer.discounts.nodes, card.refId)).toEqual({
      collected: 4,
      required: 5,
    });

    const { data } = await harness.ask(shipped('mobile/MyReceipts'), { as: 'mobile' });
    expect(data.me.receipts.nodes[0].id).toBe(claimed.data.receiptClaim.receipt.id);
  });
});
