import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const fields =
  'id claimId ref type customerId purchasedAt discounts { discountId refs { refId amount usage } } customer { firstName }';

describe('Query.discountClaims', () => {
  it('finds those of a key or a customer', async () => {
    const query = `query ($filter: DiscountClaimFilter) { discountClaims(filter: $filter) { nodes { claimId ref customerId } } }`;
    const [claim] = harness.sandbox.state.claims.values();
    const byRef = await harness.ask(query, { as: 'pos', variables: { filter: { ref: claim?.ref } } });
    expect(byRef).toMatchObject({
      data: { discountClaims: { nodes: [{ claimId: claim?.id, ref: claim?.ref }] } },
      errors: [],
      calls: ['listClaims'],
    });
    const { data } = await harness.ask(query, { as: 'pos', variables: { filter: { customerId: 'C1001' } } });
    expect(data.discountClaims.nodes).not.toEqual([]);
    expect(new Set(data.discountClaims.nodes.map((each: { customerId: string }) => each.customerId))).toEqual(
      new Set(['C1001']),
    );
  });

  it('are denied to a customer, and nothing is called', async () => {
    const query = '{ discountClaims { nodes { claimId } } discountClaim(claimId: "x") { claimId } }';
    expect(await harness.ask(query, { as: 'mobile' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Query.discountClaim', () => {
  const query = `query ($id: String!) { discountClaim(claimId: $id) { ${fields} } }`;

  it('tells what is held, and by its opaque id again', async () => {
    const [claim] = harness.sandbox.state.claims.values();
    const { data, errors, calls } = await harness.ask(query, { variables: { id: claim?.id } });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getClaim', 'getCustomer']);
    expect(data.discountClaim).toMatchObject({
      claimId: claim?.id,
      type: 'pos',
      customer: { firstName: 'Kari' },
      discounts: [{ discountId: claim?.discounts[0]?.id, refs: [{ amount: 1_000, usage: 1 }] }],
    });
    const node = 'query ($id: ID!) { node(id: $id) { ... on DiscountClaim { claimId } } }';
    expect(await harness.ask(node, { as: 'pos', variables: { id: data.discountClaim.id } })).toMatchObject({
      data: { node: { claimId: claim?.id } },
    });
    expect(await harness.ask(node, { as: 'mobile', variables: { id: data.discountClaim.id } })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });

  it('denies a till the customer and the rule, and calls nothing for them', async () => {
    const [claim] = harness.sandbox.state.claims.values();
    const answer = await harness.ask(
      `query ($id: String!) { discountClaim(claimId: $id) { claimId customer { firstName } discounts { discount { name } } } }`,
      { as: 'pos', variables: { id: claim?.id } },
    );
    expect(answer).toMatchObject({
      data: { discountClaim: { claimId: claim?.id, customer: null, discounts: [{ discount: null }] } },
      calls: ['getClaim'],
    });
    expect(answer.errors.map(({ extensions }) => extensions['coordinate']).toSorted()).toEqual([
      'ClaimedDiscount.discount',
      'DiscountClaim.customer',
    ]);
  });

  it('is null where there is none', async () => {
    expect(await harness.ask(query, { variables: { id: 'none' } })).toMatchObject({
      data: { discountClaim: null },
      errors: [],
    });
  });
});
