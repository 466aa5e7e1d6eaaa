import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const bare = { id: 'o1', status: 'open', currency: 'JPY' };

describe('Order', () => {
  it('has what upstream tells beyond the usual', async () => {
    const payout = { rule_id: 'p1', rule_type: 'percent', destinations: [{ destination: 'd1', amount: 700 }] };
    const converted = {
      original_currency: 'KWD',
      original_gross_amount: 12_345,
      conversion_rate_ppm: 1_099_000,
      conversion_rate_timestamp: '2026-10-01T12:00:00Z',
      conversion_rate_source: 'ecb',
    };
    const lift = harness.sandbox.fail({
      on: 'getOrder',
      status: 200,
      body: {
        ...bare,
        status: 'parked',
        gross_amount: 2 ** 40,
        customer: { id: 'C1001', first_name: 'Kari' },
        payment_details: { psp: 'Bambora' },
        cancelled_by: 'u1',
        closed_by: 'u2',
        attachments: [{ id: 'a1', line_ids: [1] }],
        items: [{ line_id: 1, gross_amount: -100, eligible_for_discount: false, payout, ...converted }, { line_id: 2 }],
        captures: [{ id: 'c1', created_by: 'u3', items: [{ line_id: 1, amount: 1, ...converted, payout }] }],
      },
    });
    const exchangeRate = 'exchangeRate { originalCurrency originalGrossAmount { decimal } ratePpm source at }';
    const split = 'payout { ruleId ruleType shares { destination amount { decimal } } }';
    const { data, errors, calls } = await harness.ask(`{ order(orderId: "o1") {
      orderId status grossAmount { amount decimal } customerId paymentDetails { psp maskedPan } cancelledBy closedBy
      attachments { attachmentId lineIds } itinerary { legId } comments { text }
      items { lineId grossAmount { amount } eligibleForDiscount ${exchangeRate} ${split} }
      captures { operationId createdBy items { ${exchangeRate} ${split} } }
    } }`);
    lift();
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getOrder']);
    const rate = {
      originalCurrency: 'KWD',
      originalGrossAmount: { decimal: '12.345' },
      ratePpm: 1_099_000,
      source: 'ecb',
      at: '2026-10-01T12:00:00.000Z',
    };
    const shares = { ruleId: 'p1', ruleType: 'percent', shares: [{ destination: 'd1', amount: { decimal: '700' } }] };
    expect(data.order).toEqual({
      orderId: 'o1',
      status: null,
      grossAmount: { amount: 2 ** 40, decimal: '1099511627776' },
      customerId: 'C1001',
      paymentDetails: { psp: 'Bambora', maskedPan: null },
      cancelledBy: 'u1',
      closedBy: 'u2',
      attachments: [{ attachmentId: 'a1', lineIds: [1] }],
      itinerary: [],
      comments: [],
      items: [
        { lineId: 1, grossAmount: { amount: -100 }, eligibleForDiscount: false, exchangeRate: rate, payout: shares },
        { lineId: 2, grossAmount: null, eligibleForDiscount: null, exchangeRate: null, payout: null },
      ],
      captures: [{ operationId: 'c1', createdBy: 'u3', items: [{ exchangeRate: rate, payout: shares }] }],
    });
  });

  it('was made of the draft that its oldest event names', async () => {
    const [first, second] = [...harness.sandbox.state.drafts.keys()];
    const lift = harness.sandbox.fail({
      on: 'getOrder',
      status: 200,
      body: {
        ...bare,
        state: 'pending',
        events: [
          { id: 'e3', created_at: '2026-03-01T00:00:00Z', draft_id: second },
          { id: 'e1', created_at: '2026-01-01T00:00:00Z' },
          { id: 'e2', created_at: '2026-02-01T00:00:00Z', draft_id: first, request: { method: 'PUT', path: '/x' } },
        ],
      },
    });
    const { data, calls } = await harness.ask(
      '{ order(orderId: "o1") { draft { draftId } events { state nodes { eventId requestMethod } } } }',
    );
    lift();
    expect(data.order).toEqual({
      draft: { draftId: first },
      events: {
        state: 'pending',
        nodes: [
          { eventId: 'e3', requestMethod: null },
          { eventId: 'e1', requestMethod: null },
          { eventId: 'e2', requestMethod: 'PUT' },
        ],
      },
    });
    expect(calls).toEqual(['getDraftOrder', 'getOrder']);
  });

  it('has null for the draft where no event names one', async () => {
    const made = [...harness.sandbox.state.orders.values()].find(({ events }) =>
      events.every(({ draft_id }) => draft_id === undefined),
    );
    const answer = await harness.ask('query ($id: String!) { order(orderId: $id) { draft { draftId } } }', {
      variables: { id: made?.order.order_id },
    });
    expect(answer).toMatchObject({
      data: { order: { draft: null } },
      errors: [],
      calls: ['getOrder', 'listOrderEvents'],
    });
  });

  it('denies a customer what only staff may load, and calls nothing for it', async () => {
    const bareOrder = [...harness.sandbox.state.orders.values()].find(
      ({ order, embedded }) => order.customer?.id === 'C1001' && !embedded,
    );
    const answer = await harness.ask(
      `query ($id: String!) { me { order(orderId: $id) { orderId
        authorizations { operationId } authorization(authorizationId: "x") { operationId }
        captures { operationId } capture(captureId: "x") { operationId }
        refunds { operationId } refund(refundId: "x") { operationId }
        cancellations { operationId } cancellation(cancellationId: "x") { operationId }
        sessions { sessionId } session(sessionId: "x") { sessionId }
        events { state } draft { draftId } location { name } customer { firstName } } } }`,
      { as: 'mobile', variables: { id: bareOrder?.order.order_id } },
    );
    expect(answer.data.me.order).toMatchObject({ orderId: bareOrder?.order.order_id, customer: { firstName: 'Kari' } });
    expect(answer.calls).toEqual(['getCustomer', 'getCustomerOrder']);
    expect(answer.errors.map(({ extensions }) => extensions['coordinate']).toSorted()).toEqual(
      [
        ...['authorization', 'authorizations', 'cancellation', 'cancellations', 'capture', 'captures', 'draft'],
        ...['events', 'location', 'refund', 'refunds', 'session', 'sessions'],
      ].map((field) => `Order.${field}`),
    );
  });
});

describe('Customer.order', () => {
  it("is refused to another customer's token, and nothing is called", async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:customers', 'user:shopping'], customerId: 'C1002' });
    const answer = await harness.ask(
      '{ customer(customerId: "C1001") { order(orderId: "x") { orderId } orders { nodes { orderId } } } }',
      { token },
    );
    expect(answer).toMatchObject({
      data: { customer: null },
      codes: ['NOT_OWNER', 'NOT_OWNER'],
      calls: [],
    });
  });
});

describe('Query.orders', () => {
  it.each(['mobile', 'public', 'pos'] as const)(
    'and those of stores are denied to %s, and nothing is called',
    async (as) => {
      const answer = await harness.ask(
        `{ orders { nodes { orderId } } storeOrders(storeId: "S01001") { nodes { orderId } }
        storeOrder(storeId: "S01001", orderId: "x") { orderId } }`,
        { as },
      );
      expect(answer).toMatchObject({
        data: { orders: null, storeOrders: null, storeOrder: null },
        codes: ['INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE', 'INSUFFICIENT_SCOPE'],
        calls: [],
      });
    },
  );
});

describe('DraftOrder', () => {
  it('has its options, its events and what it states of the order to come', async () => {
    const [draft] = harness.sandbox.state.drafts.values();
    const { data, errors, calls } = await harness.ask(
      `query ($id: String!) { draftOrder(draftId: $id) {
        draftId orderId status grossAmount { amount } customerId store { storeId } createdBy
        options { changesOrderId replacesOrder orderIdFormat splitByStore multipleAuthorizations }
        events { type requestMethod requestPath } } }`,
      { variables: { id: draft?.id } },
    );
    expect(errors).toEqual([]);
    expect(calls).toEqual(['getDraftOrder']);
    expect(data.draftOrder).toMatchObject({
      draftId: draft?.id,
      orderId: null,
      grossAmount: { amount: draft?.order.gross_amount },
      customerId: draft?.order.customer?.id,
      createdBy: 'sandbox',
      options: {
        changesOrderId: null,
        replacesOrder: false,
        orderIdFormat: 'ALPHANUMERIC_9',
        splitByStore: true,
        multipleAuthorizations: null,
      },
      events: [{ type: 'api-event', requestMethod: 'POST', requestPath: '/draft_orders' }],
    });
  });

  it('is null where there is none', async () => {
    expect(await harness.ask('{ draftOrder(draftId: "none") { draftId } }')).toMatchObject({
      data: { draftOrder: null },
      errors: [],
    });
  });
});
