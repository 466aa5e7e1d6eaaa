import { UnreadableError, unreadable } from '../kernel/unreadable.ts';
import type { Discount } from '../upstream/contract/discounts.ts';
import type { ItemOf } from '../upstream/endpoint.ts';
import { listCustomerDiscounts, searchDiscountRules } from '../upstream/endpoints/discounts.ts';
import type { Page, Window } from '../upstream/page.ts';
import { type DiscountedItem, foundRule, ruleSearch } from './discount-search.ts';
import { toError } from './memory.ts';
import { type Bound, view, way } from './view.ts';

/** A discount as a customer's own list has it. */
export type GivenDiscount = ItemOf<'listCustomerDiscounts'>;

/** A discount as a customer has it. */
export interface CustomerDiscount {
  readonly customerId: string;
  /** What the customer's own list tells; null for one that a search has found. */
  readonly given: GivenDiscount | null;
  /** The rule alone. */
  readonly discount: Discount;
}

/** A row of a customer's own list. */
export function givenDiscount(customerId: string, given: GivenDiscount): CustomerDiscount {
  // The statistics of the row are the customer's; those of the rule are over all customers.
  const { statistics: _, ref_id: __, ...discount } = given;
  return { customerId, given, discount };
}

/** Which discounts of which customer. */
export interface CustomerDiscountsKey {
  readonly customerId: string;
  /** Only discounts that concern one of these; null: all. */
  readonly items: readonly DiscountedItem[] | null;
  readonly window: Window;
}

type OwnList = Bound<{ readonly list: typeof listCustomerDiscounts }>;

const own = { list: listCustomerDiscounts } as const;
const ownerOf = ({ customerId }: { readonly customerId: string }) => customerId;

/** A page of a customer's discounts: from the customer's own list, or for given articles from a search for many customers. */
export const customerDiscounts = view<CustomerDiscountsKey, Page<CustomerDiscount> | null>(
  'customerDiscounts',
  way({
    when: '`items` is not given',
    applies: ({ items }: CustomerDiscountsKey) => items === null,
    uses: own,
    owner: ownerOf,
    read: async ({ customerId, window }, { list }) => {
      const page = await list({ path: { customer_id: customerId }, window });
      return page && { ...page, items: page.items.map((given) => givenDiscount(customerId, given)) };
    },
  }),
  way({
    when: '`items` is given',
    preferred: true,
    uses: { search: searchDiscountRules },
    counts: [{ endpoint: searchDiscountRules, per: 'answer', most: null }],
    maxBatch: 1_000,
    readMany:
      ({ search }) =>
      async (keys: readonly CustomerDiscountsKey[]) => {
        const searches = new Map(
          [...Map.groupBy(keys, wantedBy)].map(([wanted, same]) => [
            wanted,
            rulesByCustomer(search, same.map(ownerOf), same[0]?.items ?? []).catch(toError),
          ]),
        );
        return Promise.all(
          keys.map(async (key) => {
            const found = await searches.get(wantedBy(key));
            if (found === undefined || found instanceof Error) return found ?? new Error('A search was not made.');
            const rules = [...(found.rules.get(key.customerId)?.values() ?? [])];
            return cut(
              rules.map((discount) => ({ customerId: key.customerId, given: null, discount })),
              found.lost,
              key.window,
            );
          }),
        );
      },
  }),
  way({
    when: '`items` is given',
    uses: own,
    owner: ownerOf,
    // Whoever cannot search is a customer, who has one list.
    counts: [{ endpoint: listCustomerDiscounts, per: 'request', most: null }],
    read: async ({ customerId, items, window }: CustomerDiscountsKey, use) => {
      const { all, lost } = await allOf(customerId, use);
      const concerned = all.filter(({ requirement }) =>
        requirement.item?.items?.some((item) => items?.some((wanted) => isSame(wanted, item))),
      );
      return cut(
        concerned.map((given) => givenDiscount(customerId, given)),
        lost,
        window,
      );
    },
  }),
);

/** A discount of a customer by the id of its rule, found in the customer's own list; null where it is not there. */
export const givenByRule = view<{ readonly customerId: string; readonly discountId: string }, GivenDiscount | null>(
  'givenByRule',
  way({
    uses: own,
    owner: ownerOf,
    counts: [{ endpoint: listCustomerDiscounts, per: 'answer', most: null }],
    read: async ({ customerId, discountId }: { readonly customerId: string; readonly discountId: string }, use) => {
      const { all, lost } = await allOf(customerId, use);
      const found = all.find(({ id }) => id === discountId);
      // It may be among the rows that cannot be read.
      if (found === undefined && lost > 0) throw new UnreadableError('the list that tells of this');
      return found ?? null;
    },
  }),
);

/** The whole list of a customer's discounts, page after page. */
async function allOf(customerId: string, { list }: OwnList) {
  const all: GivenDiscount[] = [];
  let lost = 0;
  let from: Window['from'] = null;
  do {
    const page: Page<GivenDiscount> | null = await list({
      path: { customer_id: customerId },
      window: { first: 100, from },
    });
    all.push(...(page?.items ?? []));
    lost += page?.lost ?? 0;
    from = page?.next ?? null;
  } while (from !== null);
  return { all, lost };
}

type Search = Bound<{ readonly search: typeof searchDiscountRules }>['search'];

/** Rules by customer and by their own id: a rule that concerns two of the articles is found twice. Of lost rows nobody knows whose they are. */
async function rulesByCustomer(search: Search, customerIds: readonly string[], items: readonly DiscountedItem[]) {
  let lost = 0;
  const found = new Map<string, Map<string, Discount>>();
  const body = ruleSearch(customerIds, items);
  let from: Window['from'] = null;
  do {
    const page: Page<ItemOf<'searchDiscountRules'>> = await search({ body, window: { first: 1_000, from } });
    lost += page.lost;
    for (const { customer_id: customerId, rule } of page.items) {
      // Some rows tell of no rule.
      if (rule === undefined) continue;
      const discount = rule === unreadable ? undefined : foundRule(rule);
      if (typeof customerId !== 'string' || typeof discount?.id !== 'string') {
        lost += 1;
        continue;
      }
      const rules = found.get(customerId) ?? new Map<string, Discount>();
      found.set(customerId, rules.set(discount.id, discount));
    }
    from = page.next;
  } while (from !== null);
  return { rules: found, lost };
}

function wantedBy({ items }: CustomerDiscountsKey): string {
  return JSON.stringify(items);
}

function isSame(wanted: DiscountedItem, item: { readonly id?: string; readonly group_id?: string }): boolean {
  return 'id' in wanted ? wanted.id === item.id : wanted.group_id === item.group_id;
}

/** A window of discounts that are here in whole: in the order of their ids, which are their cursors. */
function cut(all: readonly CustomerDiscount[], lost: number, { first, from }: Window): Page<CustomerDiscount> {
  const after = from?.after ?? '';
  const rest = all
    .map((item) => ({ item, cursor: cursorOf(item) }))
    .filter(({ cursor }) => cursor > after)
    .sort((one, other) => (one.cursor < other.cursor ? -1 : 1));
  const rows = rest.slice(0, first);
  const positions = rows.map(({ cursor }) => ({ after: cursor, skip: 0 }));
  return {
    items: rows.map(({ item }) => item),
    lost,
    positions,
    next: rest.length > rows.length ? (positions.at(-1) ?? null) : null,
  };
}

/** A customer may have one rule twice, under two ids of its own. */
function cursorOf({ discount, given }: CustomerDiscount): string {
  return [discount.id, given?.ref_id].filter((id) => id !== undefined).join(' ');
}
