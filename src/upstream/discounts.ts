import type { components } from './contract/discounts.ts';
import { operation } from './operation.ts';

/** A discount rule. */
export type Discount = components['schemas']['Discount'];

/** A campaign. */
export type Campaign = components['schemas']['Campaign'];

/** A claim on discounts. */
export type Claim = components['schemas']['Claim'];

/** A customer's use of a discount. */
export type DiscountUsage = components['schemas']['DiscountUsage'];

/** `GET /automations/rules`: automations. */
export const listAutomations = operation('aid_automations_rules_get');

/** `POST /automations/rules`: creates an automation. */
export const createAutomation = operation('aid_automations_rules_post');

/** `GET /automations/rules/{arid}`: one automation. */
export const getAutomation = operation('aid_automations_rules_rid_get');

/** `DELETE /automations/rules/{arid}`: deletes an automation. */
export const deleteAutomation = operation('aid_automations_rules_rid_delete');

/** `POST /discounts/available_for_receipt`: a cart with the discounts that apply to it. */
export const cartDiscounts = operation('aid_discounts_available_for_receipt_post');

/** `GET /discounts/available_for_receipt/claims`: claims on discounts. */
export const listClaims = operation('aid_discounts_available_for_receipt_get_claims');

/** `POST /discounts/available_for_receipt/claims`: claims discounts for a cart. */
export const createClaim = operation('aid_discounts_available_for_receipt_post_claim');

/** `GET /discounts/available_for_receipt/claims/{claim_id}`: one claim. */
export const getClaim = operation('aid_discounts_available_for_receipt_get_claim');

/** `DELETE /discounts/available_for_receipt/claims/{claim_id}`: releases a claim. */
export const releaseClaim = operation('aid_discounts_available_for_receipt_delete_claim');

/** `GET /discounts/campaigns`: campaigns. */
export const listCampaigns = operation('aid_discounts_campaigns_get');

/** `POST /discounts/campaigns`: creates a campaign. */
export const createCampaign = operation('aid_discounts_campaigns_post');

/** `GET /discounts/campaigns/{campaign_id}`: one campaign. */
export const getCampaign = operation('aid_discounts_campaigns_campaign_id_get');

/** `PUT /discounts/campaigns/{campaign_id}`: changes a campaign. */
export const updateCampaign = operation('aid_discounts_campaigns_campaign_id_put');

/** `DELETE /discounts/campaigns/{campaign_id}`: deletes a campaign. */
export const deleteCampaign = operation('aid_discounts_campaigns_campaign_id_delete');

/** `GET /discounts/customers/{customer_id}/refs/{ref_id}`: one discount given to a customer. */
export const getCustomerDiscount = operation('aid_discounts_customer_cid_get_ref_id');

/** `POST /discounts/customers/{customer_id}/refs/{ref_id}`: records a use of it. */
export const recordDiscountUsage = operation('aid_discounts_customer_cid_post_ref_id');

/** `DELETE /discounts/customers/{customer_id}/refs/{ref_id}`: takes a use back. */
export const revertDiscountUsage = operation('aid_discounts_customer_cid_delete_ref_id');

/** `GET /discounts/customers/{customer_id}/rules`: discounts that a customer has. */
export const listCustomerDiscounts = operation('aid_discounts_customer_cid_get');

/** `POST /discounts/events`: tells of a token or a receipt. */
export const sendDiscountEvent = operation('aid_discounts_events_post');

/** `GET /discounts/public/rules`: discounts that anybody may see. */
export const listPublicDiscounts = operation('aid_discounts_public_get');

/** `GET /discounts/rules`: discount rules. */
export const listDiscounts = operation('aid_discounts_get');

/** `POST /discounts/rules`: creates a discount rule. */
export const createDiscount = operation('aid_discounts_post');

/** `GET /discounts/rules/{did}`: one discount rule. */
export const getDiscount = operation('aid_discounts_did_get');

/** `PUT /discounts/rules/{did}`: changes a discount rule. */
export const updateDiscount = operation('aid_discounts_did_put');

/** `DELETE /discounts/rules/{did}`: deletes a discount rule. */
export const deleteDiscount = operation('aid_discounts_did_delete');

/** `GET /discounts/rules/{did}/customers`: customers who were given a discount. */
export const listDiscountCustomers = operation('aid_discounts_did_customers_get');

/** `POST /discounts/rules/{did}/customers`: gives a discount to customers. */
export const addDiscountCustomers = operation('aid_discounts_did_customers_post');

/** `DELETE /discounts/rules/{did}/customers`: takes a discount from customers. */
export const removeDiscountCustomers = operation('aid_discounts_did_customers_delete');

/** `GET /discounts/rules/{did}/usages`: uses of a discount. */
export const listDiscountUsages = operation('aid_discounts_did_usages_get');

/** `POST /discounts/search/rules`: discounts of many customers on given articles; takes many customers at once. */
export const searchDiscountRules = operation('aid_discounts_rules_search_post');

/** `GET /discounts/public/rules/{id}`: one discount that anybody may see. */
export const getPublicDiscount = operation('aid_discounts_public_id_get');
