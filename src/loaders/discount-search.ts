import type { Discount } from '../upstream/contract/discounts.ts';
import type { BodyOf } from '../upstream/endpoint.ts';
import { searchDiscountRules } from '../upstream/endpoints/discounts.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { type PerKey, perBatch } from './per-key.ts';

/** An article, or any article of a group, that a discount may concern. */
export type DiscountedItem = { readonly id: string } | { readonly group_id: string };

interface Key {
  readonly customerId: string;
  readonly items: readonly DiscountedItem[];
}

type Search = NonNullable<BodyOf<'searchDiscountRules'>>;

const itemsPath = '$.requirement.item.items[*]';
/** Rows of one answer; the most that upstream gives. */
const pageSize = 1_000;
const maxCustomers = 1_000;

/** Everything that a rule has; an answer without it holds what upstream thinks best. */
export const allMembers: NonNullable<Search['includes']> = [
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

/**
 * A loader of the rules that concern given articles, each rule once: all customers asked for in one tick with the same
 * articles are one search.
 */
export function createConcerning(session: UpstreamSession): PerKey<Key, readonly Discount[]> {
  return perBatch<Key, readonly Discount[]>(async (keys) => {
    const searches = new Map<string, Promise<RulesByCustomer>>();
    for (const [wanted, same] of Map.groupBy(keys, wantedBy)) {
      const customerIds = same.map(({ customerId }) => customerId);
      searches.set(wanted, rulesByCustomer(session, ruleSearch(customerIds, same[0]?.items ?? [])));
    }
    return Promise.all(
      keys.map(async (key) => {
        try {
          const rules = (await searches.get(wantedBy(key)))?.get(key.customerId);
          return [...(rules?.values() ?? [])];
        } catch (error) {
          return error instanceof Error ? error : new Error('A search failed.', { cause: error });
        }
      }),
    );
  }, maxCustomers);
}

/** Rules by customer and by their own id: a rule that concerns two of the articles is found twice. */
type RulesByCustomer = Map<string, Map<string, Discount>>;

async function rulesByCustomer(session: UpstreamSession, search: Search): Promise<RulesByCustomer> {
  const found: RulesByCustomer = new Map();
  let after: string | undefined;
  do {
    const query = { limit: pageSize, starting_after: after };
    const { data = [], starting_after: next } = await session.call(searchDiscountRules, { query, body: search });
    for (const { customer_id: customerId, rule } of data) {
      const discount = foundRule(rule);
      if (customerId === undefined || discount?.id === undefined) continue;
      const rules = found.get(customerId) ?? new Map<string, Discount>();
      found.set(customerId, rules.set(discount.id, discount));
    }
    after = next || undefined;
  } while (after !== undefined);
  return found;
}

function wantedBy({ items }: Key): string {
  return JSON.stringify(items);
}
