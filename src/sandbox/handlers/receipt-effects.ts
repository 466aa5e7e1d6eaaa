import type { SandboxState } from '../state.ts';

/** A receipt of the state. */
export type Receipt = SandboxState['receipts'] extends Map<string, infer Each> ? Each : never;

/** What of a receipt discounts are counted by. */
type Purchase = Pick<Receipt, 'customer_id' | 'items'>;

/** Counts stamps and uses of what the customer of a receipt was given, when the receipt becomes theirs. */
export function countPurchase({ given, discounts }: SandboxState, receipt: Purchase): void {
  for (const { customerId, discountId, statistics, refId } of given.values()) {
    if (customerId !== receipt.customer_id) continue;
    const uses = (receipt.items ?? []).flatMap(({ discount_lines }) => discount_lines ?? []);
    const own = uses.filter((line) => line.discount_id === discountId || line.discount_id === refId);
    if (own.length > 0) {
      statistics.usage = (statistics.usage ?? 0) + 1;
      statistics.amount = own.reduce((sum, { amount = 0 }) => sum + amount, statistics.amount ?? 0);
    }
    const { stamp: required, item } = discounts.get(discountId)?.requirement ?? {};
    if (required === undefined) continue;
    const bought = (receipt.items ?? []).filter(({ id, groups }) =>
      item?.items?.some((wanted) =>
        wanted.id === undefined ? groups?.some((group) => group.id === wanted.group_id) : wanted.id === id,
      ),
    );
    statistics.stamp = bought.reduce((sum, { quantity = 1 }) => sum + Math.floor(quantity), statistics.stamp ?? 0);
    statistics.current_stamp = statistics.stamp % required;
  }
}

/** Gives a receipt to a customer, the newest of theirs. */
export function giveReceipt(state: SandboxState, receipt: Receipt, customerId: string): void {
  const id = receipt.id ?? '';
  const before = receipt.customer_id === undefined ? undefined : state.receiptsOf.get(receipt.customer_id);
  before?.splice(before.indexOf(id), 1);
  receipt.customer_id = customerId;
  const own = state.receiptsOf.get(customerId);
  if (own === undefined) state.receiptsOf.set(customerId, [id]);
  else own.unshift(id);
}
