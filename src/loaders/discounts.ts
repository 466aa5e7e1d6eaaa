import type { Campaign, Claim, Discount, DiscountUsage } from '../upstream/contract/discounts.ts';
import type { BodyOf, ItemOf, QueryOf } from '../upstream/endpoint.ts';
import {
  cartDiscounts,
  getAutomation,
  getCampaign,
  getClaim,
  getCustomerDiscount,
  getDiscount,
  getPublicDiscount,
  listAutomations,
  listCampaigns,
  listClaims,
  listCustomerDiscounts,
  listDiscountCustomers,
  listDiscounts,
  listDiscountUsages,
  listPublicDiscounts,
  searchDiscountRules,
} from '../upstream/endpoints/discounts.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { createConcerning, type DiscountedItem } from './discount-search.ts';
import { createDiscountsWrites, type DiscountsWrites } from './discounts-writes.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';

type PageFilter<Id extends 'listDiscounts' | 'listPublicDiscounts' | 'listClaims'> = Omit<
  QueryOf<Id>,
  'limit' | 'starting_after' | 'total'
>;
type Listed<Key, Item> = PerKey<Key & { readonly window: Window }, Page<Item>>;
type ListedOf<Key, Item> = PerKey<Key & { readonly window: Window }, Page<Item> | null>;

/** A discount rule with what became of it over all customers; null where upstream does not tell. */
export type CountedDiscount = Discount & {
  readonly statistics: NonNullable<ItemOf<'listDiscounts'>['statistics']> | null;
};
/** A discount as a customer has it. */
export type GivenDiscount = ItemOf<'listCustomerDiscounts'>;
/** An automation with its id. */
export type AutomationRule = ItemOf<'listAutomations'>;
/** Filters of the rule list, in upstream's words. */
export type DiscountFilter = Omit<PageFilter<'listDiscounts'>, 'include'>;
/** Filters of the list of public discounts, in upstream's words. */
export type PublicDiscountFilter = PageFilter<'listPublicDiscounts'>;
/** Filters of the claim list, in upstream's words. */
export type ClaimFilter = PageFilter<'listClaims'>;
/** A search for rules, in upstream's words. */
export type RuleSearch = NonNullable<BodyOf<'searchDiscountRules'>>;
/** A row of such a search. */
export type FoundRule = ItemOf<'searchDiscountRules'>;
/** Filters of the customers who were given a discount, in upstream's words. */
export type GivenToFilter = Pick<QueryOf<'listDiscountCustomers'>, 'state'>;
/** A cart, in upstream's words. */
export type Cart = BodyOf<'cartDiscounts'>;

/**
 * Reads of the discounts service; null where upstream knows no such thing.
 * A page that was read also answers the look-ups of its items.
 */
export interface DiscountsReads {
  readonly discount: PerKey<string, CountedDiscount | null>;
  readonly discounts: Listed<{ readonly filter: DiscountFilter }, CountedDiscount>;
  readonly publicDiscount: PerKey<string, Discount | null>;
  readonly publicDiscounts: Listed<{ readonly filter: PublicDiscountFilter }, Discount>;
  readonly customersOf: ListedOf<
    { readonly discountId: string; readonly filter: GivenToFilter },
    ItemOf<'listDiscountCustomers'>
  >;
  readonly usagesOf: ListedOf<{ readonly discountId: string }, DiscountUsage>;
  readonly ofCustomer: ListedOf<{ readonly customerId: string }, GivenDiscount>;
  readonly given: PerKey<{ readonly customerId: string; readonly refId: string }, GivenDiscount | null>;
  /** A discount of a customer by the rule's id, found in the customer's own list. */
  readonly givenByRule: PerKey<{ readonly customerId: string; readonly discountId: string }, GivenDiscount | null>;
  /** Rules that concern given articles, of many customers: asked for in one tick, they become one call. For staff. */
  readonly concerning: PerKey<
    { readonly customerId: string; readonly items: readonly DiscountedItem[] },
    readonly Discount[]
  >;
  /** The whole list of a customer's discounts, page after page. */
  readonly allOfCustomer: PerKey<string, readonly GivenDiscount[]>;
  readonly search: Listed<{ readonly search: RuleSearch }, FoundRule>;
  readonly campaign: PerKey<string, Campaign | null>;
  readonly campaigns: Listed<{ readonly state: QueryOf<'listCampaigns'>['state'] }, Campaign>;
  readonly claim: PerKey<string, Claim | null>;
  readonly claims: Listed<{ readonly filter: ClaimFilter }, Claim>;
  readonly cart: PerKey<Cart, Cart>;
  readonly automation: PerKey<string, AutomationRule | null>;
  readonly automations: Listed<{ readonly state: QueryOf<'listAutomations'>['state'] }, AutomationRule>;
}

/** One request's view of the discounts service. */
export interface DiscountsLoader extends DiscountsReads, DiscountsWrites {}

/** The discounts loader of one request. */
export function createDiscountsLoader(session: UpstreamSession): DiscountsLoader {
  const discount: DiscountsReads['discount'] = perKey(async (did) => {
    const rule = await orNull(session.call(getDiscount, { path: { did } }));
    return rule && counted(rule);
  });
  const publicDiscount: DiscountsReads['publicDiscount'] = perKey((id) =>
    orNull(session.call(getPublicDiscount, { path: { id } })),
  );
  const given: DiscountsReads['given'] = perKey(({ customerId, refId }) =>
    orNull(session.call(getCustomerDiscount, { path: { customer_id: customerId, ref_id: refId } })),
  );
  const ofCustomer: DiscountsReads['ofCustomer'] = perKey(async ({ customerId, window }) => {
    const path = { customer_id: customerId };
    const page = await orNull(session.page(listCustomerDiscounts, { path }, window));
    for (const each of page?.items ?? []) {
      if (each.ref_id !== undefined) given.prime({ customerId, refId: each.ref_id }, each);
    }
    return page;
  });
  const allOfCustomer: DiscountsReads['allOfCustomer'] = perKey(async (customerId) => {
    const all: GivenDiscount[] = [];
    let from: Window['from'] = null;
    do {
      const page: Page<GivenDiscount> | null = await ofCustomer.load({ customerId, window: { first: 100, from } });
      all.push(...(page?.items ?? []));
      from = page?.next ?? null;
    } while (from !== null);
    return all;
  });
  const campaign: DiscountsReads['campaign'] = perKey((id) =>
    orNull(session.call(getCampaign, { path: { campaign_id: id } })),
  );
  const claim: DiscountsReads['claim'] = perKey((id) => orNull(session.call(getClaim, { path: { claim_id: id } })));
  const automation: DiscountsReads['automation'] = perKey((id) =>
    orNull(session.call(getAutomation, { path: { arid: id } })),
  );
  const reads: DiscountsReads = {
    discount,
    discounts: perKey(async ({ filter, window }) => {
      // With the statistics a row is all that a look-up would tell, and no discount has to be asked for again.
      const query = { ...filter, include: ['statistics' as const] };
      const page = await session.page(listDiscounts, { query }, window);
      return primed({ ...page, items: page.items.map(counted) }, discount, ({ id }) => id);
    }),
    publicDiscount,
    publicDiscounts: perKey(async ({ filter, window }) => {
      const page = await session.page(listPublicDiscounts, { query: filter }, window);
      return primed(page, publicDiscount, ({ id }) => id);
    }),
    customersOf: perKey(({ discountId, filter, window }) =>
      orNull(session.page(listDiscountCustomers, { path: { did: discountId }, query: filter }, window)),
    ),
    usagesOf: perKey(({ discountId, window }) =>
      orNull(session.page(listDiscountUsages, { path: { did: discountId } }, window)),
    ),
    ofCustomer,
    given,
    givenByRule: perKey(async ({ customerId, discountId }) => {
      const all = await allOfCustomer.load(customerId);
      return all.find(({ id }) => id === discountId) ?? null;
    }),
    concerning: createConcerning(session),
    allOfCustomer,
    search: perKey(({ search, window }) => session.page(searchDiscountRules, { body: search }, window)),
    campaign,
    campaigns: perKey(async ({ state, window }) => {
      const page = await session.page(listCampaigns, { query: { state } }, window);
      return primed(page, campaign, campaignIdOf);
    }),
    claim,
    claims: perKey(async ({ filter, window }) => {
      const page = await session.page(listClaims, { query: filter }, window);
      return primed(page, claim, ({ id }) => id);
    }),
    cart: perKey((cart) => session.call(cartDiscounts, { body: cart })),
    automation,
    automations: perKey(async ({ state, window }) => {
      const page = await session.page(listAutomations, { query: { state } }, window);
      return primed(page, automation, ({ id }) => id);
    }),
  };
  return { ...reads, ...createDiscountsWrites(session, reads) };
}

/** The id by which paths name a campaign; undefined for odd data without any. */
export function campaignIdOf({ campaign_id, id }: Campaign): string | undefined {
  return campaign_id ?? id;
}

function counted(rule: ItemOf<'listDiscounts'>): CountedDiscount {
  return { ...rule, statistics: rule.statistics ?? null };
}

/** Lets a page answer the look-ups of its items. */
function primed<Item>(
  page: Page<Item>,
  byId: PerKey<string, Item | null>,
  idOf: (item: Item) => string | undefined,
): Page<Item> {
  for (const item of page.items) {
    const id = idOf(item);
    if (id !== undefined) byId.prime(id, item);
  }
  return page;
}
