import type { Campaign, Claim, Discount } from '../upstream/contract/discounts.ts';
import type { BodyOf, HeaderOf, ResultOf } from '../upstream/endpoint.ts';
import {
  addDiscountCustomers,
  createAutomation,
  createCampaign,
  createClaim,
  createDiscount,
  deleteAutomation,
  deleteCampaign,
  deleteDiscount,
  recordDiscountUsage,
  releaseClaim,
  removeDiscountCustomers,
  revertDiscountUsage,
  sendDiscountEvent,
  updateCampaign,
  updateDiscount,
} from '../upstream/endpoints/discounts.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { DiscountsReads } from './discounts.ts';

/** Writes of the discounts service. */
export interface DiscountsWrites {
  createClaim(body: BodyOf<'createClaim'>): Promise<Claim>;
  releaseClaim(claimId: string): Promise<Claim>;
  createCampaign(body: BodyOf<'createCampaign'>): Promise<Campaign>;
  updateCampaign(campaignId: string, body: BodyOf<'updateCampaign'>): Promise<Campaign>;
  deleteCampaign(campaignId: string): Promise<Campaign>;
  createDiscount(body: BodyOf<'createDiscount'>): Promise<Discount>;
  updateDiscount(discountId: string, body: BodyOf<'updateDiscount'>): Promise<ResultOf<'updateDiscount'>>;
  deleteDiscount(discountId: string): Promise<Discount>;
  createAutomation(body: BodyOf<'createAutomation'>): Promise<ResultOf<'createAutomation'>>;
  deleteAutomation(automationId: string): Promise<ResultOf<'deleteAutomation'>>;
  addCustomers(discountId: string, body: BodyOf<'addDiscountCustomers'>): Promise<Discount>;
  removeCustomers(discountId: string, body: BodyOf<'removeDiscountCustomers'>): Promise<Discount>;
  recordUsage(
    customerId: string,
    refId: string,
    body: BodyOf<'recordDiscountUsage'>,
  ): Promise<ResultOf<'recordDiscountUsage'>>;
  revertUsage(customerId: string, refId: string): Promise<ResultOf<'revertDiscountUsage'>>;
  /** Tells of a token or a receipt that upstream does not have itself. */
  sendEvent(header: HeaderOf<'sendDiscountEvent'>, body: BodyOf<'sendDiscountEvent'>): Promise<void>;
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
    createClaim: (body) => session.call(createClaim, { body }).finally(claims),
    releaseClaim: (claimId) => session.call(releaseClaim, { path: { claim_id: claimId } }).finally(claims),
    createCampaign: (body) => session.call(createCampaign, { body }).finally(campaigns),
    updateCampaign: (campaignId, body) =>
      session.call(updateCampaign, { path: { campaign_id: campaignId }, body }).finally(campaigns),
    deleteCampaign: (campaignId) =>
      session.call(deleteCampaign, { path: { campaign_id: campaignId } }).finally(campaigns),
    createDiscount: (body) => session.call(createDiscount, { body }).finally(rules),
    updateDiscount: (did, body) => session.call(updateDiscount, { path: { did }, body }).finally(rules),
    deleteDiscount: (did) => session.call(deleteDiscount, { path: { did } }).finally(rules),
    createAutomation: (body) => session.call(createAutomation, { body }).finally(automations),
    deleteAutomation: (arid) => session.call(deleteAutomation, { path: { arid } }).finally(automations),
    addCustomers: (did, body) => session.call(addDiscountCustomers, { path: { did }, body }).finally(statistics),
    removeCustomers: (did, body) => session.call(removeDiscountCustomers, { path: { did }, body }).finally(statistics),
    recordUsage: (customerId, refId, body) =>
      session.call(recordDiscountUsage, { path: { customer_id: customerId, ref_id: refId }, body }).finally(statistics),
    revertUsage: (customerId, refId) =>
      session.call(revertDiscountUsage, { path: { customer_id: customerId, ref_id: refId } }).finally(statistics),
    sendEvent: async (header, body) => {
      await session.call(sendDiscountEvent, { header, body }).finally(statistics);
    },
    forgetStatistics: statistics,
  };
}
