import * as upstream from '../upstream/discounts.ts';
import type { BodyOf, HeaderOf, ResultOf } from '../upstream/operation.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { DiscountsReads } from './discounts.ts';

/** Writes of the discounts service. */
export interface DiscountsWrites {
  createClaim(body: BodyOf<'aid_discounts_available_for_receipt_post_claim'>): Promise<upstream.Claim>;
  releaseClaim(claimId: string): Promise<upstream.Claim>;
  createCampaign(body: BodyOf<'aid_discounts_campaigns_post'>): Promise<upstream.Campaign>;
  updateCampaign(
    campaignId: string,
    body: BodyOf<'aid_discounts_campaigns_campaign_id_put'>,
  ): Promise<upstream.Campaign>;
  deleteCampaign(campaignId: string): Promise<upstream.Campaign>;
  createDiscount(body: BodyOf<'aid_discounts_post'>): Promise<upstream.Discount>;
  updateDiscount(discountId: string, body: BodyOf<'aid_discounts_did_put'>): Promise<ResultOf<'aid_discounts_did_put'>>;
  deleteDiscount(discountId: string): Promise<upstream.Discount>;
  createAutomation(body: BodyOf<'aid_automations_rules_post'>): Promise<ResultOf<'aid_automations_rules_post'>>;
  deleteAutomation(automationId: string): Promise<ResultOf<'aid_automations_rules_rid_delete'>>;
  addCustomers(discountId: string, body: BodyOf<'aid_discounts_did_customers_post'>): Promise<upstream.Discount>;
  removeCustomers(discountId: string, body: BodyOf<'aid_discounts_did_customers_delete'>): Promise<upstream.Discount>;
  recordUsage(
    customerId: string,
    refId: string,
    body: BodyOf<'aid_discounts_customer_cid_post_ref_id'>,
  ): Promise<ResultOf<'aid_discounts_customer_cid_post_ref_id'>>;
  revertUsage(customerId: string, refId: string): Promise<ResultOf<'aid_discounts_customer_cid_delete_ref_id'>>;
  /** Tells of a token or a receipt that upstream does not have itself. */
  sendEvent(header: HeaderOf<'aid_discounts_events_post'>, body: BodyOf<'aid_discounts_events_post'>): Promise<void>;
  /** Forgets what became of discounts: a purchase has been counted. */
  forgetStatistics(): void;
}

/** The writes of one request; afterwards its reads forget what was touched, be the outcome known or not. */
export function createDiscountsWrites(session: UpstreamSession, reads: DiscountsReads): DiscountsWrites {
  const clear = (...touched: readonly { clearAll(): unknown }[]) => {
    for (const each of touched) each.clearAll();
  };
  const statistics = () =>
    clear(
      reads.discount,
      reads.discounts,
      reads.usagesOf,
      reads.customersOf,
      reads.given,
      reads.ofCustomer,
      reads.allOfCustomer,
      reads.givenByRule,
      reads.cart,
    );
  const claims = () => clear(reads.claim, reads.claims, reads.cart);
  const automations = () => clear(reads.automation, reads.automations);
  const campaigns = () => clear(reads.campaign, reads.campaigns);
  const rules = () => {
    statistics();
    clear(reads.publicDiscount, reads.publicDiscounts, reads.search, reads.concerning);
  };
  return {
    createClaim: (body) => session.call(upstream.createClaim, { body }).finally(claims),
    releaseClaim: (claimId) => session.call(upstream.releaseClaim, { path: { claim_id: claimId } }).finally(claims),
    createCampaign: (body) => session.call(upstream.createCampaign, { body }).finally(campaigns),
    updateCampaign: (campaignId, body) =>
      session.call(upstream.updateCampaign, { path: { campaign_id: campaignId }, body }).finally(campaigns),
    deleteCampaign: (campaignId) =>
      session.call(upstream.deleteCampaign, { path: { campaign_id: campaignId } }).finally(campaigns),
    createDiscount: (body) => session.call(upstream.createDiscount, { body }).finally(rules),
    updateDiscount: (did, body) => session.call(upstream.updateDiscount, { path: { did }, body }).finally(rules),
    deleteDiscount: (did) => session.call(upstream.deleteDiscount, { path: { did } }).finally(rules),
    createAutomation: (body) => session.call(upstream.createAutomation, { body }).finally(automations),
    deleteAutomation: (arid) => session.call(upstream.deleteAutomation, { path: { arid } }).finally(automations),
    addCustomers: (did, body) =>
      session.call(upstream.addDiscountCustomers, { path: { did }, body }).finally(statistics),
    removeCustomers: (did, body) =>
      session.call(upstream.removeDiscountCustomers, { path: { did }, body }).finally(statistics),
    recordUsage: (customerId, refId, body) =>
      session
        .call(upstream.recordDiscountUsage, { path: { customer_id: customerId, ref_id: refId }, body })
        .finally(statistics),
    revertUsage: (customerId, refId) =>
      session
        .call(upstream.revertDiscountUsage, { path: { customer_id: customerId, ref_id: refId } })
        .finally(statistics),
    sendEvent: async (header, body) => {
      await session.call(upstream.sendDiscountEvent, { header, body }).finally(statistics);
    },
    forgetStatistics: statistics,
  };
}
