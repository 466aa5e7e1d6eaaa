import { referenceDate } from '../data/seed.ts';
import type { DiscountsState, SandboxDiscount } from '../state.ts';

const now = referenceDate.toISOString();

/** A discount rule of the state. */
export type Discount = DiscountsState['discounts'] extends Map<string, infer Each> ? Each : never;

/** Whether a rule may be used on a purchase now. */
export function isAvailable({ active, deleted_at, requirement }: Discount): boolean {
  return (
    active !== false && deleted_at === undefined && requirement.purchase_from <= now && now <= requirement.purchase_to
  );
}

/** What was given to a customer and may be used now. */
export function givenTo({ given, discounts }: DiscountsState, customerId: string): SandboxDiscount[] {
  return [...given.values()].filter(({ customerId: owner, discountId }) => {
    const discount = discounts.get(discountId);
    return owner === customerId && discount !== undefined && isAvailable(discount);
  });
}

/** A rule with what became of it. */
export function withStatistics({ given }: DiscountsState, discount: Discount) {
  const all = [...given.values()]
    .filter(({ discountId }) => discountId === discount.id)
    .map(({ statistics }) => statistics);
  const sum = (key: 'usage' | 'amount' | 'stamp') => all.reduce((total, each) => total + (each[key] ?? 0), 0);
  return { ...discount, statistics: { usage: sum('usage'), amount: sum('amount'), stamp: sum('stamp') } };
}

/** A rule as a customer was given it; empty where it is gone. */
export function customerDiscount({ discounts }: DiscountsState, { discountId, refId, statistics }: SandboxDiscount) {
  const discount = discounts.get(discountId);
  return discount === undefined ? [] : [{ ...discount, ref_id: refId, statistics }];
}
