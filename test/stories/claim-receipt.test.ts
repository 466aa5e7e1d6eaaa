import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, shipped, startHarness } from '../graphql/harness.ts';
import { receiptToClaim } from './receipt-to-claim.ts';

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
    const { token, refId } = receiptToClaim(harness.sandbox);
    const before = await harness.ask(shipped('mobile/MyOffers'), { as: 'mobile' });
    expect(stamps(before.data.me.discounts.nodes, refId)).toEqual({ collected: 3, required: 5 });

    const claimed = await harness.ask(shipped('mobile/ClaimReceipt'), { as: 'mobile', variables: { token } });
    expect(claimed.errors).toEqual([]);
    expect(claimed.data.receiptClaim.userErrors).toEqual([]);
    expect(stamps(claimed.data.receiptClaim.receipt.customer.discounts.nodes, refId)).toEqual({
      collected: 4,
      required: 5,
    });

    const { data } = await harness.ask(shipped('mobile/MyReceipts'), { as: 'mobile' });
    expect(data.me.receipts.nodes[0].id).toBe(claimed.data.receiptClaim.receipt.id);
  });
});
