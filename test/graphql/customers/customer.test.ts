import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unusualIds } from '../../../src/sandbox/data/customers.ts';
import { type Answer, type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('Query.customer', () => {
  const query = 'query ($id: String!) { customer(customerId: $id) { customerId firstName } }';

  it('is found by its id, however hard that is on paths', async () => {
    for (const id of ['C1001', ...unusualIds]) {
      const { data, calls } = await harness.ask(query, { variables: { id } });
      expect(data.customer.customerId).toBe(id);
      expect(calls).toEqual(['getCustomer']);
    }
  });

  it('is null where there is none', async () => {
    const { data, errors, status } = await harness.ask(query, { variables: { id: 'nobody' } });
    expect({ data, errors, status }).toEqual({ data: { customer: null }, errors: [], status: 200 });
  });

  it.each(['', ' C1001', 'a/../b', '..', '%2e%2e/x', 'x'.repeat(256), 'a\u0000b'])(
    'refuses the id %j before any call',
    async (id) => {
      const { codes, calls } = await harness.ask(query, { variables: { id } });
      expect(codes).toEqual(['BAD_USER_INPUT']);
      expect(calls).toEqual([]);
    },
  );

  it('is denied without a scope, and nothing is called', async () => {
    const { data, errors, calls } = await harness.ask(query, { as: 'public', variables: { id: 'C1001' } });
    expect(data).toEqual({ customer: null });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INSUFFICIENT_SCOPE',
      coordinate: 'Query.customer',
      required: [['read:customers'], ['admin:customers']],
      missing: [['read:customers'], ['admin:customers']],
    });
    expect(calls).toEqual([]);
  });

  it('is denied to another customer, and nothing is called', async () => {
    const { data, codes, calls } = await harness.ask(query, { as: 'mobile', variables: { id: 'C1002' } });
    expect(data).toEqual({ customer: null });
    expect(codes).toEqual(['NOT_OWNER']);
    expect(calls).toEqual([]);
  });

  it('is fetched once however often it is asked for', async () => {
    const { data, calls } = await harness.ask(
      '{ a: customer(customerId: "C1001") { email } b: customer(customerId: "C1001") { lastName } }',
    );
    expect(data.a.email).toBe('kari.nordmann.0@example.com');
    expect(calls).toEqual(['getCustomer']);
  });
});

describe('Query.me', () => {
  it("is the token's own customer", async () => {
    const { data, calls } = await harness.ask('{ me { customerId } }', { as: 'mobile' });
    expect(data.me.customerId).toBe('C1001');
    expect(calls).toEqual(['getCustomer']);
  });

  it('is null for a caller that is no customer', async () => {
    const { data, errors, calls } = await harness.ask('{ me { customerId } }');
    expect({ data, errors, calls }).toEqual({ data: { me: null }, errors: [], calls: [] });
  });
});

describe('Query.customers', () => {
  it('goes through the whole list page by page without losing or repeating anybody', async () => {
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { data } = await harness.ask(
        'query ($after: String) { customers(first: 37, after: $after) { nodes { customerId } pageInfo { hasNextPage endCursor } } }',
        { variables: { after } },
      );
      seen.push(...data.customers.nodes.map(({ customerId }: { customerId: string }) => customerId));
      after = data.customers.pageInfo.hasNextPage ? data.customers.pageInfo.endCursor : null;
    } while (after !== null);
    const living = [...harness.sandbox.state.customers.values()].filter(({ deleted_at }) => deleted_at === undefined);
    expect(seen).toEqual(living.map(({ customer_id }) => customer_id));
  });

  it('goes on after any edge', async () => {
    const { data } = await harness.ask('{ customers(first: 3) { edges { cursor node { customerId } } } }');
    const [, second, third] = data.customers.edges;
    const next = await harness.ask(
      `{ customers(first: 1, after: "${second.cursor}") { nodes { customerId } pageInfo { hasPreviousPage } } }`,
    );
    expect(next.data.customers).toEqual({
      nodes: [{ customerId: third.node.customerId }],
      pageInfo: { hasPreviousPage: true },
    });
  });

  it('refuses the cursor of another list, or of the same list with another filter', async () => {
    const { data } = await harness.ask('{ locations { pageInfo { endCursor } } customers { pageInfo { endCursor } } }');
    const foreign = await harness.ask(`{ customers(after: "${data.locations.pageInfo.endCursor}") { nodes { id } } }`);
    expect(foreign).toMatchObject({ codes: ['BAD_USER_INPUT'], calls: [] });
    const filtered = await harness.ask(
      `{ customers(after: "${data.customers.pageInfo.endCursor}", filter: { type: COMPANY }) { nodes { id } } }`,
    );
    expect(filtered).toMatchObject({ codes: ['BAD_USER_INPUT'], calls: [] });
  });

  it.each([0, -1, 101])('refuses first: %i before any call', async (first) => {
    expect(await harness.ask(`{ customers(first: ${first}) { nodes { id } } }`)).toMatchObject({
      codes: ['BAD_USER_INPUT'],
      calls: [],
    });
  });

  it('finds by each filter', async () => {
    const ids = async (filter: string) => {
      const { data } = await harness.ask(`{ customers(first: 100, filter: ${filter}) { nodes { customerId } } }`);
      return data.customers.nodes.map(({ customerId }: { customerId: string }) => customerId);
    };
    expect(await ids('{ email: "kari.nordmann.0@example.com" }')).toEqual(['C1001']);
    expect(await ids('{ phoneNumber: "+4700020000" }')).toEqual(['C1001']);
    expect(await ids('{ tokenType: "VIPPS", tokenValue: "00000000a1b79ef1" }')).toEqual(['C1001']);
    expect(await ids('{ search: "kari nordmann", type: CUSTOMER }')).toContain('C1001');
    expect((await ids('{ type: EMPLOYEE }')).length).toBeGreaterThan(5);
    const [tagId] = harness.sandbox.state.tagsOf.get('C1001') ?? [];
    expect(await ids(`{ tagId: "${tagId}" }`)).toContain('C1001');
    expect(await ids('{ attributes: [{ name: "favourite_colour", value: "rød" }] }')).not.toEqual([]);
  });

  it('primes the look-up of each customer on the page', async () => {
    const { data, calls } = await harness.ask(
      '{ customers(first: 5) { nodes { contactFor { customer { email } } } } }',
    );
    expect(data.customers.nodes).toHaveLength(5);
    expect(calls).toEqual(['listCustomers']);
  });

  it('is denied to a customer, and nothing is called', async () => {
    expect(await harness.ask('{ customers { nodes { id } } }', { as: 'mobile' })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Query.node', () => {
  it('finds a customer again by its id', async () => {
    const { data } = await harness.ask('{ customer(customerId: "K/2024/17") { id } }');
    const again = await harness.ask('query ($id: ID!) { node(id: $id) { id ... on Customer { customerId } } }', {
      variables: { id: data.customer.id },
    });
    expect(again.data.node).toEqual({ id: data.customer.id, customerId: 'K/2024/17' });
    expect(again.calls).toEqual(['getCustomer']);
  });

  it('applies the gate of the look-up', async () => {
    const { data } = await harness.ask('{ customer(customerId: "C1002") { id } }');
    const query = `{ node(id: "${data.customer.id}") { id } }`;
    expect(await harness.ask(query, { as: 'mobile' })).toMatchObject({ codes: ['NOT_OWNER'], calls: [] });
    expect(await harness.ask(query, { as: 'public' })).toMatchObject({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
  });

  it.each([
    '',
    'nonsense',
    Buffer.from('["Query","x"]').toString('base64url'),
    Buffer.from('["Customer",".."]').toString('base64url'),
  ])('refuses %j before any call', async (id) => {
    expect(await harness.ask('query ($id: ID!) { node(id: $id) { id } }', { variables: { id } })).toMatchObject({
      codes: ['BAD_USER_INPUT'],
      calls: [],
    });
  });
});

describe('Query.nodes', () => {
  it('keeps the order, with null in the place of what is not there', async () => {
    const { data } = await harness.ask(
      '{ a: customer(customerId: "C1001") { id } b: customer(customerId: "C1002") { id } }',
    );
    const gone = Buffer.from('["Customer","gone"]').toString('base64url');
    const again = await harness.ask('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer { customerId } } }', {
      variables: { ids: [data.b.id, gone, data.a.id] },
    });
    expect(again.data.nodes).toEqual([{ customerId: 'C1002' }, null, { customerId: 'C1001' }]);
  });
});

describe('Customer.displayName', () => {
  const members = ['first_name', 'last_name', 'company', 'email', 'phone_number'] as const;

  it.each([
    [{ first_name: 'Kari', last_name: 'Nordmann' }, 'Kari Nordmann'],
    [{ first_name: 'Kari', company: { bussiness_name: 'Fjell AS' } }, 'Kari'],
    [{ last_name: 'Nordmann' }, 'Nordmann'],
    [{ company: { bussiness_name: 'Fjell AS' }, email: 'post@fjell.example' }, 'Fjell AS'],
    [{ email: 'kari@example.com', phone_number: '+4799999999' }, 'kari@example.com'],
    [{ phone_number: '+4799999999' }, '+4799999999'],
    [{ first_name: '' }, 'C1001'],
  ])('of %j is %s', async (known, name) => {
    const rest = Object.fromEntries(members.map((member) => [member, null]));
    const body = { ...harness.sandbox.state.customers.get('C1001'), ...rest, ...known };
    const lift = harness.sandbox.fail({ on: 'getCustomer', status: 200, body });
    const { data } = await harness.ask('{ me { displayName } }', { as: 'mobile' });
    lift();
    expect(data).toEqual({ me: { displayName: name } });
  });
});

describe('customers that have changed since a moment', () => {
  it('are all found, a few at a time, by the times that they tell', async () => {
    const query =
      'query ($after: String) { customers(first: 7, after: $after, filter: { changedSince: "2020-01-01T00:00:00Z" }) { nodes { customerId updatedAt } pageInfo { endCursor hasNextPage } } }';
    const found: { readonly customerId: string; readonly updatedAt: string }[] = [];
    let after: string | null = null;
    do {
      const { customers }: Answer['data'] = await harness.read(query, { variables: { after } });
      found.push(...customers.nodes);
      after = customers.pageInfo.hasNextPage ? customers.pageInfo.endCursor : null;
    } while (after !== null);
    const all = [...harness.sandbox.state.customers.values()].filter(({ deleted_at }) => deleted_at === undefined);
    expect(found.map(({ customerId }) => customerId).sort()).toEqual(all.map(({ customer_id }) => customer_id).sort());
    expect(found.map(({ updatedAt }) => updatedAt)).toEqual(found.map(({ updatedAt }) => updatedAt).sort());
  });
});
