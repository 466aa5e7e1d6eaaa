import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

/** An order of the sandbox that fits. */
function orderWhere(
  fits: (record: { embedded: boolean; captures: unknown[]; refunds: unknown[]; sessions: unknown[] }) => boolean,
  customerId?: string,
) {
  const record = [...harness.sandbox.state.orders.values()].find(
    (each) => fits(each) && (customerId === undefined || each.order.customer?.id === customerId),
  );
  if (record === undefined) throw new Error('The sandbox has no such order.');
  return { ...record, id: record.order.order_id ?? '' };
}

describe('Query.order', () => {
  const query = `query ($id: String!) { order(orderId: $id) {
    orderId status paymentStatus currency grossAmount { amount currency decimal }
    items { lineId description grossAmount { amount } taxLines { percentage } }
    customerSnapshot { firstName } store { storeId }
  } }`;

  it('has what the merchant stated', async () => {
    const { id, order } = orderWhere(() => true);
    const { data, errors, calls } = await harness.ask(query, { variables: { id } });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getOrder']);
    expect(data.order).toMatchObject({
      orderId: id,
      status: order.status.toUpperCase(),
      paymentStatus: order.payment_status,
      grossAmount: { amount: order.gross_amount, currency: order.currency },
      store: { storeId: order.store?.id },
    });
    expect(data.order.items).toHaveLength(order.items?.length ?? 0);
  });

  it('is null where there is none', async () => {
    expect(await harness.ask(query, { variables: { id: 'none' } })).toMatchObject({
      data: { order: null },
      errors: [],
    });
  });

  it('is denied without a scope of staff, and nothing is called', async () => {
    const { id } = orderWhere(() => true, 'C1001');
    const answer = await harness.ask(query, { as: 'mobile', variables: { id } });
    expect(answer).toMatchObject({ data: { order: null }, codes: ['INSUFFICIENT_SCOPE'], calls: [] });
  });
});

describe('Order', () => {
  const parts = `query ($id: String!) { order(orderId: $id) {
    authorizations { operationId amount { amount currency } items { lineId } paymentDetails { maskedPan } }
    captures { operationId } refunds { operationId } cancellations { operationId }
  } }`;

  it('calls nothing for the payment operations that it carries', async () => {
    const { id, authorizations, captures } = orderWhere((each) => each.embedded && each.captures.length > 0);
    const { data, calls } = await harness.ask(parts, { variables: { id } });
    expect(calls).toEqual(['getOrder']);
    expect(data.order.authorizations[0]).toMatchObject({
      operationId: authorizations[0]?.id,
      amount: { amount: authorizations[0]?.amount },
    });
    expect(data.order.captures).toEqual(captures.map((each) => ({ operationId: each.id })));
  });

  it('loads each list that it does not carry once', async () => {
    const { id, captures } = orderWhere((each) => !each.embedded && each.captures.length > 0);
    const { data, calls } = await harness.ask(parts, { variables: { id } });
    expect(calls).toEqual(['getOrder', 'listAuthorizations', 'listCancellations', 'listCaptures', 'listRefunds']);
    expect(data.order.captures).toEqual(captures.map((each) => ({ operationId: each.id })));
  });

  it('finds each payment operation and session by its id', async () => {
    const { id, authorizations, captures, refunds, sessions } = orderWhere(
      (each) => each.captures.length > 0 && each.refunds.length > 0 && each.sessions.length > 0,
    );
    const { data, calls } = await harness.ask(
      `query ($id: String!, $a: String!, $c: String!, $r: String!, $s: String!) { order(orderId: $id) {
        authorization(authorizationId: $a) { operationId } capture(captureId: $c) { operationId } refund(refundId: $r) { operationId }
        cancellation(cancellationId: "none") { operationId } session(sessionId: $s) { sessionId amount { amount } links }
        sessions { sessionId }
      } }`,
      { variables: { id, a: authorizations[0]?.id, c: captures[0]?.id, r: refunds[0]?.id, s: sessions[0]?.id } },
    );
    expect(data.order).toMatchObject({
      authorization: { operationId: authorizations[0]?.id },
      capture: { operationId: captures[0]?.id },
      refund: { operationId: refunds[0]?.id },
      cancellation: null,
      session: { sessionId: sessions[0]?.id, amount: { amount: sessions[0]?.amount } },
      sessions: [{ sessionId: sessions[0]?.id }],
    });
    expect(calls).toHaveLength(7);
  });

  it('tells what happened, and which draft it was made of', async () => {
    const made = [...harness.sandbox.state.orders.values()].find(({ events }) =>
      events.some(({ draft_id }) => draft_id !== undefined),
    );
    const { data, calls } = await harness.ask(
      'query ($id: String!) { order(orderId: $id) { events { state nodes { service draftId } } draft { draftId status items { lineId } } } }',
      { variables: { id: made?.order.order_id } },
    );
    expect(data.order.draft.draftId).toBe(made?.events[0]?.draft_id);
    expect(data.order.draft.status).toBe('COMPLETED');
    expect(data.order.events.nodes[0].draftId).toBe(data.order.draft.draftId);
    expect(calls).toEqual(['getDraftOrder', 'getOrder', 'listOrderEvents']);
  });

  it('has the customer and the store as they are now', async () => {
    const { id, order } = orderWhere(() => true);
    const { data, calls } = await harness.ask(
      'query ($id: String!) { order(orderId: $id) { customer { customerId } location { locationId name } } }',
      { variables: { id } },
    );
    expect(data.order).toMatchObject({
      customer: { customerId: order.customer?.id },
      location: { locationId: order.store?.id },
    });
    expect(calls).toEqual(['getCustomer', 'getLocation', 'getOrder']);
  });
});

describe('Customer.orders', () => {
  const query =
    'query ($id: String!) { customer(customerId: $id) { orders(first: 3) { nodes { id orderId captures { operationId } } pageInfo { hasNextPage } } } }';

  it("are a customer's own to see, but not what only staff may load", async () => {
    const { data, codes, calls } = await harness.ask(query, { as: 'mobile', variables: { id: 'C1001' } });
    expect(data.customer.orders.nodes).toHaveLength(3);
    expect(data.customer.orders.pageInfo.hasNextPage).toBe(true);
    expect(calls).toEqual(['getCustomer', 'listCustomerOrders']);
    const embedded = data.customer.orders.nodes.map((order: { captures: unknown }) => order.captures !== null);
    expect(codes).toEqual(embedded.includes(false) ? ['INSUFFICIENT_SCOPE'] : []);
  });

  it('are denied without a scope, and nothing is called for them alone', async () => {
    const { data, errors, calls } = await harness.ask(query, { as: 'helpdesk-basic', variables: { id: 'C1001' } });
    expect(data).toEqual({ customer: null });
    expect(errors[0]?.extensions).toMatchObject({
      code: 'INSUFFICIENT_SCOPE',
      coordinate: 'Customer.orders',
      missing: [['read:shopping'], ['admin:shopping']],
    });
    expect(calls).toEqual([]);
  });

  it('can be fetched again by their id, of customers by their own only', async () => {
    const { data } = await harness.ask(query, { variables: { id: 'C1001' } });
    const [{ id, orderId }] = data.customer.orders.nodes;
    const node = 'query ($id: ID!) { node(id: $id) { ... on Order { orderId } } }';
    expect(await harness.ask(node, { as: 'mobile', variables: { id } })).toMatchObject({
      data: { node: { orderId } },
      calls: ['getCustomerOrder'],
    });
    const other = await harness.sandbox.issue({ scopes: ['user:shopping'], customerId: 'C1002' });
    expect(await harness.ask(node, { token: other, variables: { id } })).toMatchObject({
      data: { node: null },
      codes: [],
      calls: ['getCustomerOrder'],
    });
    expect(await harness.ask(node, { variables: { id } })).toMatchObject({
      data: { node: { orderId } },
      calls: ['getOrder'],
    });
  });

  it('have one of them by its id', async () => {
    const { id } = orderWhere(() => true, 'C1001');
    const one = 'query ($id: String!) { me { order(orderId: $id) { orderId } } }';
    expect(await harness.ask(one, { as: 'mobile', variables: { id } })).toMatchObject({
      data: { me: { order: { orderId: id } } },
    });
    const foreign = [...harness.sandbox.state.orders.values()].find(({ order }) => order.customer?.id !== 'C1001');
    expect(await harness.ask(one, { as: 'mobile', variables: { id: foreign?.order.order_id } })).toMatchObject({
      data: { me: { order: null } },
      errors: [],
    });
  });
});

describe('Order.paymentStatus', () => {
  it('shows a word that nobody has thought of, and finds by it', async () => {
    const [record] = [...harness.sandbox.state.orders.values()];
    const before = record?.order.payment_status;
    if (record === undefined || before === undefined) throw new Error('The sandbox has no orders.');
    record.order.payment_status = 'charged_back';
    const { data, errors } = await harness.ask(
      '{ orders(filter: { paymentStatus: "charged_back" }) { nodes { orderId paymentStatus } } }',
    );
    expect(errors).toEqual([]);
    expect(data.orders.nodes).toEqual([{ orderId: record.order.order_id, paymentStatus: 'charged_back' }]);
    record.order.payment_status = before;
  });
});

describe('Query.orders', () => {
  it('finds by each filter', async () => {
    const all = async (filter: string) => {
      const { data, errors } = await harness.ask(
        `{ orders(first: 100, filter: ${filter}) { nodes { status paymentStatus createdAt } } }`,
      );
      expect(errors).toEqual([]);
      return data.orders.nodes;
    };
    expect(new Set((await all('{ status: CANCELLED }')).map(({ status }: { status: string }) => status))).toEqual(
      new Set(['CANCELLED']),
    );
    expect(
      new Set((await all('{ paymentStatus: "paid" }')).map((each: { paymentStatus: string }) => each.paymentStatus)),
    ).toEqual(new Set(['paid']));
    const recent = await all('{ createdFrom: "2026-09-01T00:00:00Z", createdTo: "2026-10-01T00:00:00Z" }');
    expect(recent.length).toBeGreaterThan(0);
    expect(recent.every(({ createdAt }: { createdAt: string }) => createdAt.startsWith('2026-09'))).toBe(true);
    expect((await all('{ travelMode: "CUSTOM" }')).length).toBe(20);
    expect((await all('{ departureAddress: "Oslo S", arrivalAddress: "Finse" }')).length).toBe(20);
    expect(await all('{ discountType: MANUAL }')).toEqual([]);
  });

  it('goes through the whole list without losing or repeating any', async () => {
    const seen: string[] = [];
    let after: string | undefined;
    for (let page = 0; page * 90 < harness.sandbox.state.orders.size; page += 1) {
      const { data } = await harness.ask(
        'query ($after: String) { orders(first: 90, after: $after) { nodes { orderId } pageInfo { hasNextPage endCursor } } }',
        { variables: { after } },
      );
      seen.push(...data.orders.nodes.map(({ orderId }: { orderId: string }) => orderId));
      expect(data.orders.pageInfo.hasNextPage).toBe(seen.length < harness.sandbox.state.orders.size);
      after = data.orders.pageInfo.endCursor;
    }
    expect(seen).toEqual([...harness.sandbox.state.orders.keys()]);
  });
});

describe('Query.storeOrders', () => {
  it('has the orders of one store, and one by its id', async () => {
    const { data } = await harness.ask(
      '{ storeOrders(storeId: "S01001", first: 5) { nodes { orderId store { storeId } } } }',
    );
    const [first] = data.storeOrders.nodes;
    expect(first.store.storeId).toBe('S01001');
    const one = 'query ($s: String!, $o: String!) { storeOrder(storeId: $s, orderId: $o) { orderId } }';
    expect((await harness.ask(one, { variables: { s: 'S01001', o: first.orderId } })).data.storeOrder).toEqual({
      orderId: first.orderId,
    });
    expect((await harness.ask(one, { variables: { s: 'S01002', o: first.orderId } })).data.storeOrder).toBeNull();
  });
});

describe('Query.draftOrders', () => {
  it('has the drafts of a status, and one by its id', async () => {
    const { data } = await harness.ask(
      '{ draftOrders(first: 5, filter: { status: OPEN }) { nodes { id draftId status grossAmount { decimal } } } }',
    );
    const [first] = data.draftOrders.nodes;
    expect(first.status).toBe('OPEN');
    const again = await harness.ask(
      'query ($id: String!, $node: ID!) { draftOrder(draftId: $id) { draftId } node(id: $node) { id } }',
      {
        variables: { id: first.draftId, node: first.id },
      },
    );
    expect(again.data).toEqual({ draftOrder: { draftId: first.draftId }, node: { id: first.id } });
    expect(again.calls).toEqual(['getDraftOrder']);
  });

  it('is denied to a customer, and nothing is called', async () => {
    const answer = await harness.ask('{ draftOrders { nodes { id } } draftOrder(draftId: "x") { id } }', {
      as: 'mobile',
    });
    expect(answer).toMatchObject({ codes: ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE'], calls: [] });
  });
});
