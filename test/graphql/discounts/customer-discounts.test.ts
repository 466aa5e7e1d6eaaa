import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isAvailable } from '../../../src/sandbox/handlers/discount-views.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

interface Named {
  readonly name: string;
}

/** What the sandbox says that a customer was given and may use, narrowed to rules that concern a group. */
function givenTo(customerId: string, groupId?: string) {
  const { given, discounts } = harness.sandbox.state;
  return [...given.values()]
    .filter((each) => each.customerId === customerId)
    .flatMap((each) => {
      const discount = discounts.get(each.discountId);
      const items = discount?.requirement.item?.items ?? [];
      const isWanted = groupId === undefined || items.some((item) => item.group_id === groupId);
      return discount !== undefined && isAvailable(discount) && isWanted ? [{ ...each, discount }] : [];
    });
}

describe('Customer.discounts', () => {
  const query = `query ($id: String!) { customer(customerId: $id) { discounts {
    nodes { refId discountId name discount { name reward { type value base effect } } statistics { usage stampProgress { collected required } } }
  } } }`;

  it.each(['helpdesk', 'mobile'] as const)('are there with their stamps from the one list for %s', async (as) => {
    const { data, errors, calls } = await harness.ask(query, { as, variables: { id: 'C1001' } });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getCustomer', 'listCustomerDiscounts']);
    const { nodes } = data.customer.discounts;
    const given = givenTo('C1001');
    expect(nodes.map(({ refId }: { refId: string }) => refId)).toEqual(given.map(({ refId }) => refId));
    expect(nodes[0]).toMatchObject({
      discountId: given[0]?.discountId,
      name: 'Stempelkort: Ullgenser',
      discount: {
        name: 'Stempelkort: Ullgenser',
        reward: { type: 'DISCOUNT_ITEM_PERCENT', value: 100, base: 'GROSS', effect: 'DISCOUNT' },
      },
      statistics: { stampProgress: { collected: 3, required: 5 } },
    });
    expect(nodes[1].statistics.stampProgress).toBeNull();
  });

  it("are refused to another customer's token, and nothing is called", async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:customers', 'user:discounts'], customerId: 'C1002' });
    const { data, errors, calls } = await harness.ask(query, { token, variables: { id: 'C1001' } });
    expect(data).toEqual({ customer: null });
    expect(errors.map(({ extensions }) => extensions)).toMatchObject([
      { code: 'NOT_OWNER', coordinate: 'Customer.discounts' },
    ]);
    expect(calls).toEqual([]);
  });

  it('are refused to a token without any of the scopes, and nothing is called', async () => {
    const answer = await harness.ask(query, { as: 'helpdesk-basic', variables: { id: 'C1001' } });
    expect(answer).toMatchObject({
      data: { customer: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });

  it('go on after a cursor', async () => {
    const page = `query ($after: String) { me { discounts(first: 4, after: $after) {
      nodes { refId } pageInfo { hasNextPage endCursor } } } }`;
    const first = (await harness.ask(page, { as: 'mobile' })).data.me.discounts;
    expect(first.pageInfo.hasNextPage).toBe(true);
    const after = first.pageInfo.endCursor;
    const { discounts } = (await harness.ask(page, { as: 'mobile', variables: { after } })).data.me;
    expect(discounts.pageInfo.hasNextPage).toBe(false);
    expect([...first.nodes, ...discounts.nodes]).toEqual(givenTo('C1001').map(({ refId }) => ({ refId })));
  });

  it('never pass statistics of the customer off as those of the rule', async () => {
    const { data, codes } = await harness.ask(
      '{ me { discounts(first: 1) { nodes { discount { statistics { usage } } } } } }',
      {
        as: 'mobile',
      },
    );
    expect(data.me.discounts.nodes).toEqual([{ discount: { statistics: null } }]);
    expect(codes).toEqual(['INSUFFICIENT_SCOPE']);
  });
});

describe('Customer.discounts(items:)', () => {
  const ofPage = (fields: string) =>
    `{ customers(first: 20) { nodes { customerId discounts(items: [{ groupId: "G1" }]) { nodes { ${fields} } } } } }`;

  it('of 20 customers are one search for the helpdesk', async () => {
    const { data, errors, calls } = await harness.ask(ofPage('name discount { discountId reward { value } }'));
    expect(errors).toEqual([]);
    expect(calls).toEqual(['listCustomers', 'searchDiscountRules']);
    expect(data.customers.nodes).toHaveLength(20);
    for (const { customerId, discounts } of data.customers.nodes) {
      expect(new Set(discounts.nodes.map(({ name }: Named) => name))).toEqual(
        new Set(givenTo(customerId, 'G1').map(({ discount }) => discount.name)),
      );
    }
    expect(data.customers.nodes.flatMap(({ discounts }: { discounts: { nodes: [] } }) => discounts.nodes)).not.toEqual(
      [],
    );
  });

  it('are read on until the search has told all', async () => {
    const rows = givenTo('C1001', 'G1').map(({ discount }) => ({ customer_id: 'C1001', rule: discount }));
    const [first, ...others] = rows;
    const search = 'searchDiscountRules';
    const lifts = [
      harness.sandbox.fail({
        on: search,
        times: 1,
        status: 200,
        body: { data: [first, first], starting_after: 'more', results: 2 },
      }),
      harness.sandbox.fail({ on: search, times: 1, status: 200, body: { data: [...others, {}], results: 1 } }),
    ];
    const { data, errors } = await harness.ask(
      '{ customer(customerId: "C1001") { discounts(items: [{ groupId: "G1" }]) { nodes { name } } } }',
    );
    for (const lift of lifts) lift();
    expect(errors).toEqual([]);
    expect(data.customer.discounts.nodes).toEqual(rows.map(({ rule }) => ({ name: rule.name })));
    const paths = harness.sandbox.calls.filter(({ endpoint }) => endpoint === search).map(({ path }) => path);
    expect(paths).toEqual([
      '/discounts/search/rules?limit=1000',
      '/discounts/search/rules?limit=1000&starting_after=more',
    ]);
  });

  it("have each customer's own id and stamps from that customer's list, once", async () => {
    const { data, calls } = await harness.ask(
      `{ customer(customerId: "C1001") { discounts(items: [{ groupId: "G1" }]) {
        nodes { name refId statistics { stampProgress { collected } } } } } }`,
    );
    expect(calls).toEqual(['getCustomer', 'listCustomerDiscounts', 'searchDiscountRules']);
    const card = givenTo('C1001', 'G1').find(({ discount }) => discount.requirement.stamp !== undefined);
    expect(data.customer.discounts.nodes).toContainEqual({
      name: card?.discount.name,
      refId: card?.refId,
      statistics: { stampProgress: { collected: card?.statistics.current_stamp } },
    });
  });

  it("are sifted from the customer's own list for the customer's own token", async () => {
    const { data, calls } = await harness.ask(
      '{ me { discounts(items: [{ groupId: "none" }, { itemId: "b1002" }]) { nodes { name refId } } } }',
      { as: 'mobile' },
    );
    expect(calls).toEqual(['getCustomer', 'listCustomerDiscounts']);
    const raincoat = givenTo('C1001').find(({ discount }) => discount.name === '20 % på Regnjakke');
    expect(data.me.discounts.nodes).toEqual([{ name: '20 % på Regnjakke', refId: raincoat?.refId }]);
  });

  it.each(['helpdesk', 'mobile'] as const)(
    'go on after a cursor without losing or repeating any for %s',
    async (as) => {
      const page = `query ($after: String) { customer(customerId: "C1001") {
      discounts(items: [{ groupId: "G1" }, { itemId: "b1001" }], first: 2, after: $after) {
        nodes { name } pageInfo { hasNextPage endCursor } } } }`;
      const all = givenTo('C1001', 'G1').map(({ discount }) => discount.name);
      const seen: string[] = [];
      let after: string | undefined;
      for (let number = 0; number * 2 < all.length; number += 1) {
        const { data, errors } = await harness.ask(page, { as, variables: { after } });
        expect(errors).toEqual([]);
        const { nodes, pageInfo } = data.customer.discounts;
        seen.push(...nodes.map(({ name }: Named) => name));
        expect(pageInfo.hasNextPage).toBe(seen.length < all.length);
        after = pageInfo.endCursor;
      }
      expect(all.length).toBeGreaterThan(2);
      expect(seen.toSorted()).toEqual(all.toSorted());
    },
  );

  it('are refused with no item, with too many, and with an item that is both', async () => {
    const query = `query ($items: [DiscountItemInput!]) { customer(customerId: "C1001") { discounts(items: $items) { nodes { name } } } }`;
    for (const items of [[], Array.from({ length: 101 }, (_, index) => ({ itemId: `b${index}` }))]) {
      expect(await harness.ask(query, { variables: { items } })).toMatchObject({
        codes: ['BAD_USER_INPUT'],
        calls: ['getCustomer'],
      });
    }
    const both = await harness.ask(query, { variables: { items: [{ itemId: 'b1001', groupId: 'G1' }] } });
    expect(both).toMatchObject({ calls: [] });
    expect(both.errors).toHaveLength(1);
  });

  it('fail by themselves when the search does', async () => {
    const lift = harness.sandbox.fail({ on: 'searchDiscountRules', status: 503 });
    const { data, codes } = await harness.ask(
      '{ customer(customerId: "C1001") { firstName discounts(items: [{ groupId: "G1" }]) { nodes { name } } } }',
    );
    lift();
    expect(data).toEqual({ customer: { firstName: 'Kari', discounts: null } });
    expect(codes).toEqual(['UPSTREAM_UNAVAILABLE']);
  });
});

describe('Customer.discount', () => {
  const query =
    'query ($ref: String!) { customer(customerId: "C1001") { discount(refId: $ref) { refId name statistics { usage } } } }';

  it('is one that the customer was given', async () => {
    const [given] = givenTo('C1001');
    const { data, calls } = await harness.ask(query, { variables: { ref: given?.refId } });
    expect(data.customer.discount).toEqual({
      refId: given?.refId,
      name: given?.discount.name,
      statistics: { usage: given?.statistics.usage },
    });
    expect(calls).toEqual(['getCustomer', 'getCustomerDiscount']);
  });

  it("is null for another customer's", async () => {
    const foreign = [...harness.sandbox.state.given.values()].find(({ customerId }) => customerId !== 'C1001');
    expect(await harness.ask(query, { variables: { ref: foreign?.refId } })).toMatchObject({
      data: { customer: { discount: null } },
      errors: [],
    });
  });

  it("is refused to the customer's own token, whom upstream lets read the list only", async () => {
    const [given] = givenTo('C1001');
    expect(await harness.ask(query, { as: 'mobile', variables: { ref: given?.refId } })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});
