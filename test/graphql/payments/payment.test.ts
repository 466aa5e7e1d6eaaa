import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { ask as askServer, bearer, post, serve, type TestServer } from '../../server/server.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

type Payment = typeof harness.sandbox.state.payments extends Map<string, infer Each> ? Each : never;

/** A payment of the sandbox, with its id. */
function paymentWhere(wanted: (payment: Payment) => boolean): Payment & { id: string } {
  const found = [...harness.sandbox.state.payments.values()].find(wanted);
  if (found?.id === undefined) throw new Error('The sandbox has no such payment any more.');
  return { ...found, id: found.id };
}

const everything = `
  id paymentId sessionId merchantReference merchantReference2 status product productName channel statementText settlementStatus
  amount { decimal currency } captured { amount } refunded { amount } capturable { amount } refundable { amount } voidable unsure
  authorizationEnds { at isEstimate } card { brand maskedPan type expiryDate country } lines { lineId articleId description quantity
  amount { amount } captured { amount } refunded { amount } } giftCards { cardId amount { amount } refundable { amount } maskedToken }
  events { eventId type success outcome isOverdue amount { amount } onGiftCards { amount } reference createdAt
  error { code message types words retryAfter retryCodes } } createdAt updatedAt`;

describe('a payment', () => {
  it('tells way, amounts, lines and events, and leads to order, customer, location and gift card', async () => {
    const { id, amount, gift_cards, merchant_reference, customer, store } = paymentWhere(
      (each) => each.gift_cards !== undefined && each.status === 'CAPTURED' && each.customer?.customer_id !== undefined,
    );
    const { data, errors, calls } = await harness.ask(
      `query ($id: String!) { payment(paymentId: $id) { ${everything} order { orderId } customer { customerId } location { locationId } giftCards { card { cardId } } } }`,
      { variables: { id } },
    );
    expect(errors).toEqual([]);
    const part = gift_cards?.[0];
    expect(data.payment).toMatchObject({
      paymentId: id,
      status: 'CAPTURED',
      productName: 'Card',
      captured: { amount },
      refunded: { amount: 0 },
      capturable: { amount: 0 },
      refundable: { amount },
      voidable: false,
      unsure: null,
      statementText: 'FJELL OG FJORD',
      card: { brand: 'Visa', maskedPan: '476173******0416' },
      giftCards: [
        {
          cardId: part?.card_id,
          amount: { amount: part?.amount },
          refundable: { amount: part?.amount },
          card: { cardId: part?.card_id },
        },
      ],
      order: { orderId: merchant_reference },
      customer: { customerId: customer?.customer_id },
      location: { locationId: store?.id },
    });
    expect(data.payment.events.map(({ type, outcome }: { type: string; outcome: string }) => [type, outcome])).toEqual([
      ['INITIALIZE', null],
      ['AUTHORIZE', null],
      ['CAPTURE', 'DONE'],
    ]);
    expect(calls).toEqual(['getCard', 'getCustomer', 'getLocation', 'getOrder', 'getPayment']);
  });

  it('tells when money that is set aside is lost: exactly for Klarna, as an estimate elsewhere', async () => {
    const ends = async (wanted: (payment: Payment) => boolean) => {
      const { id } = paymentWhere(wanted);
      const { data } = await harness.ask(
        `query ($id: String!) { payment(paymentId: $id) { productName authorizationEnds { at isEstimate } } }`,
        { variables: { id } },
      );
      return data.payment;
    };
    expect(await ends(({ payment_product }) => payment_product === 'klarna')).toEqual({
      productName: 'Klarna',
      authorizationEnds: { at: '2026-11-29T12:00:00.000Z', isEstimate: false },
    });
    expect(await ends(({ payment_product }) => payment_product === 'vipps')).toMatchObject({
      authorizationEnds: { isEstimate: true },
    });
    expect(await ends(({ payment_product }) => payment_product === 'swish')).toEqual({
      productName: 'Swish',
      authorizationEnds: null,
    });
  });

  it('of another account is refused before anything is called', async () => {
    const query = '{ payment(paymentId: "P99999999.465UfBENeLpkBvwmqfTC4k") { status } }';
    const { codes, calls } = await harness.ask(query);
    expect({ codes, calls }).toEqual({ codes: ['BAD_USER_INPUT'], calls: [] });
  });

  it('is not read by a customer, who gets the order’s own word for it', async () => {
    const { data, errors, calls } = await harness.ask(
      '{ me { payments { nodes { paymentId } } orders(first: 1) { nodes { paymentStatus payments { paymentId } } } } }',
      { as: 'mobile' },
    );
    expect(data.me.orders.nodes).toEqual([{ paymentStatus: expect.any(String), payments: null }]);
    expect(errors.map(({ extensions }) => [extensions['code'], extensions['coordinate']]).sort()).toEqual([
      ['INSUFFICIENT_SCOPE', 'Customer.payments'],
      ['INSUFFICIENT_SCOPE', 'Order.payments'],
    ]);
    expect(calls).not.toContain('listPayments');
  });

  it('lets out no secret, and asks for none', async () => {
    const { sandbox } = harness;
    const { id } = paymentWhere((each) => each.card !== undefined && each.merchant_reference !== undefined);
    const payment = sandbox.state.payments.get(id);
    const session = sandbox.state.paymentSessions.get(payment?.session_id ?? '');
    if (payment === undefined || session === undefined) throw new Error('no payment');
    const untouched = structuredClone({ payment, session });
    const canary = (name: string) => `canary-${name}`;
    Object.assign(payment, {
      card: { ...payment.card, payment_token: canary('payment-token'), recurrence_token: canary('recurrence') },
      verified_identity: { id: canary('identity') },
      customer_ip: canary('address'),
      user_agent: canary('agent'),
      metadata: { 'collector:Invoice.InvoiceUrl': canary('invoice') },
      request_headers: { authorization: canary('headers') },
      events: payment.events?.map((each) => ({
        ...each,
        request_headers: { cookie: canary('event-headers') },
        metadata: { 'collector:Invoice.InvoiceUrl': canary('event-invoice') },
      })),
    });
    Object.assign(session, {
      events: session.events?.map((each) => ({
        ...each,
        details: { ...each.details, client_token: canary('client-token') },
      })),
      metadata: { secret: canary('session') },
    });
    onTestFinished(() => {
      sandbox.state.payments.set(id, untouched.payment);
      sandbox.state.paymentSessions.set(payment.session_id ?? '', untouched.session);
    });
    const server = await serve(sandbox, { LOG_LEVEL: 'debug' });
    const { body } = await askServer(
      server,
      post(
        `{ payment(paymentId: "${id}") { ${everything} }
           paymentSession(sessionId: "${payment.session_id}") { id events { name product error createdAt } amount { amount } payment { ${everything} } } }`,
        bearer(await sandbox.token('admin')),
      ),
    );
    await server.close();
    expect(body.errors).toBeUndefined();
    expect(JSON.stringify([body, server.lines])).not.toContain('canary-');
    expect(sandbox.calls.map(({ path }) => path).join()).not.toContain('includes');
  });
});

describe('payments of an order', () => {
  const payments = `query ($id: String!) { order(orderId: $id) { payments { paymentId status } } }`;

  it('are those that its authorizations name: of 50 orders in one call', async () => {
    const { sandbox } = harness;
    const embedded = [...sandbox.state.orders.values()].filter(
      ({ embedded, authorizations: [first] }) => embedded && first?.payment_details?.payment_id?.startsWith('T'),
    );
    expect(embedded.length).toBeGreaterThan(50);
    const { data, errors, calls } = await harness.ask(
      '{ orders(first: 50) { nodes { orderId payments { merchantReference } } } }',
    );
    expect(errors).toEqual([]);
    const found = data.orders.nodes.filter((each: { payments: unknown[] }) => each.payments.length > 0);
    expect(found.length).toBeGreaterThan(30);
    for (const { orderId, payments } of found) expect(payments).toContainEqual({ merchantReference: orderId });
    // One for those that carry their authorizations, one for those that do not; by reference only where nothing is named.
    expect(calls.filter((call) => call === 'listOrders')).toHaveLength(1);
    const byReference = sandbox.calls.filter(({ path }) => /^\/transactions\?.*merchant_reference=/.test(path)).length;
    expect(calls.filter((call) => call === 'listPayments').length - byReference).toBeLessThanOrEqual(3);
    for (const { path } of sandbox.calls.filter(({ endpoint }) => endpoint === 'listPayments'))
      expect(path).toContain('limit=100');
  });

  it('are those of its checkouts, where no authorization names one', async () => {
    const { orders, payments: all } = harness.sandbox.state;
    const record = [...orders.values()].find(
      ({ authorizations: [first], sessions }) =>
        sessions.length > 0 && first !== undefined && !first.payment_details?.payment_id?.startsWith('T'),
    );
    const { data } = await harness.ask(payments, { variables: { id: record?.order.order_id } });
    const own = [...all.values()].filter(({ session_id }) => session_id === record?.sessions[0]?.id);
    expect(data.order.payments).toEqual(own.map(({ id, status }) => ({ paymentId: id, status })));
    expect(own).not.toEqual([]);
  });

  it('are those that bear its id, failed attempts and duplicates among them, where nothing else names one', async () => {
    const found: string[] = [];
    for (const { order, sessions, authorizations } of harness.sandbox.state.orders.values()) {
      const [first] = authorizations;
      if (first === undefined || sessions.length > 0 || first.payment_details?.payment_id?.startsWith('T')) continue;
      const { data } = await harness.ask(payments, { variables: { id: order.order_id } });
      found.push(
        data.order.payments
          .map(({ status }: { status: string }) => status)
          .sort()
          .join(' and '),
      );
    }
    expect(new Set(found)).toEqual(new Set(['CAPTURED and CAPTURED', 'CAPTURED and DECLINED']));
  });
});

describe('a service that ignores what a list is narrowed to', () => {
  const narrowed = [
    'customerId: "C1001"',
    'merchantReference: "FJ100002"',
    'sessionIds: ["T00000001.x"]',
    'paymentIds: ["T00000001.x"]',
    'storeIds: ["S01001"]',
  ];

  let sandbox: Sandbox;
  let server: TestServer;
  beforeAll(async () => {
    sandbox = await startSandbox({ deviate: ['filters-ignored'] });
    server = await serve(sandbox, {});
  });
  afterAll(async () => {
    await server.close();
    await sandbox.close();
  });

  it.each(narrowed)('shows nobody else’s payments: %s', async (filter) => {
    const query = `{ payments(filter: { ${filter} }) { nodes { paymentId } } }`;
    const { body } = await askServer(server, post(query, bearer(await sandbox.token('helpdesk'))));
    expect(body).toMatchObject({ data: { payments: null }, errors: [{ extensions: { code: 'UPSTREAM_MALFORMED' } }] });
    expect(server.lines.filter(({ flaw }) => flaw === 'other_id')).not.toEqual([]);
  });

  it.each([
    '{ customer(customerId: "C1001") { payments { nodes { paymentId } } } }',
    '{ discountClaims(filter: { customerId: "C1001" }) { nodes { claimId } } }',
    '{ discounts(filter: { campaignIds: ["K1"] }) { nodes { discountId } } }',
    '{ customers(filter: { email: "kari.nordmann.0@example.com" }) { nodes { customerId } } }',
    '{ customers(filter: { phoneNumber: "+4790000000" }) { nodes { customerId } } }',
  ])('nor what others have: %s', async (query) => {
    const { body } = await askServer(server, post(query, bearer(await sandbox.token('admin'))));
    expect(body.errors).toMatchObject([{ extensions: { code: 'UPSTREAM_MALFORMED' } }]);
  });
});

describe('the customers of payments', () => {
  it('are no customers here where the setting says so', async () => {
    const own = await startHarness({ CHECKOUT_CUSTOMERS: 'other' });
    onTestFinished(() => own.close());
    const { id } = paymentWhere(({ customer }) => customer?.customer_id === 'C1001');
    const { data, calls } = await own.ask(
      `{ customer(customerId: "C1001") { payments { nodes { status } } } payment(paymentId: "${id}") { customer { customerId } } }`,
    );
    expect(data).toEqual({ customer: { payments: null }, payment: { customer: null } });
    expect(calls).toEqual(['getCustomer', 'getPayment']);
  });
});

describe('a checkout', () => {
  it('tells how far the customer got, and leads to its payment', async () => {
    const { id, session_id } = paymentWhere(({ status }) => status === 'AUTHORIZED');
    const { data, calls } = await harness.ask(
      `{ paymentSession(sessionId: "${session_id}") { events { name product } payment { paymentId } merchantReference }
         paymentSessions(first: 1, filter: { paymentIds: ["${id}"] }) { nodes { sessionId } } }`,
    );
    expect(data).toMatchObject({
      paymentSession: { events: [{ name: 'INITIATED' }, { name: 'AUTHORIZED' }], payment: { paymentId: id } },
      paymentSessions: { nodes: [{ sessionId: session_id }] },
    });
    expect(calls).toEqual(['getPayment', 'getPaymentSession', 'listPaymentSessions']);
  });
});
