import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const query = `query ($input: DiscountSearchInput!, $first: Int = 10, $after: String) {
  searchDiscounts(input: $input, first: $first, after: $after) {
    nodes { customerId itemId groupId discount { name } } pageInfo { hasNextPage endCursor } } }`;

describe('Query.searchDiscounts', () => {
  it('has a row for each customer, item and rule, from one call', async () => {
    const input = { customerIds: ['C1001'], items: [{ itemId: 'b1002' }, { groupId: 'G1' }] };
    const { data, errors, calls } = await harness.ask(query, { variables: { input } });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['searchDiscountRules']);
    const raincoat = { customerId: 'C1001', discount: { name: '20 % på Regnjakke' } };
    expect(data.searchDiscounts.nodes).toContainEqual({ ...raincoat, itemId: 'b1002', groupId: null });
    expect(data.searchDiscounts.nodes).toContainEqual({ ...raincoat, itemId: null, groupId: 'G1' });
  });

  it('goes on after a cursor, and refuses that of another search', async () => {
    const input = { customerIds: ['C1001', 'C1070'], items: [{ groupId: 'G1' }] };
    const whole = (await harness.ask(query, { variables: { input, first: 100 } })).data.searchDiscounts.nodes;
    const seen: unknown[] = [];
    let after: string | undefined;
    for (let page = 0; page * 2 < whole.length; page += 1) {
      const { data } = await harness.ask(query, { variables: { input, first: 2, after } });
      seen.push(...data.searchDiscounts.nodes);
      expect(data.searchDiscounts.pageInfo.hasNextPage).toBe(seen.length < whole.length);
      after = data.searchDiscounts.pageInfo.endCursor;
    }
    const other = { ...input, items: [{ groupId: 'G2' }] };
    expect(await harness.ask(query, { variables: { input: other, after } })).toMatchObject({
      codes: ['BAD_USER_INPUT'],
      calls: [],
    });
    expect(whole.length).toBeGreaterThan(2);
    expect(seen).toEqual(whole);
  });

  it('has the customer of each row, asked for once', async () => {
    const { data, calls } = await harness.ask(
      `{ searchDiscounts(input: { customerIds: ["C1001"], items: [{ groupId: "G1" }] }) {
        nodes { customer { firstName } } } }`,
    );
    expect(data.searchDiscounts.nodes[0]).toEqual({ customer: { firstName: 'Kari' } });
    expect(calls).toEqual(['getCustomer', 'searchDiscountRules']);
  });

  it('refuses a search for nobody or for nothing before any call', async () => {
    for (const input of [
      { customerIds: [], items: [{ groupId: 'G1' }] },
      { customerIds: ['C1001'], items: [] },
    ]) {
      expect(await harness.ask(query, { variables: { input } })).toMatchObject({
        codes: ['BAD_USER_INPUT'],
        calls: [],
      });
    }
  });

  it.each(['mobile', 'public', 'pos'] as const)('is denied to %s, and nothing is called', async (as) => {
    const input = { customerIds: ['C1001'], items: [{ groupId: 'G1' }] };
    expect(await harness.ask(query, { as, variables: { input } })).toMatchObject({
      data: { searchDiscounts: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});
