import type { BodyOf } from '../../upstream/endpoint.ts';
import type { DiscountsState } from '../state.ts';
import { givenTo } from './discount-views.ts';

type Search = NonNullable<BodyOf<'searchDiscountRules'>>;
const itemsPath = '$.requirement.item.items[*]';

/** `POST /discounts/search/rules`: one row per customer, wanted article or group, and rule that the customer was given. */
export function searchRules(state: DiscountsState, { query, includes }: Search): object[] {
  const rows: object[] = [];
  for (const { customer_id: customerIds, [itemsPath]: items } of query) {
    for (const customerId of customerIds) {
      for (const { discountId } of givenTo(state, customerId)) {
        const rule = state.discounts.get(discountId);
        for (const wanted of items) {
          const group = wanted.id === undefined ? 'group_id' : 'id';
          const value = wanted[group];
          if (rule === undefined || !rule.requirement.item?.items?.some((item) => item[group] === value)) continue;
          rows.push({
            group_by: `${itemsPath}.${group}`,
            group_value: value,
            customer_id: customerId,
            [group]: value,
            rule: includes === undefined ? rule : part(rule, includes),
          });
        }
      }
    }
  }
  return rows;
}

function part(rule: object, includes: readonly string[]): object {
  return Object.fromEntries(Object.entries(rule).filter(([member]) => includes.includes(`$.${member}`)));
}
