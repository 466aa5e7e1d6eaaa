import type { SandboxState } from '../../../src/sandbox/state.ts';
import type { Special } from '../special.ts';

/** Inputs of the mutations of discounts, `'Mutation.x': { input }`, about C1001 or nobody unless they name an owner. */
export function discountsInputs({
  given,
  claims,
  campaigns,
  automations,
}: SandboxState): Readonly<Record<string, Special>> {
  const customerId = 'C1001';
  const own = [...given.values()].find((each) => each.customerId === customerId && each.usageRefs.length > 0);
  const { discountId = '', refId = '' } = own ?? {};
  const [claimId] = claims.keys();
  const [campaignId] = campaigns.keys();
  const [automationId] = automations.keys();
  const customerIds = [customerId];
  const requirement = { purchaseFrom: '2026-01-01T00:00:00Z', purchaseTo: '2027-01-01T00:00:00Z' };
  const token = { customerId, tokenId: 't', type: 'sha1:email', value: 'v' };
  return {
    'Mutation.discountCreate': { input: { requirement, reward: { type: 'DISCOUNT_PERCENT', value: 10 } } },
    'Mutation.discountUpdate': { input: { discountId, name: 'permissions' } },
    'Mutation.discountEventSend': { input: { deliveryId: 'permissions', event: { tokenAdd: token } } },
    'Mutation.automationCreate': {
      input: {
        from: '2026-01-01T00:00:00Z',
        to: '2027-01-01T00:00:00Z',
        events: ['CUSTOMER_ADD'],
        actions: [{ type: 'discount' }],
      },
    },
    'Mutation.discountClaimCreate': {
      input: {
        ref: 'permissions',
        customerId,
        purchasedAt: '2026-11-01T12:00:00Z',
        discounts: [{ discountId, refs: [{ refId: discountId, amount: 1 }] }],
      },
    },
    'Mutation.discountClaimRelease': { input: { claimId }, owner: [...claims.values()][0]?.customer_id ?? '' },
    'Mutation.discountCampaignCreate': { input: { name: 'permissions' } },
    'Mutation.discountCampaignUpdate': { input: { campaignId, name: 'permissions' } },
    'Mutation.discountCampaignDelete': { input: { campaignId } },
    'Mutation.discountDelete': { input: { discountId } },
    'Mutation.automationDelete': { input: { automationId } },
    'Mutation.discountCustomersAdd': { input: { discountId, customerIds } },
    'Mutation.discountCustomersRemove': { input: { discountId, customerIds } },
    'Mutation.discountUsageRecord': {
      input: { customerId, refId, usageRef: 'permissions', usageRefType: 'receipt_add' },
    },
    'Mutation.discountUsageRevert': { input: { customerId, refId } },
  };
}
