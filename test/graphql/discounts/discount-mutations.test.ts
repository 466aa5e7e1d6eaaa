import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

/** A rule that nobody has yet. */
function free() {
  const { discounts, given } = harness.sandbox.state;
  const rule = [...discounts.values()].find(
    ({ id, deleted_at }) =>
      deleted_at === undefined && ![...given.values()].some(({ discountId }) => discountId === id),
  );
  if (rule?.id === undefined) throw new Error('The sandbox has no rule that nobody has.');
  return rule.id;
}

function givenTo(customerId: string, discountId?: string) {
  const found = [...harness.sandbox.state.given.values()].find(
    (each) => each.customerId === customerId && (discountId ?? each.discountId) === each.discountId,
  );
  return found;
}

describe('Mutation.discountCustomersAdd and Mutation.discountCustomersRemove', () => {
  it('give a discount once to each, and take it away', async () => {
    const discountId = free();
    const input = { discountId, customerIds: ['C1003', 'C1003', 'C1004'] };
    const { data, calls } = await run(
      'discountCustomersAdd',
      input,
      'discount { discountId customers(first: 10) { nodes { customerId } } }',
    );
    expect(
      data.discountCustomersAdd.discount.customers.nodes
        .map(({ customerId }: { customerId: string }) => customerId)
        .sort(),
    ).toEqual(['C1003', 'C1004']);
    expect(calls).toEqual(['addDiscountCustomers', 'listDiscountCustomers']);
    await run('discountCustomersRemove', { discountId, customerIds: ['C1003'] }, 'discount { discountId }');
    expect([givenTo('C1003', discountId), givenTo('C1004', discountId)?.customerId]).toEqual([undefined, 'C1004']);
  });

  it('name the customer who does not exist', async () => {
    const { data } = await run(
      'discountCustomersAdd',
      { discountId: free(), customerIds: ['C1001', 'none'] },
      'discount { discountId }',
    );
    expect(data.discountCustomersAdd.userErrors).toMatchObject([
      { code: 'NOT_FOUND', field: ['input', 'customerIds', '1'] },
    ]);
  });
});

describe('Mutation.discountUsageRecord and Mutation.discountUsageRevert', () => {
  it('count a use once, and take it back', async () => {
    const given = givenTo('C1001');
    const before = { ...given?.statistics };
    const refId = given?.refId;
    const use = { customerId: 'C1001', refId, usageRef: 'receipt-1', usageRefType: 'receipt_add', amount: 250 };
    for (let times = 0; times < 2; times += 1) {
      const { data, calls } = await run(
        'discountUsageRecord',
        use,
        'customerDiscount { refId statistics { usage amount } }',
      );
      expect(data.discountUsageRecord).toEqual({
        customerDiscount: { refId, statistics: { usage: (before.usage ?? 0) + 1, amount: (before.amount ?? 0) + 250 } },
        userErrors: [],
      });
      expect(calls).toEqual(['recordDiscountUsage']);
    }
    const reverted = await run(
      'discountUsageRevert',
      { customerId: 'C1001', refId },
      'customerDiscount { statistics { usage amount } }',
    );
    expect(reverted.data.discountUsageRevert.customerDiscount.statistics).toEqual({
      usage: before.usage,
      amount: before.amount,
    });
  });

  it('tell that the customer has no such discount', async () => {
    const { data } = await run(
      'discountUsageRevert',
      { customerId: 'C1001', refId: 'none' },
      'customerDiscount { refId }',
    );
    expect(data.discountUsageRevert.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });
});

describe('the mutations of campaigns, rules and automations', () => {
  it('do not take null for what cannot be taken away, and call nothing', async () => {
    const { data, calls } = await run('discountCampaignUpdate', { campaignId: 'x', name: null }, '__typename');
    expect(data.discountCampaignUpdate.userErrors).toMatchObject([{ field: ['input', 'name'] }]);
    expect(calls).toEqual([]);
  });

  it('make, change and delete a campaign', async () => {
    const created = await run(
      'discountCampaignCreate',
      { campaignId: 'spring', name: 'Spring' },
      'campaign { campaignId name }',
    );
    expect(created.data.discountCampaignCreate).toEqual({
      campaign: { campaignId: 'spring', name: 'Spring' },
      userErrors: [],
    });
    expect(created.calls).toEqual(['createCampaign']);
    const taken = await run('discountCampaignCreate', { campaignId: 'spring', name: 'Spring' }, 'campaign { name }');
    expect(taken.data.discountCampaignCreate.userErrors).toMatchObject([{ field: ['input', 'campaignId'] }]);
    const updated = await run('discountCampaignUpdate', { campaignId: 'spring', name: 'Summer' }, 'campaign { name }');
    expect(updated.data.discountCampaignUpdate.campaign).toEqual({ name: 'Summer' });
    await run('discountCampaignDelete', { campaignId: 'spring' }, 'campaign { name }');
    const again = await run('discountCampaignDelete', { campaignId: 'spring' }, 'campaign { name }');
    expect(again.data.discountCampaignDelete.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it('delete a rule, which applies no more', async () => {
    const discountId = free();
    const { data } = await run('discountDelete', { discountId }, 'discount { discountId }');
    expect(data.discountDelete).toEqual({ discount: { discountId }, userErrors: [] });
    expect(harness.sandbox.state.discounts.get(discountId)?.deleted_at).toBeDefined();
  });

  it('delete an automation', async () => {
    const [automationId] = harness.sandbox.state.automations.keys();
    const { data } = await run('automationDelete', { automationId }, 'automation { automationId }');
    expect(data.automationDelete).toEqual({ automation: { automationId }, userErrors: [] });
  });
});

describe('Mutation.discountClaimCreate', () => {
  it('tells everything that is wrong at once, without a call', async () => {
    const input = {
      ref: ' ',
      customerId: 'C1001',
      purchasedAt: '2026-11-01T12:00:00Z',
      discounts: [{ discountId: 'd', refs: [{ refId: 'r', amount: -1, usage: 0 }] }],
    };
    const { data, calls } = await run('discountClaimCreate', input, 'claim { ref }');
    expect(data.discountClaimCreate.userErrors.map(({ field }: { field: string[] }) => field.join('.'))).toEqual([
      'input.ref',
      'input.discounts.0.refs.0.amount',
      'input.discounts.0.refs.0.usage',
    ]);
    expect(calls).toEqual([]);
  });
});

describe('every mutation of discounts', () => {
  const customerIds = ['C1001'];
  const inputs = {
    discountClaimCreate: {
      ref: 'x',
      customerId: 'x',
      purchasedAt: '2026-11-01T12:00:00Z',
      discounts: [{ discountId: 'x', refs: [] }],
    },
    discountClaimRelease: { claimId: 'x' },
    discountCampaignCreate: { name: 'x' },
    discountCampaignUpdate: { campaignId: 'x' },
    discountCampaignDelete: { campaignId: 'x' },
    discountDelete: { discountId: 'x' },
    automationDelete: { automationId: 'x' },
    discountCustomersAdd: { discountId: 'x', customerIds },
    discountCustomersRemove: { discountId: 'x', customerIds },
    discountUsageRecord: { customerId: 'x', refId: 'x', usageRef: 'x', usageRefType: 'x' },
    discountUsageRevert: { customerId: 'x', refId: 'x' },
  };

  deniesReadersAndCustomers(run, inputs);
});
