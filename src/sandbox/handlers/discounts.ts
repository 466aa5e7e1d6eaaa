import { found } from '../answer.ts';
import { referenceDate } from '../data/seed.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';
import type { SandboxDiscount } from '../state.ts';
import { withDiscounts } from './cart.ts';
import { customerDiscount, type Discount, givenTo, isAvailable, withStatistics } from './discount-views.ts';
import { searchRules } from './search-rules.ts';

/** A rule as anybody may see it, with what its list is paged by. */
const withPublicRef = (discount: Discount) => ({ ...discount, ref_id: `public-${discount.id}` });

/** Reads of the discounts service. */
export const discountsHandlers = {
  listDiscounts: ({ query }, state) => {
    const rows = [...state.discounts.values()]
      .filter((discount) => isInState(discount, query.state ?? 'all') && isOfCampaign(discount, query.campaign_id))
      .filter(({ requirement }) => query.purchase_from === undefined || requirement.purchase_to >= query.purchase_from)
      .filter(({ requirement }) => query.purchase_to === undefined || requirement.purchase_from <= query.purchase_to)
      .map((discount) => (query.include?.includes('statistics') ? withStatistics(state, discount) : discount));
    return paged('listDiscounts', rows, query);
  },
  getDiscount: ({ path }, state) => {
    const discount = state.discounts.get(path.did);
    return found(discount && withStatistics(state, discount));
  },
  listDiscountCustomers: ({ path, query }, { discounts, given }) => {
    if (!discounts.has(path.did)) return found(undefined);
    const rows = [...given.values()]
      .filter(({ discountId }) => discountId === path.did)
      .map(({ refId, customerId, givenAt }) => ({ id: refId, customer_id: customerId, created_at: givenAt }));
    return paged('listDiscountCustomers', rows, query);
  },
  listDiscountUsages: ({ path, query }, { discounts, given }) => {
    if (!discounts.has(path.did)) return found(undefined);
    const rows = [...given.values()].filter(({ discountId }) => discountId === path.did).map(usageOf);
    return paged('listDiscountUsages', rows, query);
  },
  listPublicDiscounts: ({ query }, { discounts }) => {
    const rows = [...discounts.values()].filter((each) => isPublic(each) && isOfCampaign(each, query.campaign_id));
    return paged('listPublicDiscounts', rows.map(withPublicRef), query);
  },
  getPublicDiscount: ({ path }, { discounts }) => {
    const discount = discounts.get(path.id);
    return found(discount !== undefined && isPublic(discount) ? withPublicRef(discount) : undefined);
  },
  listCustomerDiscounts: ({ path, query }, state) => {
    if (!state.customers.has(path.customer_id)) return found(undefined);
    const rows = givenTo(state, path.customer_id).flatMap((given) => customerDiscount(state, given));
    return paged('listCustomerDiscounts', rows, query);
  },
  getCustomerDiscount: ({ path }, state) => {
    const given = state.given.get(path.ref_id);
    if (given === undefined || given.customerId !== path.customer_id) return found(undefined);
    return found(customerDiscount(state, given)[0]);
  },
  searchDiscountRules: ({ body, query }, state) => {
    const answer = paged('searchDiscountRules', body === undefined ? [] : searchRules(state, body), query);
    const results = body === undefined ? 0 : searchRules(state, body).length;
    return { ...answer, body: { ...Object(answer.body), results } };
  },
  cartDiscounts: ({ body }, state) => found(withDiscounts(state, body)),
  listClaims: ({ query }, { claims }) => {
    const rows = [...claims.values()].filter(
      ({ ref, customer_id }) =>
        (query.ref === undefined || ref === query.ref) &&
        (query.customer_id === undefined || customer_id === query.customer_id),
    );
    return paged('listClaims', rows, query);
  },
  getClaim: ({ path }, { claims }) => found(claims.get(path.claim_id)),
  listCampaigns: ({ query }, { campaigns }) => {
    const wanted = query.state ?? 'all';
    const rows = [...campaigns.values()].filter(({ deleted_at, private: isPrivate }) => {
      if (wanted === 'deleted') return deleted_at !== undefined;
      if (wanted === 'all') return deleted_at === undefined;
      return deleted_at === undefined && isPrivate === (wanted === 'private');
    });
    return paged('listCampaigns', rows, query);
  },
  getCampaign: ({ path }, { campaigns }) => found(campaigns.get(path.campaign_id)),
  listAutomations: ({ query }, { automations }) => {
    const deleted = query.state === 'deleted';
    const rows = [...automations.values()].filter(({ deleted_at }) => (deleted_at !== undefined) === deleted);
    return paged('listAutomations', rows, query);
  },
  getAutomation: ({ path }, { automations }) => found(automations.get(path.arid)),
} satisfies Handlers;

/** The sandbox's clock stands still, or its offers would be over some day. */
const now = referenceDate.toISOString();

function isPublic(discount: Discount): boolean {
  return discount.private !== true && isAvailable(discount);
}

function isOfCampaign({ campaign_id }: Discount, wanted: readonly string[] | undefined): boolean {
  return wanted === undefined || (campaign_id !== undefined && wanted.includes(campaign_id));
}

function isInState(discount: Discount, state: string): boolean {
  const { deleted_at, active, requirement } = discount;
  if (state === 'deleted') return deleted_at !== undefined;
  if (deleted_at !== undefined) return false;
  if (state === 'all') return true;
  if (state === 'inactive') return active === false;
  if (state === 'scheduled') return requirement.purchase_from > now;
  if (state === 'completed') return requirement.purchase_to < now;
  return isAvailable(discount);
}

function usageOf({ refId, discountId, customerId, givenAt, statistics, usageRefs }: SandboxDiscount) {
  return {
    id: refId,
    ref_id: refId,
    discount_id: discountId,
    customer_id: customerId,
    create_at: givenAt,
    statistics,
    usage_refs: usageRefs,
  };
}
