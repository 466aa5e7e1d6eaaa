import type { Campaign } from '../upstream/contract/discounts.ts';
import type { WriteName } from '../upstream/endpoint.ts';
import {
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
  listDiscounts,
  listPublicDiscounts,
} from '../upstream/endpoints/discounts.ts';
import { prime, type Touches } from './service.ts';

/** The id by which paths name a campaign; undefined for odd data without any. */
export function campaignIdOf({ campaign_id, id }: Campaign): string | undefined {
  return campaign_id ?? id;
}

/** Which look-ups the rows of lists answer. */
export const primes = [
  prime(listDiscounts, getDiscount, ({ id }) => (id === undefined ? null : { path: { did: id } })),
  prime(listPublicDiscounts, getPublicDiscount, ({ id }) => (id === undefined ? null : { path: { id } })),
  prime(listCampaigns, getCampaign, (campaign) => {
    const id = campaignIdOf(campaign);
    return id === undefined ? null : { path: { campaign_id: id } };
  }),
  prime(listClaims, getClaim, ({ id }) => (id === undefined ? null : { path: { claim_id: id } })),
  prime(listAutomations, getAutomation, ({ id }) => (id === undefined ? null : { path: { arid: id } })),
  prime(listCustomerDiscounts, getCustomerDiscount, ({ ref_id }, { path }) =>
    ref_id === undefined ? null : { path: { customer_id: path.customer_id, ref_id } },
  ),
];

const statistics: Touches = [
  'getDiscount',
  'listDiscounts',
  'listDiscountUsages',
  'listDiscountCustomers',
  'getCustomerDiscount',
  'listCustomerDiscounts',
  'cartDiscounts',
];
const rules: Touches = [...statistics, 'getPublicDiscount', 'listPublicDiscounts', 'searchDiscountRules'];
const claims: Touches = ['getClaim', 'listClaims', 'cartDiscounts'];
const campaigns: Touches = ['getCampaign', 'listCampaigns'];
const automations: Touches = ['getAutomation', 'listAutomations'];

/** What each write makes stale. */
export const touches = {
  createClaim: claims,
  releaseClaim: claims,
  createCampaign: campaigns,
  updateCampaign: campaigns,
  deleteCampaign: campaigns,
  createDiscount: rules,
  updateDiscount: rules,
  deleteDiscount: rules,
  createAutomation: automations,
  deleteAutomation: automations,
  addDiscountCustomers: statistics,
  removeDiscountCustomers: statistics,
  recordDiscountUsage: statistics,
  revertDiscountUsage: statistics,
  sendDiscountEvent: statistics,
} satisfies Record<WriteName<'discounts'>, Touches>;
