import type { Discount } from '../upstream/contract/discounts.ts';
import type { BodyOf } from '../upstream/endpoint.ts';

/** An article, or any article of a group, that a discount may concern. */
export type DiscountedItem = { readonly id: string } | { readonly group_id: string };

type Search = NonNullable<BodyOf<'searchDiscountRules'>>;

const itemsPath = '$.requirement.item.items[*]';

/** Everything that a rule has; an answer without it holds what upstream thinks best. */
const allMembers: NonNullable<Search['includes']> = [
  '$.campaign_id',
  '$.created_at',
  '$.created_by',
  '$.description',
  '$.id',
  '$.limitation',
  '$.links',
  '$.metadata',
  '$.name',
  '$.private',
  '$.receipt_text',
  '$.requirement',
  '$.reward',
  '$.type',
  '$.updated_at',
  '$.updated_by',
  '$.visible_from',
];

/** The body of a search for the rules of customers that concern given articles or groups. */
export function ruleSearch(customerIds: readonly string[], items: readonly DiscountedItem[]): Search {
  const groupBy: Search['group_by'] = [];
  if (items.some((item) => 'id' in item)) groupBy.push('customer_id#$.requirement.item.items[*].id');
  if (items.some((item) => 'group_id' in item)) groupBy.push('customer_id#$.requirement.item.items[*].group_id');
  return {
    query: [{ customer_id: [...customerIds], [itemsPath]: [...items] }],
    group_by: groupBy,
    includes: allMembers,
  };
}

/** The rule in a row of a search; undefined for a row without one. */
export function foundRule(rule: object | undefined): Discount | undefined {
  return rule !== undefined && isDiscount(rule) ? rule : undefined;
}

function isDiscount(rule: object): rule is Discount {
  return 'requirement' in rule && 'reward' in rule;
}
