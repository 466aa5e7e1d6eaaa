import type { BodyOf } from '../../upstream/endpoint.ts';
import type { DiscountsState } from '../state.ts';
import { type Discount, givenTo, isAvailable } from './discount-views.ts';
import { isClaimed } from './discounts-writes.ts';

type Cart = BodyOf<'cartDiscounts'>;
type Item = NonNullable<Cart['items']>[number];

/** `POST /discounts/available_for_receipt`: the cart with the discounts that apply to it, and what each takes off its lines. */
export function withDiscounts(state: DiscountsState, cart: Cart): Cart {
  const discounts = [...state.discounts.values()].flatMap((discount) => {
    const refId = refOf(state, discount, cart);
    if (refId === undefined || !isAvailable(discount) || !fits(discount, cart)) return [];
    const items = (cart.items ?? [])
      .filter((item) => concerns(discount, item))
      .map((item) => ({ line_id: item.line_id ?? 0, amount: amountOff(discount, item) }));
    const amount = items.reduce((total, item) => total + item.amount, 0);
    return amount === 0 ? [] : [{ ...discount, refs: [{ id: refId, amount, usage: 1, items }] }];
  });
  return { ...cart, discounts };
}

/** A private rule applies to those only who were given it; a public one to everybody, under its own id. */
function refOf(
  state: DiscountsState,
  { id, private: isPrivate }: Discount,
  { customer_id: customerId, receipt_id: cartId }: Cart,
): string | undefined {
  if (isPrivate !== true) return id;
  if (customerId === undefined) return undefined;
  return givenTo(state, customerId).find(
    ({ discountId, refId }) => discountId === id && !isClaimed(state, refId, cartId),
  )?.refId;
}

function fits({ requirement }: Discount, { gross_amount = 0, discount_code: codes = [] }: Cart): boolean {
  const { gross_amount: least = 0, discount_code: code, stamp } = requirement;
  return gross_amount >= least && stamp === undefined && (code === undefined || codes.includes(code));
}

function concerns({ requirement }: Discount, { id, groups }: Item): boolean {
  const wanted = requirement.item?.items;
  if (wanted === undefined) return true;
  return wanted.some(
    (item) =>
      (item.id !== undefined && item.id === id) ||
      (item.group_id !== undefined && groups?.some((group) => group.id === item.group_id)),
  );
}

function amountOff({ reward }: Discount, { gross_amount: gross = 0, quantity = 1 }: Item): number {
  if (reward.effect === 'bonus') return 0;
  if (reward.type === 'discount_amount') return Math.min(gross, reward.value);
  if (reward.type === 'discount_item_new_price') return Math.max(0, gross - Math.round(reward.value * quantity));
  return Math.round((gross * reward.value) / 100);
}
