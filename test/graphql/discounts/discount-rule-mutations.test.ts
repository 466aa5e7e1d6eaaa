import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deniesReadersAndCustomers } from '../denials.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const run: Harness['mutate'] = (...args) => harness.mutate(...args);
const requirement = { purchaseFrom: '2026-11-01T00:00:00Z', purchaseTo: '2027-11-01T00:00:00Z' };
const reward = { type: 'DISCOUNT_PERCENT', value: 10 };
const at = (errors: { field: string[] }[]) => errors.map(({ field }) => field.slice(1).join('.'));

async function rule(more: object = {}): Promise<string> {
  const { data } = await run('discountCreate', { requirement, reward, ...more }, 'discount { discountId }');
  return data.discountCreate.discount.discountId;
}

describe('Mutation.discountCreate', () => {
  it('makes a rule of everything that can be said of one, and reads it back', async () => {
    const [campaignId] = harness.sandbox.state.campaigns.keys();
    const said = {
      type: 'ITEM',
      name: 'Spar 100,-',
      description: 'For kaffe.',
      receiptText: 'Spar 100,-',
      private: true,
      campaignId,
      visibleFrom: '2026-11-01T00:00:00.000Z',
      links: [{ href: 'https://example.com/a.png', rel: 'image', type: 'image/png' }],
      metadata: { a: 1 },
      requirement: {
        purchaseFrom: '2026-11-01T00:00:00.000Z',
        purchaseTo: '2027-11-01T00:00:00.000Z',
        grossAmount: 10_000,
        netAmount: 9_000,
        currencies: ['NOK'],
        quantity: 2,
        items: [{ itemId: 'A-1' }, { groupId: 'G' }],
        mixes: [{ items: [{ itemId: 'A-2' }], quantity: 1, rewardEligible: true }],
        stamps: 5,
        discountCode: 'VINTER',
        customer: {
          types: ['COMPANY'],
          enrolledByTypes: ['url'],
          termIds: ['t'],
          emailConsents: ['true'],
          addresses: [{ countries: ['NO'], types: ['CUSTOM'], customTypes: ['cabin'] }],
          company: { businessNames: ['Kari AS'] },
          attributes: { size: ['42'] },
        },
        store: { storeIds: ['L-01'], mccRanges: [{ start: '5811', end: '5814' }], postalPlaces: ['Oslo'] },
      },
      limitation: {
        repeatUsage: 3,
        rewardUsage: null,
        combinable: false,
        eligibleItems: 'RECEIPT_NO_DISCOUNT',
        stampExpireDays: 30,
        purchaseToDays: 7,
        hours: [{ day: 'MON', start: '10:00', end: '20:00' }],
        inactiveWith: ['5a9db0c5-0000-4000-8000-000000000001'],
        blacklist: [{ itemId: 'A-9' }],
      },
      reward: { ...reward, values: [{ items: [{ itemId: 'A-1' }], value: 20 }], base: 'NET', effect: 'BONUS' },
    };
    const { data, errors, calls } = await run(
      'discountCreate',
      said,
      `discount {
        type name description receiptText private campaignId visibleFrom metadata links { href rel type }
        requirement { purchaseFrom purchaseTo grossAmount netAmount currencies quantity items { itemId groupId } stamps
          discountCode mixes { items { itemId } quantity rewardEligible }
          customer { types enrolledByTypes termIds emailConsents attributes addresses { countries types customTypes }
            company { businessNames } }
          store { storeIds mccRanges { start end } postalPlaces } }
        limitation { repeatUsage rewardUsage combinable eligibleItems stampExpireDays purchaseToDays
          hours { day start end } inactiveWith blacklist { itemId } }
        reward { type value values { items { itemId } value } base effect }
      }`,
    );
    expect(errors).toEqual([]);
    expect(data.discountCreate.userErrors).toEqual([]);
    expect(calls).toEqual(['createDiscount']);
    expect(data.discountCreate.discount).toEqual({
      ...said,
      requirement: {
        ...said.requirement,
        items: [
          { itemId: 'A-1', groupId: null },
          { itemId: null, groupId: 'G' },
        ],
      },
    });
  });

  it('applies: who is given it sees it', async () => {
    const discountId = await rule({ private: true });
    await run('discountCustomersAdd', { discountId, customerIds: ['C1001'] }, '__typename');
    const { data } = await harness.ask('{ me { discounts(first: 100) { nodes { discount { discountId } } } } }', {
      as: 'mobile',
    });
    expect(data.me.discounts.nodes).toContainEqual({ discount: { discountId } });
  });

  it('tells everything that is wrong at once, at its place, without a call', async () => {
    const { data, calls } = await run(
      'discountCreate',
      {
        requirement: {
          ...requirement,
          purchaseTo: '2026-01-01T00:00:00Z',
          grossAmount: -1,
          stamps: 0,
          mixes: [{ items: [], quantity: 0, rewardEligible: true }],
          store: { mccRanges: [{ start: 'x', end: '5814' }] },
        },
        reward: { type: 'DISCOUNT_PERCENT', value: 101 },
        limitation: { repeatUsage: -1, hours: [{ day: 'MON', start: '25:00', end: '20:00' }] },
        links: [{ href: 'no address' }],
      },
      '__typename',
    );
    expect(at(data.discountCreate.userErrors).sort()).toEqual([
      'limitation.hours.0.start',
      'limitation.repeatUsage',
      'links.0.href',
      'requirement.grossAmount',
      'requirement.mixes.0.quantity',
      'requirement.purchaseTo',
      'requirement.stamps',
      'requirement.store.mccRanges.0.start',
      'reward.value',
    ]);
    expect(calls).toEqual([]);
  });

  it('says that there is no such campaign', async () => {
    const { data } = await run('discountCreate', { requirement, reward, campaignId: 'none' }, '__typename');
    expect(at(data.discountCreate.userErrors)).toEqual(['campaignId']);
  });
});

describe('Mutation.discountUpdate', () => {
  it('changes what is given and leaves the rest alone', async () => {
    const discountId = await rule({ name: 'Old', description: 'Stays.', requirement: { ...requirement, stamps: 4 } });
    const { data, calls } = await run(
      'discountUpdate',
      { discountId, name: 'New', active: false, limitation: { rewardUsage: 1 } },
      'discount { name description active limitation { rewardUsage repeatUsage } requirement { stamps } statistics { usage } }',
    );
    expect(data.discountUpdate.discount).toEqual({
      name: 'New',
      description: 'Stays.',
      active: false,
      limitation: { rewardUsage: 1, repeatUsage: null },
      requirement: { stamps: 4 },
      statistics: { usage: 0 },
    });
    expect(calls).toEqual(['updateDiscount']);
    const ended = await run(
      'discountUpdate',
      { discountId, requirement: { purchaseTo: '2026-12-01T00:00:00Z' } },
      'discount { requirement { purchaseFrom purchaseTo } }',
    );
    expect(ended.data.discountUpdate.discount.requirement).toEqual({
      purchaseFrom: '2026-11-01T00:00:00.000Z',
      purchaseTo: '2026-12-01T00:00:00.000Z',
    });
  });

  it('does not take null for what cannot be taken away, and calls nothing', async () => {
    const { data, calls } = await run(
      'discountUpdate',
      { discountId: await rule(), name: null, links: null },
      '__typename',
    );
    expect(at(data.discountUpdate.userErrors).sort()).toEqual(['links', 'name']);
    expect(calls).toEqual([]);
  });

  it('says that there is none, or that an end does not fit', async () => {
    const discountId = '5a9db0c5-0000-4000-8000-000000000000';
    expect(
      (await run('discountUpdate', { discountId, name: 'x' }, '__typename')).data.discountUpdate.userErrors,
    ).toMatchObject([{ code: 'NOT_FOUND' }]);
    const early = { discountId: await rule(), requirement: { purchaseTo: '2020-01-01T00:00:00Z' } };
    expect(at((await run('discountUpdate', early, '__typename')).data.discountUpdate.userErrors)).toEqual([
      'requirement.purchaseTo',
    ]);
  });
});

describe('Mutation.discountEventSend', () => {
  const receipt = {
    receiptId: 'E-1',
    store: { storeId: 'L-01' },
    purchasedAt: '2026-11-20T12:00:00Z',
    currency: 'NOK',
    customerId: 'C1001',
  };

  it('counts a receipt that another system stores, once for each delivery', async () => {
    const discountId = await rule({ requirement: { ...requirement, stamps: 3, items: [{ itemId: 'STAMPED' }] } });
    await run('discountCustomersAdd', { discountId, customerIds: ['C1001'] }, '__typename');
    const given = [...harness.sandbox.state.given.values()].find((each) => each.discountId === discountId);
    const input = {
      deliveryId: 'delivery-1',
      event: {
        receiptAdd: {
          id: '5a9db0c5-0000-4000-8000-000000000002',
          receipt: { ...receipt, items: [{ itemId: 'STAMPED', quantity: 2 }] },
        },
      },
    };
    const token = await harness.sandbox.issue({ scopes: ['write:discounts:/events'] });
    for (const _ of [1, 2]) {
      const { data, calls } = await run('discountEventSend', input, 'sent', { token });
      expect(data.discountEventSend).toEqual({ sent: true, userErrors: [] });
      expect(calls).toEqual(['sendDiscountEvent']);
    }
    expect(given?.statistics.stamp).toBe(2);
  });

  it('tells of a token', async () => {
    const token = { customerId: 'C1001', tokenId: 't', type: 'sha1:email', value: 'v' };
    for (const event of [{ tokenAdd: token }, { tokenRemove: token }]) {
      const { data } = await run('discountEventSend', { deliveryId: 'delivery-2', event }, 'sent');
      expect(data.discountEventSend).toEqual({ sent: true, userErrors: [] });
    }
  });

  it('tells everything that is wrong at once, without a call', async () => {
    const { data, calls } = await run(
      'discountEventSend',
      {
        deliveryId: 'a\r\nb: c',
        event: {
          receiptAdd: { id: 'R', receipt: { ...receipt, customerId: null, store: { storeId: 'L', mcc: 'x' } } },
        },
      },
      'sent',
    );
    expect(at(data.discountEventSend.userErrors)).toEqual([
      'deliveryId',
      'event.receiptAdd.receipt.customerId',
      'event.receiptAdd.id',
      'event.receiptAdd.receipt.store.mcc',
    ]);
    expect(calls).toEqual([]);
  });
});

describe('Mutation.automationCreate', () => {
  const input = {
    name: 'Welcome',
    from: '2026-11-01T00:00:00.000Z',
    to: '2027-11-01T00:00:00.000Z',
    events: ['CUSTOMER_ADD'],
    filter: { type: 'customer' },
    actions: [{ type: 'add_discount', settings: { discount_id: 'x' } }],
  };

  it('makes an automation, which is read by its id from then on', async () => {
    const { data } = await run(
      'automationCreate',
      input,
      'automation { automationId name from to events filter repeat actions }',
    );
    const { automationId, ...made } = data.automationCreate.automation;
    expect(made).toEqual({ ...input, repeat: 1, actions: ['add_discount'] });
    expect(harness.sandbox.state.automations.get(automationId)?.actions).toEqual([
      { type: 'add_discount', discount_id: 'x' },
    ]);
    const read = await harness.ask('query ($id: String!) { automation(automationId: $id) { name } }', {
      as: 'admin',
      variables: { id: automationId },
    });
    expect(read.data.automation).toEqual({ name: 'Welcome' });
  });

  it('tells everything that is wrong at once, without a call', async () => {
    const bad = { ...input, to: input.from, events: [], actions: [], repeat: 0 };
    const { data, calls } = await run('automationCreate', bad, '__typename');
    expect(at(data.automationCreate.userErrors)).toEqual(['to', 'events', 'actions', 'repeat']);
    expect(calls).toEqual([]);
  });
});

describe('every mutation of rules', () => {
  const token = { customerId: 'C1001', tokenId: 't', type: 'x', value: 'v' };
  const inputs = {
    discountCreate: { requirement, reward },
    discountUpdate: { discountId: 'x', name: 'x' },
    discountEventSend: { deliveryId: 'x', event: { tokenAdd: token } },
    automationCreate: {
      from: '2026-11-01T00:00:00Z',
      to: '2027-11-01T00:00:00Z',
      events: ['CUSTOMER_ADD'],
      actions: [{ type: 'x' }],
    },
  };

  deniesReadersAndCustomers(run, inputs);
});
