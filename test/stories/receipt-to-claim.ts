import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** Puts a receipt of nobody into a sandbox that gives C1001 a stamp: its token, and the offer that the stamp is for. */
export function receiptToClaim({ state }: Sandbox): { readonly token: string; readonly refId: string } {
  const card = [...state.given.values()].find(
    ({ customerId, discountId }) =>
      customerId === 'C1001' && state.discounts.get(discountId)?.requirement.stamp !== undefined,
  );
  const [article] = state.discounts.get(card?.discountId ?? '')?.requirement.item?.items ?? [];
  const bought = [...state.receipts.values()].find(({ customer_id }) => customer_id === undefined);
  if (card === undefined || article?.id === undefined || bought?.id === undefined)
    throw new Error('The sandbox lacks a receipt of nobody, or a stamp card.');
  bought.items = [{ line_id: 1, id: article.id, quantity: 1, gross_amount: 4_900 }];
  const token = `KV-${bought.id}`;
  state.receiptTokens.set(token, bought.id);
  return { token, refId: card.refId };
}
