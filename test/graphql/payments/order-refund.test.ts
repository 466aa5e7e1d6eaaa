import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { finish } from '../../../src/sandbox/handlers/payments-writes.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

type Orders = typeof harness.sandbox.state.orders;
type Order = Orders extends Map<string, infer Each> ? Each : never;
type Payment = typeof harness.sandbox.state.payments extends Map<string, infer Each> ? Each : never;

const used = new Set<string>();
const alike = ['dintero_psp.creditcard', 'vipps', 'klarna.klarna'];

/** An order that no other test has had, with the payment that it names. */
function fresh(status: string, products: readonly string[] = alike, wanted: (order: Order) => boolean = () => true) {
  const { orders, payments } = harness.sandbox.state;
  for (const [orderId, record] of orders) {
    const payment = payments.get(record.authorizations[0]?.payment_details?.payment_id ?? '');
    const fits = payment?.status === status && products.includes(payment.payment_product_type) && wanted(record);
    if (!fits || used.has(orderId)) continue;
    used.add(orderId);
    return { orderId, record, payment, paymentId: payment.id ?? '' };
  }
  throw new Error(`No order with a payment that is ${status} is left.`);
}

const selection = `outcome refusal { message } parts { payment { paymentId } amount { amount } outcome pendingSince }
  order { paymentStatus refunds { amount { amount } metadata items { lineId amount { amount } } } cancellations { amount { amount } metadata } } payments { status refunded { amount } }`;

const refund = (input: object) => harness.mutate('orderRefund', input, selection, { as: 'helpdesk-lead' });
const refId = () => crypto.randomUUID();
const sumOf = (parts: readonly { amount?: number }[]) => parts.reduce((total, { amount = 0 }) => total + amount, 0);
const backOf = ({ events = [] }: Payment) => events.filter(({ event, success }) => event === 'REFUND' && success);

const refundable = `query ($id: String!) { order(orderId: $id) { refundable {
  amount { amount } way reason lines { lineId amount { amount } } parts { payment { paymentId } amount { amount } way reason foundBy label } } } }`;

async function left(id: string) {
  const { data } = await harness.ask(refundable, { variables: { id } });
  return data.order.refundable;
}

describe('the guided refund', () => {
  it('gives all back and records it: the payment first, then the record with key and payment', async () => {
    const { orderId, record, payment, paymentId } = fresh('CAPTURED');
    expect(await left(orderId)).toMatchObject({
      amount: { amount: payment.amount },
      way: 'REFUND',
      reason: null,
      parts: [{ foundBy: 'AUTHORIZATION', label: null }],
    });
    const input = { orderId, refId: refId(), all: true, currency: record.order.currency, reason: 'returned' };
    const { data, calls } = await refund(input);
    expect(data.orderRefund).toMatchObject({
      outcome: 'DONE',
      userErrors: [],
      parts: [{ payment: { paymentId }, amount: { amount: payment.amount }, outcome: 'DONE' }],
      order: { paymentStatus: 'refunded' },
      payments: [{ status: 'REFUNDED', refunded: { amount: payment.amount } }],
    });
    const moving = harness.sandbox.calls
      .map(({ endpoint }) => endpoint)
      .filter((call) => call === 'refundPayment' || call === 'recordRefund');
    expect(moving).toEqual(['refundPayment', 'recordRefund']);
    expect(record.refunds.at(-1)).toMatchObject({
      metadata: { ref_id: input.refId, payment_id: paymentId, reason: 'returned' },
    });
    expect(calls).not.toContain('capturePayment');

    const again = await refund(input);
    expect(again.data.orderRefund.outcome).toBe('DONE');
    expect(again.calls.filter((call) => call === 'refundPayment' || call === 'recordRefund')).toEqual([]);
    expect(await left(orderId)).toMatchObject({
      amount: { amount: 0 },
      way: 'NONE',
      reason: expect.any(String),
      lines: [],
    });
    const other = await refund({ ...input, refId: refId() });
    expect(other.data.orderRefund).toMatchObject({ outcome: null, userErrors: [{ code: 'WRONG_STATE' }] });
    expect(backOf(payment)).toHaveLength(1);
  });

  it('of lines gives back what is left of them, matched by line and article', async () => {
    const { orderId, record, payment } = fresh('CAPTURED', alike, ({ order }) => (order.items ?? []).length > 1);
    const [line, other] = record.order.items ?? [];
    const input = {
      orderId,
      refId: refId(),
      lines: [{ lineId: line?.line_id }, { lineId: other?.line_id, amount: 100 }],
    };
    const { data } = await refund(input);
    const whole = line?.gross_amount ?? 0;
    expect(data.orderRefund).toMatchObject({ outcome: 'DONE', parts: [{ amount: { amount: whole + 100 } }] });
    expect(backOf(payment)[0]?.items).toEqual([
      { line_id: String(line?.line_id), id: line?.id, amount: whole },
      { line_id: String(other?.line_id), id: other?.id, amount: 100 },
    ]);
    expect(record.refunds.at(-1)?.items).toEqual([
      { line_id: line?.line_id, amount: whole },
      { line_id: other?.line_id, amount: 100 },
    ]);
    expect((await refund(input)).data.orderRefund.outcome).toBe('DONE');
    const more = await refund({
      ...input,
      refId: refId(),
      lines: [{ lineId: other?.line_id, amount: (other?.gross_amount ?? 0) - 99 }],
    });
    expect(more.data.orderRefund).toMatchObject({ outcome: null, userErrors: [{ code: 'EXCEEDS_REMAINING' }] });
    expect(backOf(payment)).toHaveLength(1);
  });

  it('of an amount spreads it over the lines for the record, to the last øre', async () => {
    const { orderId, record, payment } = fresh('CAPTURED', alike, ({ order }) => (order.items ?? []).length > 2);
    const { data } = await refund({ orderId, refId: refId(), amount: 5_001 });
    expect(data.orderRefund.outcome).toBe('DONE');
    expect(sumOf(record.refunds.at(-1)?.items ?? [])).toBe(5_001);
    expect(sumOf(backOf(payment))).toBe(5_001);
  });

  it.each([
    [{}, 'INVALID_VALUE'],
    [{ all: true, amount: 1 }, 'INVALID_VALUE'],
    [{ amount: -1 }, 'OUT_OF_RANGE'],
    [{ amount: 100_000_000 }, 'EXCEEDS_REMAINING'],
    [{ lines: [{ lineId: 99 }] }, 'NOT_FOUND'],
    [{ lines: [{ lineId: 1, amount: 100_000_000 }] }, 'EXCEEDS_REMAINING'],
    [{ all: true, currency: 'USD' }, 'INVALID_VALUE'],
  ])('of %j is refused as %s and moves nothing', async (input, code) => {
    const { orderId } = fresh('CAPTURED');
    const { data, calls } = await refund({ orderId, refId: refId(), ...input });
    expect(data.orderRefund).toMatchObject({ outcome: null, parts: [], userErrors: [{ code }] });
    expect(calls.filter((call) => call === 'refundPayment' || call === 'recordRefund')).toEqual([]);
  });

  it('refuses the order’s own id as its key', async () => {
    const { orderId } = fresh('CAPTURED');
    const { data } = await refund({ orderId, refId: orderId, all: true });
    expect(data.orderRefund.userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'refId'] }]);
  });

  it('stands alone in its document', async () => {
    const { orderId } = fresh('CAPTURED');
    const input = `{ orderId: "${orderId}", refId: "${refId()}", all: true }`;
    const two = `mutation { a: orderRefund(input: ${input}) { outcome userErrors { code } } b: orderRefund(input: ${input}) { outcome userErrors { code } } }`;
    const { data, calls } = await harness.ask(two, { as: 'helpdesk-lead' });
    expect(data).toEqual({
      a: { outcome: null, userErrors: [{ code: 'INVALID_VALUE' }] },
      b: { outcome: null, userErrors: [{ code: 'INVALID_VALUE' }] },
    });
    expect(calls).toEqual([]);
  });

  it('needs reading and writing of checkout and of shopping', async () => {
    const { orderId } = fresh('CAPTURED');
    const all = ['read:checkout', 'write:checkout', 'read:shopping', 'write:shopping'];
    for (const lacking of all) {
      const token = await harness.sandbox.issue({ scopes: all.filter((scope) => scope !== lacking) });
      const { codes, calls } = await harness.mutate('orderRefund', { orderId, refId: refId(), all: true }, 'outcome', {
        token,
      });
      expect({ codes, calls }).toEqual({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
    }
  });
});

describe('what is only set aside', () => {
  it('is let go whole, and a cancellation is recorded', async () => {
    const { orderId, record, paymentId } = fresh('AUTHORIZED');
    expect(await left(orderId)).toMatchObject({ way: 'VOID' });
    const input = { orderId, refId: refId(), all: true };
    const { data } = await refund(input);
    expect(data.orderRefund).toMatchObject({ outcome: 'DONE', payments: [{ status: 'AUTHORIZATION_VOIDED' }] });
    expect(record.cancellations.at(-1)).toMatchObject({ metadata: { ref_id: input.refId, payment_id: paymentId } });
    expect(sumOf(record.cancellations)).toBe(sumOf(record.authorizations));
    expect(record.refunds).toEqual([]);
    const again = await refund(input);
    expect(again.data.orderRefund.outcome).toBe('DONE');
    expect(again.calls.filter((call) => call === 'voidPayment' || call === 'recordCancellation')).toEqual([]);
    expect(record.cancellations).toHaveLength(1);
  });

  it('is not given back by lines: capture less when it ships', async () => {
    const { orderId } = fresh('AUTHORIZED');
    const { data } = await refund({ orderId, refId: refId(), lines: [{ lineId: 1 }] });
    expect(data.orderRefund.userErrors).toMatchObject([
      { code: 'WRONG_STATE', message: expect.stringContaining('capture less when it ships') },
    ]);
  });
});

describe('money that is back and not recorded', () => {
  it('is said so, and the same call records it without moving money again', async () => {
    const { orderId, record, payment } = fresh('CAPTURED');
    const lift = harness.sandbox.fail({ on: 'recordRefund', status: 503 });
    const input = { orderId, refId: refId(), all: true };
    expect((await refund(input)).data.orderRefund.outcome).toBe('MONEY_BACK_NOT_RECORDED');
    expect((await refund(input)).data.orderRefund.outcome).toBe('MONEY_BACK_NOT_RECORDED');
    lift();
    expect((await refund(input)).data.orderRefund.outcome).toBe('DONE');
    expect(record.refunds).toHaveLength(1);
    expect(backOf(payment)).toHaveLength(1);
  });

  it('is found again where the answer of the record was lost', async () => {
    const { orderId, record } = fresh('CAPTURED');
    harness.sandbox.fail({ on: 'recordRefund', reset: 'after', times: 1 });
    expect((await refund({ orderId, refId: refId(), all: true })).data.orderRefund.outcome).toBe('DONE');
    expect(record.refunds).toHaveLength(1);
  });
});

describe('a client that leaves between payment and record', () => {
  it('loses nothing: the same call does what is missing', async () => {
    const { orderId, record, payment } = fresh('CAPTURED');
    const leaving = new AbortController();
    const lift = harness.sandbox.fail({ on: 'refundPayment', delay: 300, times: 1 });
    onTestFinished(lift);
    const input = { orderId, refId: refId(), all: true };
    const query = 'mutation ($input: OrderRefundInput!) { orderRefund(input: $input) { outcome } }';
    const token = await harness.sandbox.token('helpdesk-lead');
    const asked = harness.app.fetch(
      new Request('http://bff/graphql', {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query, variables: { input } }),
        signal: leaving.signal,
      }),
    );
    await expect
      .poll(() => harness.sandbox.calls.map(({ endpoint }) => endpoint), { interval: 10 })
      .toContain('refundPayment');
    leaving.abort();
    await asked.catch(() => {});
    await expect.poll(async () => (await refund(input)).data.orderRefund.outcome).toBe('DONE');
    expect(record.refunds).toHaveLength(1);
    expect(sumOf(backOf(payment))).toBe(payment.amount);
    expect(backOf(payment)).toHaveLength(1);
  });
});

describe('a refund that does not end at once', () => {
  it('goes on, is not recorded yet, and is recorded by the same call once it is done', async () => {
    const { orderId, record, payment } = fresh('CAPTURED');
    const { state } = harness.sandbox;
    state.checkoutScript.push('begins');
    const input = { orderId, refId: refId(), all: true };
    expect((await refund(input)).data.orderRefund).toMatchObject({
      outcome: 'PENDING',
      parts: [{ pendingSince: expect.any(String) }],
    });
    expect((await refund(input)).data.orderRefund.outcome).toBe('PENDING');
    expect(record.refunds).toEqual([]);
    for (const each of [...state.unfinished]) finish(state, each, true);
    expect((await refund(input)).data.orderRefund.outcome).toBe('DONE');
    expect(sumOf(record.refunds)).toBe(payment.amount);
    expect(backOf(payment)).toHaveLength(1);
  });

  it('is not known where the answer was lost without a trace, and moves nothing again', async () => {
    const { orderId, record, payment } = fresh('CAPTURED');
    harness.sandbox.fail({ on: 'refundPayment', status: 503, times: 1 });
    const input = { orderId, refId: refId(), all: true };
    expect((await refund(input)).data.orderRefund.outcome).toBe('UNKNOWN');
    expect((await refund(input)).data.orderRefund.outcome).toBe('UNKNOWN');
    expect([record.refunds, backOf(payment)]).toEqual([[], []]);
  });

  it('is Dintero’s no where it fails inside a 200: nothing is recorded', async () => {
    const { orderId, record } = fresh('CAPTURED');
    harness.sandbox.state.checkoutScript.push('fails for good');
    const { data } = await refund({ orderId, refId: refId(), all: true });
    expect(data.orderRefund).toMatchObject({ outcome: 'REFUSED', refusal: { message: 'The issuer said no.' } });
    expect(record.refunds).toEqual([]);
  });
});

describe('what an order can give back', () => {
  it('is no more than is left on its payment, wherever that was refunded', async () => {
    const { orderId, payment } = fresh('CAPTURED');
    payment.events?.push({ id: 'office', event: 'REFUND', amount: payment.amount - 70, success: true });
    payment.status = 'PARTIALLY_REFUNDED';
    expect(await left(orderId)).toMatchObject({ amount: { amount: 70 } });
    const { data } = await refund({ orderId, refId: refId(), amount: 71 });
    expect(data.orderRefund.userErrors).toMatchObject([{ code: 'EXCEEDS_REMAINING' }]);
    expect((await refund({ orderId, refId: refId(), all: true })).data.orderRefund).toMatchObject({
      outcome: 'DONE',
      parts: [{ amount: { amount: 70 } }],
    });
  });

  it('is no more than it captured less the refunds recorded on it', async () => {
    const { orderId, record, payment } = fresh('CAPTURED');
    const [line] = record.order.items ?? [];
    record.refunds.push({
      id: 'elsewhere',
      items: [{ line_id: line?.line_id ?? 0, amount: 100 }],
      amount: 100,
      success: true,
    });
    expect(await left(orderId)).toMatchObject({ amount: { amount: payment.amount - 100 } });
  });

  it('is its own part of a payment that several orders share', async () => {
    const one = fresh('CAPTURED', alike, ({ embedded }) => !embedded);
    const other = fresh(
      'CAPTURED',
      alike,
      ({ embedded, order }) => !embedded && order.currency === one.record.order.currency,
    );
    for (const operation of [...other.record.authorizations, ...other.record.captures])
      operation.payment_details = { ...operation.payment_details, payment_id: one.paymentId };
    const total = one.payment.amount + other.payment.amount;
    one.payment.amount = total;
    one.payment.events?.push({ id: 'second', event: 'CAPTURE', amount: other.payment.amount, success: true });
    expect((await left(other.orderId)).amount.amount).toBe(other.payment.amount);
    expect((await refund({ orderId: other.orderId, refId: refId(), all: true })).data.orderRefund.outcome).toBe('DONE');
    expect(sumOf(backOf(one.payment))).toBe(other.payment.amount);
  });

  it('comes from several payments, last authorized first, each part with an outcome of its own', async () => {
    const { orderId, record, payment, paymentId } = fresh(
      'CAPTURED',
      alike,
      ({ embedded, order }) => !embedded && (order.items ?? []).length === 2,
    );
    const { payments } = harness.sandbox.state;
    const [first, second] = (record.order.items ?? []).map((item) => ({
      line_id: item.line_id ?? 0,
      amount: item.gross_amount ?? 0,
      id: item.id ?? '',
    }));
    if (first === undefined || second === undefined) throw new Error('two lines');
    const later = { ...structuredClone(payment), id: `${paymentId}b`, amount: second.amount };
    for (const event of later.events ?? [])
      Object.assign(event, {
        id: `${event.id}b`,
        created_at: '2026-12-01T00:00:00.000Z',
        amount: second.amount,
        items: [],
      });
    payment.amount = first.amount;
    for (const event of payment.events ?? []) Object.assign(event, { amount: first.amount, items: [] });
    payments.set(later.id, later);
    const operation = (id: string, line: typeof first, of: string) => ({
      id,
      items: [{ line_id: line.line_id, amount: line.amount }],
      amount: line.amount,
      success: true,
      payment_details: { payment_id: of },
    });
    record.authorizations.splice(0, 9, operation('a1', first, paymentId), operation('a2', second, later.id));
    record.captures.splice(
      0,
      9,
      { ...operation('c1', first, paymentId), authorization_id: 'a1' },
      { ...operation('c2', second, later.id), authorization_id: 'a2' },
    );
    expect(
      (await left(orderId)).parts.map(({ payment: { paymentId: id } }: { payment: { paymentId: string } }) => id),
    ).toEqual([later.id, paymentId]);
    harness.sandbox.state.checkoutScript.push('fails');
    const input = { orderId, refId: refId(), all: true };
    const { data } = await refund(input);
    expect(data.orderRefund).toMatchObject({
      outcome: 'PARTLY',
      parts: [
        { payment: { paymentId: later.id }, amount: { amount: second.amount }, outcome: 'REFUSED' },
        { payment: { paymentId }, amount: { amount: first.amount }, outcome: 'DONE' },
      ],
    });
    // What is still to be moved is held to its product by the second call as by the first.
    const { payment_product, payment_product_type, items = [] } = later;
    const walley = { payment_product: 'collector', payment_product_type: 'collector.invoice' };
    Object.assign(later, walley, { items: items.map((item) => ({ ...item, amount: (item.amount ?? 0) + 1 })) });
    const held = await refund(input);
    expect(held.data.orderRefund).toMatchObject({
      outcome: 'PARTLY',
      refusal: { message: expect.stringContaining('Walley') },
    });
    expect(held.calls.filter((call) => call === 'refundPayment' || call === 'recordRefund')).toEqual([]);
    Object.assign(later, { payment_product, payment_product_type, items });
    expect((await refund(input)).data.orderRefund.outcome).toBe('DONE');
    expect([sumOf(backOf(payment)), sumOf(backOf(later))]).toEqual([first.amount, second.amount]);
    expect(record.refunds.map(({ amount, authorization_id }) => [amount, authorization_id])).toEqual([
      [first.amount, 'a1'],
      [second.amount, 'a2'],
    ]);
  });

  it('found by its reference alone is labelled, and given back only where customer and amount fit', async () => {
    const { orders, payments } = harness.sandbox.state;
    const twice = [...orders.values()].find(
      ({ authorizations: [first], sessions, order }) =>
        first !== undefined &&
        sessions.length === 0 &&
        !first.payment_details?.payment_id?.startsWith('T') &&
        [...payments.values()].filter(
          (each) => each.merchant_reference === order.order_id && each.status === 'CAPTURED',
        ).length === 2,
    );
    const orderId = twice?.order.order_id ?? '';
    const before = await left(orderId);
    expect(before.parts.map(({ label, foundBy }: { label: string; foundBy: string }) => [label, foundBy])).toEqual([
      ['CHARGED_TWICE', 'REFERENCE'],
      ['CHARGED_TWICE', 'REFERENCE'],
    ]);
    for (const each of payments.values())
      if (each.merchant_reference === orderId) each.customer = { customer_id: 'C9999' };
    expect(await left(orderId)).toMatchObject({
      amount: { amount: 0 },
      way: 'NONE',
      reason: expect.stringContaining('customer and amount'),
    });
    const { data } = await refund({ orderId, refId: refId(), all: true });
    expect(data.orderRefund.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
  });

  it('of a failed attempt is nothing', async () => {
    const { orders, payments } = harness.sandbox.state;
    const failed = [...payments.values()].find(
      ({ status, merchant_reference }) =>
        status === 'DECLINED' && orders.get(merchant_reference ?? '')?.sessions.length === 0,
    );
    const parts = (await left(failed?.merchant_reference ?? '')).parts;
    expect(
      parts.find(({ payment }: { payment: { paymentId: string } }) => payment.paymentId === failed?.id),
    ).toMatchObject({
      way: 'NONE',
      label: 'FAILED_ATTEMPT',
      amount: { amount: 0 },
    });
  });

  it('includes negative lines with all, and never one alone', async () => {
    const { orderId, record, payment } = fresh(
      'CAPTURED',
      ['dintero_psp.creditcard', 'vipps', 'klarna.klarna'],
      ({ embedded }) => !embedded,
    );
    const discount = { line_id: 77, amount: -500 };
    record.order.items?.push({ line_id: 77, id: 'discount', gross_amount: -500 });
    record.captures[0]?.items.push(discount);
    payment.amount -= 500;
    for (const event of payment.events ?? []) if (event.amount !== undefined) event.amount = payment.amount;
    const alone = await refund({ orderId, refId: refId(), lines: [{ lineId: 77 }] });
    expect(alone.data.orderRefund.userErrors).toMatchObject([{ code: 'INVALID_VALUE' }]);
    expect((await refund({ orderId, refId: refId(), all: true })).data.orderRefund.outcome).toBe('DONE');
    expect(sumOf(backOf(payment))).toBe(payment.amount);
    expect(record.refunds.at(-1)?.items).toContainEqual(discount);
  });
});
