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
  return {
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
