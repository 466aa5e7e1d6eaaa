import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const none = '00000000-0000-4000-8000-000000000000';

/** The stamp card of the sandbox; it was given to customers and belongs to a campaign. */
function stampCard() {
  const [card] = harness.sandbox.state.discounts.values();
  if (card?.id === undefined) throw new Error('The sandbox has no discounts.');
  const given = [...harness.sandbox.state.given.values()].filter(({ discountId }) => discountId === card.id);
  return { ...card, id: card.id, given };
}

describe('Query.discount', () => {
  const query = `query ($id: String!) { discount(discountId: $id) {
    discountId name type active private visibleFrom links { href rel type } statistics { usage }
    requirement { purchaseFrom purchaseTo stamps currencies quantity items { itemId groupId } customer { types } store { names } }
    reward { type value values { value } base effect } limitation { repeatUsage rewardUsage combinable stampExpireDays hours { day } }
  } }`;

  it('has the whole rule and its statistics from the one call', async () => {
    const card = stampCard();
    const { data, errors, calls } = await harness.ask(query, { variables: { id: card.id } });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getDiscount']);
    expect(data.discount).toMatchObject({
      discountId: card.id,
      name: 'Stempelkort: Ullgenser',
      type: 'ITEM',
      active: true,
      private: true,
      links: [
        { rel: 'thumbnail_discount_image', type: 'image/png' },
        { rel: 'webshop', type: 'text/html' },
      ],
      requirement: {
        purchaseFrom: new Date(card.requirement.purchase_from).toISOString(),
        stamps: 5,
        currencies: ['NOK'],
        quantity: 1,
        items: [
          { itemId: 'b1001', groupId: null },
          { itemId: null, groupId: 'G1' },
        ],
        customer: null,
        store: null,
      },
      reward: { type: 'DISCOUNT_ITEM_PERCENT', value: 100, values: [], base: 'GROSS', effect: 'DISCOUNT' },
      limitation: { repeatUsage: null, rewardUsage: null, combinable: true, stampExpireDays: 365, hours: [] },
    });
    expect(data.discount.statistics.usage).toBe(
      card.given.reduce((total, { statistics }) => total + (statistics.usage ?? 0), 0),
    );
  });

  it('tells requirements and limits of every kind', async () => {
    const lift = harness.sandbox.fail({
      on: 'getDiscount',
      status: 200,
      body: {
        id: none,
        requirement: {
          purchase_from: 'no date',
          item: { mixes: [{ items: [{ id: 'b1' }], quantity: 2, reward_eligible: true }] },
          customer: {
            gender: ['female'],
            term: { id: ['t1'] },
            marketing_consent: { sms: { consent: ['true'] } },
            company: { bussiness_name: ['Fjellheim AS'] },
            addresses: [{ postal_place: ['Oslo'] }],
            attributes: { club: ['gold'] },
          },
          store: { id: ['S01001'], address: { country: ['NO'] }, mcc_ranges: [{ start: '5814', end: '5815' }] },
          currencies: ['NOK'],
        },
        reward: { type: 'discount_of_tomorrow', value: 12.5 },
        limitation: {
          discount_combination: 0,
          discount_repeat_usage: 3,
          discount_hours: { hours: [{ day: 'mon', start: '10:00', end: '11:00' }] },
          discount_activation: [{ type: 'deactivate_if_discount_active', value: 'd2' }],
          blacklist: [{ group_id: 'G4' }],
          dynamic_purchase_to_days: 14,
        },
      },
    });
    const { data, errors, codes } = await harness.ask(
      `query ($id: String!) { discount(discountId: $id) {
        active private statistics { usage } reward { type value base effect }
        requirement { purchaseFrom currencies mixes { items { itemId } quantity rewardEligible }
          customer { genders types termIds smsConsents emailConsents company { businessNames } addresses { postalPlaces } attributes }
          store { storeIds countries mccRanges { start end } } }
        limitation { combinable repeatUsage eligibleItems hoursTimezone hours { day start end } inactiveWith blacklist { groupId } purchaseToDays }
      } }`,
      { variables: { id: none } },
    );
    lift();
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
    expect(errors[0]?.path).toEqual(['discount', 'requirement', 'purchaseFrom']);
    expect(data.discount).toEqual({
      active: true,
      private: false,
      statistics: null,
      reward: { type: null, value: 12.5, base: 'GROSS', effect: 'DISCOUNT' },
      requirement: {
        purchaseFrom: null,
        currencies: ['NOK'],
        mixes: [{ items: [{ itemId: 'b1' }], quantity: 2, rewardEligible: true }],
        customer: {
          genders: ['female'],
          types: null,
          termIds: ['t1'],
          smsConsents: ['true'],
          emailConsents: null,
          company: { businessNames: ['Fjellheim AS'] },
          addresses: [{ postalPlaces: ['Oslo'] }],
          attributes: { club: ['gold'] },
        },
        store: { storeIds: ['S01001'], countries: ['NO'], mccRanges: [{ start: '5814', end: '5815' }] },
      },
      limitation: {
        combinable: false,
        repeatUsage: 3,
        eligibleItems: 'ITEM_ELIGIBLE_FOR_DISCOUNT',
        hoursTimezone: 'Europe/Oslo',
        hours: [{ day: 'MON', start: '10:00', end: '11:00' }],
        inactiveWith: ['d2'],
        blacklist: [{ groupId: 'G4' }],
        purchaseToDays: 14,
      },
    });
  });

  it('shows no currencies where a list cannot tell them, and says so', async () => {
    const body = { id: none, requirement: { currencies: ['NOK', { not: ['SEK'] }] } };
    const lift = harness.sandbox.fail({ on: 'getDiscount', status: 200, body });
    const asked = 'query ($id: String!) { discount(discountId: $id) { discountId requirement { currencies } } }';
    const { data, codes, errors } = await harness.ask(asked, { variables: { id: none } });
    lift();
    expect(data.discount).toEqual({ discountId: none, requirement: { currencies: null } });
    expect(codes).toEqual(['UPSTREAM_MALFORMED']);
    expect(errors[0]?.path).toEqual(['discount', 'requirement', 'currencies']);
  });

  it('is null where there is none', async () => {
    expect(await harness.ask(query, { variables: { id: none } })).toMatchObject({
      data: { discount: null },
      errors: [],
    });
  });

  it.each(['mobile', 'public', 'helpdesk-basic'] as const)('is denied to %s, and nothing is called', async (as) => {
    expect(await harness.ask(query, { as, variables: { id: stampCard().id } })).toMatchObject({
      data: { discount: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Query.discounts', () => {
  it('come with their statistics, and are not asked for again', async () => {
    const { data, errors, calls } = await harness.ask(
      '{ discounts(first: 100) { nodes { discountId statistics { usage } } } }',
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual(['listDiscounts']);
    const alive = [...harness.sandbox.state.discounts.values()].filter(({ deleted_at }) => deleted_at === undefined);
    expect(data.discounts.nodes).toHaveLength(alive.length);
    expect(data.discounts.nodes[0].statistics.usage).toEqual(expect.any(Number));
  });

  it('are found by each filter', async () => {
    const names = async (filter: string) => {
      const { data, errors } = await harness.ask(
        `{ discounts(first: 100, filter: ${filter}) { nodes { name active deletedAt campaignId } } }`,
      );
      expect(errors).toEqual([]);
      return data.discounts.nodes;
    };
    const deleted = await names('{ state: DELETED }');
    expect(deleted.length).toBeGreaterThan(0);
    expect(deleted.every(({ deletedAt }: { deletedAt: string | null }) => deletedAt !== null)).toBe(true);
    const inactive = await names('{ state: INACTIVE }');
    expect(new Set(inactive.map(({ active }: { active: boolean }) => active))).toEqual(new Set([false]));
    const { campaign_id: campaignId } = stampCard();
    const ofCampaign = await names(`{ campaignIds: ["${campaignId}", "other"] }`);
    expect(new Set(ofCampaign.map((each: { campaignId: string }) => each.campaignId))).toEqual(new Set([campaignId]));
    expect(await names('{ purchaseFrom: "2100-01-01T00:00:00Z" }')).toEqual([]);
    expect(await names('{ purchaseTo: "2000-01-01T00:00:00Z" }')).toEqual([]);
    expect(await names('{ changedSince: "2100-01-01T00:00:00Z" }')).toEqual([]);
  });

  it('are denied to the public, and nothing is called', async () => {
    expect(await harness.ask('{ discounts { nodes { id } } }', { as: 'public' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Query.publicDiscounts', () => {
  it('are there for everybody who may see them, and one by its id', async () => {
    const { data, errors, calls } = await harness.ask(
      '{ publicDiscounts(first: 100) { nodes { discountId private } } }',
      {
        as: 'public',
      },
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual(['listPublicDiscounts']);
    const [first] = data.publicDiscounts.nodes;
    expect(data.publicDiscounts.nodes.every((each: { private: boolean }) => !each.private)).toBe(true);
    const one = 'query ($id: String!) { publicDiscount(discountId: $id) { discountId } }';
    expect(await harness.ask(one, { as: 'public', variables: { id: first.discountId } })).toMatchObject({
      data: { publicDiscount: { discountId: first.discountId } },
      calls: ['getPublicDiscount'],
    });
    expect(await harness.ask(one, { as: 'public', variables: { id: stampCard().id } })).toMatchObject({
      data: { publicDiscount: null },
      errors: [],
    });
  });

  it('sends its filter', async () => {
    await harness.ask(
      '{ publicDiscounts(filter: { campaignIds: ["a", "b"], withoutCustomer: true }) { nodes { name } } }',
    );
    expect(harness.sandbox.calls.map(({ path }) => path)).toEqual([
      '/discounts/public/rules?campaign_id=a&campaign_id=b&no_customer_id=true&limit=11',
    ]);
  });

  it('loads statistics for staff once for each discount, and for nobody else', async () => {
    const query = '{ publicDiscounts(first: 2) { nodes { statistics { usage } again: statistics { amount } } } }';
    const { data, calls } = await harness.ask(query);
    expect(calls).toEqual(['getDiscount', 'getDiscount', 'listPublicDiscounts']);
    expect(data.publicDiscounts.nodes[0].statistics.usage).toEqual(expect.any(Number));
    expect(await harness.ask(query, { as: 'public' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: ['listPublicDiscounts'],
    });
  });

  it('are denied to a token of another service, and nothing is called', async () => {
    const query = '{ publicDiscounts { nodes { name } } publicDiscount(discountId: "x") { name } }';
    expect(await harness.ask(query, { as: 'helpdesk-basic' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Discount', () => {
  it('can be fetched again by its id, by staff only', async () => {
    const card = stampCard();
    const { data } = await harness.ask('query ($id: String!) { discount(discountId: $id) { id } }', {
      variables: { id: card.id },
    });
    const node = 'query ($id: ID!) { node(id: $id) { ... on Discount { discountId statistics { usage } } } }';
    expect(await harness.ask(node, { variables: { id: data.discount.id } })).toMatchObject({
      data: { node: { discountId: card.id, statistics: { usage: expect.any(Number) } } },
      calls: ['getDiscount'],
    });
    expect(await harness.ask(node, { as: 'mobile', variables: { id: data.discount.id } })).toMatchObject({
      data: { node: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });

  it('has its campaign, asked for once however many share it', async () => {
    const { campaign_id: campaignId } = stampCard();
    const { data, calls } = await harness.ask(
      `{ discounts(filter: { campaignIds: ["${campaignId}"] }) { nodes { campaign { campaignId name private } } } }`,
    );
    expect(calls).toEqual(['getCampaign', 'listDiscounts']);
    expect(data.discounts.nodes.length).toBeGreaterThan(1);
    expect(data.discounts.nodes.at(-1).campaign).toEqual({ campaignId, name: 'Høstsalg', private: false });
  });

  it('has the customers who were given it, and what each did with it', async () => {
    const card = stampCard();
    const { data, errors, calls } = await harness.ask(
      `query ($id: String!) { discount(discountId: $id) {
        customers(first: 100) { nodes { customerId givenAt deletedAt } }
        usages(first: 100) { nodes { refId customerId statistics { usage stampProgress { collected required } } uses { ref refType usage amount } } }
      } }`,
      { variables: { id: card.id } },
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getDiscount', 'listDiscountCustomers', 'listDiscountUsages']);
    const ids = card.given.map(({ customerId }) => customerId);
    expect(data.discount.customers.nodes.map((row: { customerId: string }) => row.customerId)).toEqual(ids);
    expect(data.discount.usages.nodes).toEqual(
      card.given.map(({ refId, customerId, statistics, usageRefs }) => ({
        refId,
        customerId,
        statistics: {
          usage: statistics.usage,
          stampProgress: { collected: statistics.current_stamp, required: 5 },
        },
        uses: usageRefs.map((use) => ({
          ref: use.ref,
          refType: use.ref_type,
          usage: use.usage ?? null,
          amount: use.amount ?? null,
        })),
      })),
    );
  });

  it('asks for the customers of a state', async () => {
    const { codes } = await harness.ask(
      'query ($id: String!) { discount(discountId: $id) { customers(first: 2, state: DELETED) { nodes { customer { firstName } } } } }',
      { variables: { id: stampCard().id } },
    );
    expect(codes).toEqual([]);
    expect(harness.sandbox.calls.map(({ path }) => path)).toContain(
      `/discounts/rules/${stampCard().id}/customers?state=deleted&limit=3`,
    );
  });

  it('denies campaign, customers and usages to the public, and calls nothing for them', async () => {
    const query = `{ publicDiscounts(first: 3) { nodes {
      name campaign { name } customers { nodes { customerId } } usages { nodes { customerId } } } } }`;
    const answer = await harness.ask(query, { as: 'public' });
    expect(answer.codes).toEqual(['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE']);
    expect(answer.calls).toEqual(['listPublicDiscounts']);
  });
});

describe('Query.discountCampaigns', () => {
  it('are those of a state, and one by its id', async () => {
    const { data, calls } = await harness.ask(
      '{ discountCampaigns(state: PRIVATE) { nodes { id campaignId name private } } }',
    );
    expect(calls).toEqual(['listCampaigns']);
    const [campaign] = data.discountCampaigns.nodes;
    expect(data.discountCampaigns.nodes).toMatchObject([{ name: 'Julekampanje', private: true }]);
    const again = await harness.ask(
      `query ($id: String!, $node: ID!) {
        discountCampaign(campaignId: $id) { name } node(id: $node) { ... on DiscountCampaign { name } } none: discountCampaign(campaignId: "none") { name } }`,
      { variables: { id: campaign.campaignId, node: campaign.id } },
    );
    expect(again).toMatchObject({
      data: { discountCampaign: { name: 'Julekampanje' }, node: { name: 'Julekampanje' }, none: null },
      errors: [],
      calls: ['getCampaign', 'getCampaign'],
    });
  });

  it('are denied to a customer, and nothing is called', async () => {
    const query = '{ discountCampaigns { nodes { name } } discountCampaign(campaignId: "x") { name } }';
    expect(await harness.ask(query, { as: 'mobile' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});
