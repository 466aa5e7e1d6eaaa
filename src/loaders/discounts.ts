import type { Campaign } from '../upstream/contract/discounts.ts';
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
import { prime } from './service.ts';

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
