import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { finish } from '../../../src/sandbox/handlers/payments-writes.ts';
import type { CheckoutTurn } from '../../../src/sandbox/state.ts';
import { createMoneyLocks } from '../../../src/server/load/money-locks.ts';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

type Payment = typeof harness.sandbox.state.payments extends Map<string, infer Each> ? Each : never;

const used = new Set<string>();

/** Ways to pay that take amounts and lines alike. */
const alike = ['dintero_psp.creditcard', 'vipps', 'klarna.klarna'];

/** A payment that no other test has had, with its id. */
function fresh(status: string, product: string | null = null, wanted: (each: Payment) => boolean = () => true) {
  for (const [id, payment] of harness.sandbox.state.payments) {
    const products = product === null ? alike : [product];
    const fits = payment.status === status && products.includes(payment.payment_product_type) && wanted(payment);
    if (!fits || used.has(id)) continue;
    used.add(id);
    return { id, payment };
  }
  throw new Error(`No ${status} payment of ${product} is left.`);
}

const selection =
  'outcome refusal { message retryCodes retryAfter } pendingSince isOverdue payment { status captured { amount } refunded { amount } refundable { amount } capturable { amount } }';

function move(
  name: 'paymentCapture' | 'paymentRefund' | 'paymentVoid',
  input: object,
  as: 'helpdesk-lead' | 'helpdesk' = 'helpdesk-lead',
) {
  return harness.mutate(name, input, selection, { as });
}

/** What happens to the next captures, refunds and voids. */
function script(...turns: readonly CheckoutTurn[]) {
  harness.sandbox.state.checkoutScript.push(...turns);
}

function moved(payment: Payment, kind: 'REFUND' | 'CAPTURE' | 'VOID') {
  return (payment.events ?? []).filter(({ event, success }) => event === kind && success);
}

const refId = () => crypto.randomUUID();

describe('a refund', () => {
  it('reads, gives money back once, and says what is left', async () => {
    const { id, payment } = fresh('CAPTURED');
    const input = { paymentId: id, refId: refId(), amount: 100, currency: 'NOK', reason: 'trouble' };
    const { data, calls } = await move('paymentRefund', input);
    expect(data.paymentRefund).toMatchObject({
      outcome: 'DONE',
      userErrors: [],
      payment: {
        status: 'PARTIALLY_REFUNDED',
        refunded: { amount: 100 },
        refundable: { amount: payment.amount - 100 },
      },
    });
    expect(calls).toEqual(['getPayment', 'refundPayment']);

    const again = await move('paymentRefund', input);
    expect(again.data.paymentRefund).toMatchObject({ outcome: 'DONE', payment: { refunded: { amount: 100 } } });
    expect(again.calls).toEqual(['getPayment']);
    expect(moved(payment, 'REFUND')).toMatchObject([{ amount: 100, event_reference: input.refId }]);

    const other = await move('paymentRefund', { ...input, amount: 200 });
    expect(other.data.paymentRefund).toMatchObject({
      outcome: null,
      userErrors: [{ code: 'CONFLICT', field: ['input', 'refId'] }],
    });
    expect(other.calls).toEqual(['getPayment']);
  });

  it('needs reading and writing: a caller with one of them calls nothing', async () => {
    const { id } = fresh('CAPTURED');
    const token = await harness.sandbox.issue({ scopes: ['write:checkout'] });
    for (const asking of [{ as: 'helpdesk' as const }, { token }]) {
      const { codes, calls } = await harness.mutate(
        'paymentRefund',
        { paymentId: id, refId: refId(), amount: 1 },
        'outcome',
        asking,
      );
      expect({ codes, calls }).toEqual({ codes: ['INSUFFICIENT_SCOPE'], calls: [] });
    }
  });

  it.each([
    [{ amount: 0 }, 'OUT_OF_RANGE', 'amount'],
    [{ amount: 1_000_000_000 }, 'EXCEEDS_REMAINING', 'amount'],
    [{ amount: 1, currency: 'SEK' }, 'INVALID_VALUE', 'currency'],
    [{}, 'REQUIRED', 'amount'],
    [{ amount: 1, lines: [{ lineId: '1' }] }, 'INVALID_VALUE', 'amount'],
    [{ lines: [] }, 'REQUIRED', 'lines'],
    [{ lines: [{ lineId: '99' }] }, 'NOT_FOUND', 'lineId'],
    [{ lines: [{ lineId: '1' }, { lineId: '1' }] }, 'INVALID_VALUE', 'lineId'],
    [{ lines: [{ lineId: '1', amount: 100_000_000 }] }, 'EXCEEDS_REMAINING', 'amount'],
    [{ amount: 1, refId: '' }, 'REQUIRED', 'refId'],
  ])('of %j is refused as %s and moves nothing', async (input, code, at) => {
    const { id } = fresh('CAPTURED');
    const { data, calls } = await move('paymentRefund', { paymentId: id, refId: refId(), ...input });
    expect(data.paymentRefund.outcome).toBeNull();
    expect(data.paymentRefund.userErrors).toMatchObject([{ code }]);
    expect(data.paymentRefund.userErrors[0].field.at(-1)).toBe(at);
    expect(calls).not.toContain('refundPayment');
  });

  it('refuses as its key the id of the order and the references of the shop', async () => {
    const { id, payment } = fresh(
      'CAPTURED',
      'dintero_psp.creditcard',
      (each) => each.merchant_reference !== undefined,
    );
    payment.merchant_reference_2 = 'shop-2';
    for (const key of [payment.merchant_reference, 'shop-2']) {
      const { data, calls } = await move('paymentRefund', { paymentId: id, refId: key, amount: 1 });
      expect(data.paymentRefund.userErrors).toMatchObject([{ code: 'INVALID_VALUE', field: ['input', 'refId'] }]);
      expect(calls).toEqual(['getPayment']);
    }
  });

  it('of lines sends line id and article id, and no more than is left of a line', async () => {
    const { id, payment } = fresh('CAPTURED', null, ({ items = [] }) => items.length > 1);
    const [line] = payment.items ?? [];
    const whole = line?.amount ?? 0;
    const first = await move('paymentRefund', {
      paymentId: id,
      refId: refId(),
      lines: [{ lineId: line?.line_id, amount: 100 }],
    });
    expect(first.data.paymentRefund.outcome).toBe('DONE');
    const rest = { paymentId: id, refId: refId(), lines: [{ lineId: line?.line_id }] };
    expect((await move('paymentRefund', rest)).data.paymentRefund.outcome).toBe('DONE');
    expect((await move('paymentRefund', rest)).data.paymentRefund.outcome).toBe('DONE');
    const part = { line_id: line?.line_id, id: line?.id };
    expect(moved(payment, 'REFUND').map(({ amount, items }) => ({ amount, items }))).toEqual([
      { amount: 100, items: [{ ...part, amount: 100 }] },
      { amount: whole - 100, items: [{ ...part, amount: whole - 100 }] },
    ]);
    const more = await move('paymentRefund', { ...rest, refId: refId() });
    expect(more.data.paymentRefund).toMatchObject({ outcome: null, userErrors: [{ code: 'OUT_OF_RANGE' }] });
  });

  it('tells lines of two orders that share a payment apart by their articles', async () => {
    const { id, payment } = fresh('CAPTURED', null, ({ items = [] }) => items.length > 1);
    for (const item of payment.items ?? []) item.line_id = '1';
    const articles = (payment.items ?? []).map((item, index) => (item.id = `article-${index}`));
    const vague = await move('paymentRefund', { paymentId: id, refId: refId(), lines: [{ lineId: '1' }] });
    expect(vague.data.paymentRefund.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    const exact = await move('paymentRefund', {
      paymentId: id,
      refId: refId(),
      lines: [{ lineId: '1', articleId: articles[1] }],
    });
    expect(exact.data.paymentRefund.outcome).toBe('DONE');
    expect(moved(payment, 'REFUND')[0]?.items).toMatchObject([{ line_id: '1', id: 'article-1' }]);
  });

  it('of a negative line alone is refused', async () => {
    const { id, payment } = fresh('CAPTURED');
    payment.items = [...(payment.items ?? []), { line_id: '9', id: 'discount', amount: -500 }];
    const { data } = await move('paymentRefund', { paymentId: id, refId: refId(), lines: [{ lineId: '9' }] });
    expect(data.paymentRefund.userErrors).toMatchObject([
      { code: 'INVALID_VALUE', field: ['input', 'lines', '0', 'lineId'] },
    ]);
  });

  it('of Walley takes whole lines only, which is told before a call', async () => {
    const { id, payment } = fresh('CAPTURED', 'collector.invoice');
    const [line] = payment.items ?? [];
    const byAmount = await move('paymentRefund', { paymentId: id, refId: refId(), amount: 1 });
    const half = await move('paymentRefund', {
      paymentId: id,
      refId: refId(),
      lines: [{ lineId: line?.line_id, amount: 1 }],
    });
    expect([byAmount, half].map(({ data, calls }) => [data.paymentRefund.userErrors[0].code, calls])).toEqual([
      ['REQUIRED', ['getPayment']],
      ['INVALID_VALUE', ['getPayment']],
    ]);
    const whole = await move('paymentRefund', { paymentId: id, refId: refId(), lines: [{ lineId: line?.line_id }] });
    expect(whole.data.paymentRefund.outcome).toBe('DONE');
  });

  it('gives back to the gift card first: foretold, and shown by what is left', async () => {
    const { id, payment } = fresh(
      'CAPTURED',
      'dintero_psp.creditcard',
      ({ gift_cards, amount }) => gift_cards !== undefined && amount > 6_000,
    );
    const part = payment.gift_cards?.[0]?.amount ?? 0;
    const cards = 'payment { giftCards { refundable { amount } } }';
    const input = { paymentId: id, refId: refId(), amount: part - 1_000 };
    const { data } = await harness.mutate('paymentRefund', input, cards);
    expect(data.paymentRefund.payment.giftCards).toEqual([{ refundable: { amount: 1_000 } }]);
  });
});

describe('an outcome', () => {
  it('is read from the operation’s own event: a failed one inside a 200 is a no, uses up no money and blocks nothing else', async () => {
    const { id, payment } = fresh('CAPTURED');
    script('fails for good');
    const input = { paymentId: id, refId: refId(), amount: payment.amount };
    const { data } = await move('paymentRefund', input);
    expect(data.paymentRefund).toMatchObject({
      outcome: 'REFUSED',
      refusal: { message: 'The issuer said no.', retryCodes: ['DO_NOT_RETRY'] },
      payment: { refunded: { amount: 0 }, refundable: { amount: payment.amount } },
    });
    const again = await move('paymentRefund', input);
    expect(again.data.paymentRefund.outcome).toBe('REFUSED');
    expect(again.calls).toEqual(['getPayment']);
    const other = await move('paymentRefund', { ...input, refId: refId() });
    expect(other.data.paymentRefund.outcome).toBe('DONE');
  });

  it('in doubt closes a payment for an hour, and then no longer', async () => {
    const { id, payment } = fresh('CAPTURED');
    const token = await harness.sandbox.issue({ scopes: ['read:checkout', 'write:checkout'], expiresIn: 80_000 });
    const other = () =>
      harness.mutate('paymentRefund', { paymentId: id, refId: refId(), amount: 1 }, selection, { token });
    script('leaves no event');
    await move('paymentRefund', { paymentId: id, refId: refId(), amount: payment.amount });
    onTestFinished(() => {
      vi.useRealTimers();
    });
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3_590_000 });
    expect((await other()).data.paymentRefund).toMatchObject({ outcome: null, userErrors: [{ code: 'NOT_NOW' }] });
    vi.setSystemTime(Date.now() + 20_000);
    expect((await other()).data.paymentRefund.outcome).toBe('DONE');
  });

  it('of the same key is tried again only where Dintero allows it, and when its time has come', async () => {
    const { id, payment } = fresh('CAPTURED');
    script('fails for an hour');
    const input = { paymentId: id, refId: refId(), amount: 100 };
    expect((await move('paymentRefund', input)).data.paymentRefund).toMatchObject({
      outcome: 'REFUSED',
      refusal: { retryAfter: expect.any(String) },
    });
    expect((await move('paymentRefund', input)).calls).toEqual(['getPayment']);
    for (const { error } of payment.events ?? []) {
      if (error?.retry_policy) error.retry_policy.retry_after = new Date(Date.now() - 1_000).toISOString();
    }
    script('fails');
    expect((await move('paymentRefund', input)).data.paymentRefund.outcome).toBe('REFUSED');
    expect((await move('paymentRefund', input)).data.paymentRefund.outcome).toBe('DONE');
    expect(moved(payment, 'REFUND')).toHaveLength(1);
  });

  it('of a 202 goes on: since when is said, it is never sent again, and it ends by its own event', async () => {
    const { id, payment } = fresh('CAPTURED');
    const { state } = harness.sandbox;
    script('begins', 'begins');
    const [done, failed] = [refId(), refId()];
    const half = Math.floor(payment.amount / 2);
    for (const key of [done, failed]) {
      const { data } = await move('paymentRefund', { paymentId: id, refId: key, amount: half });
      expect(data.paymentRefund).toMatchObject({
        outcome: 'PENDING',
        pendingSince: expect.any(String),
        isOverdue: false,
      });
      const again = await move('paymentRefund', { paymentId: id, refId: key, amount: half });
      expect(again).toMatchObject({ data: { paymentRefund: { outcome: 'PENDING' } }, calls: ['getPayment'] });
    }
    const third = await move('paymentRefund', { paymentId: id, refId: refId(), amount: half });
    expect(third.data.paymentRefund.userErrors).toMatchObject([
      { code: payment.amount % 2 ? 'EXCEEDS_REMAINING' : 'WRONG_STATE' },
    ]);
    const [first, second] = state.unfinished.filter((each) => each.payment === payment);
    if (first === undefined || second === undefined) throw new Error('nothing goes on');
    finish(state, second, false);
    finish(state, first, true);
    const outcomes = [];
    for (const key of [done, failed])
      outcomes.push(
        (await move('paymentRefund', { paymentId: id, refId: key, amount: half })).data.paymentRefund.outcome,
      );
    // The one that failed may be tried at once, and is.
    expect(outcomes).toEqual(['DONE', 'DONE']);
    expect(moved(payment, 'REFUND')).toHaveLength(2);
  });

  it('that goes on for more than a day is named as such, and never sent again', async () => {
    const { id, payment } = fresh('CAPTURED');
    script('begins');
    const input = { paymentId: id, refId: refId(), amount: 100 };
    await move('paymentRefund', input);
    for (const event of payment.events ?? []) event.created_at = new Date(Date.now() - 90_000_000).toISOString();
    expect(await move('paymentRefund', input)).toMatchObject({
      data: { paymentRefund: { outcome: 'PENDING', isOverdue: true } },
      calls: ['getPayment'],
    });
  });

  it('of Swish goes on after its answer, and is found by reading', async () => {
    const { id } = fresh('CAPTURED', 'swish.swish');
    const input = { paymentId: id, refId: refId(), amount: 100 };
    const outcomes = [];
    for (let times = 0; times < 4; times += 1)
      outcomes.push((await move('paymentRefund', input)).data.paymentRefund.outcome);
    expect(outcomes).toEqual(['PENDING', 'PENDING', 'PENDING', 'DONE']);
  });

  it('of a 200 without its event is looked up, and is not known', async () => {
    const { id, payment } = fresh('CAPTURED');
    script('leaves no event');
    const input = { paymentId: id, refId: refId(), amount: payment.amount };
    const { data, errors, calls } = await move('paymentRefund', input);
    expect(errors).toEqual([]);
    expect(data.paymentRefund.outcome).toBe('UNKNOWN');
    expect(calls).toEqual(['getPayment', 'getPayment', 'refundPayment']);
    // It stays closed to this key, and to the amount in doubt.
    expect(await move('paymentRefund', input)).toMatchObject({
      data: { paymentRefund: { outcome: 'UNKNOWN' } },
      calls: ['getPayment'],
    });
    const other = await move('paymentRefund', { ...input, refId: refId(), amount: 1 });
    expect(other).toMatchObject({
      data: { paymentRefund: { outcome: null, userErrors: [{ code: 'NOT_NOW' }] } },
      calls: ['getPayment'],
    });
  });

  it('that was lost is looked up: what was done is done', async () => {
    for (const lose of [
      () => script('done and 503'),
      () => harness.sandbox.fail({ on: 'refundPayment', reset: 'after', times: 1 }),
    ]) {
      const { id, payment } = fresh('CAPTURED');
      lose();
      const { data, calls } = await move('paymentRefund', { paymentId: id, refId: refId(), amount: 100 });
      expect(data.paymentRefund.outcome).toBe('DONE');
      expect(calls).toEqual(['getPayment', 'getPayment', 'refundPayment']);
      expect(moved(payment, 'REFUND')).toHaveLength(1);
    }
  });

  it('that was lost without a trace is not known, never refused', async () => {
    const { id } = fresh('CAPTURED');
    harness.sandbox.fail({ on: 'refundPayment', status: 503, times: 1 });
    const { data, errors } = await move('paymentRefund', { paymentId: id, refId: refId(), amount: 100 });
    expect({ outcome: data.paymentRefund.outcome, errors }).toEqual({ outcome: 'UNKNOWN', errors: [] });
  });

  it('is known although events have no order, come twice or tell of a reference late', async () => {
    const { id, payment } = fresh('CAPTURED');
    const input = { paymentId: id, refId: refId(), amount: 100 };
    await move('paymentRefund', input);
    payment.events = [...(payment.events ?? []).toReversed(), ...(payment.events ?? [])];
    const again = await move('paymentRefund', input);
    expect(again).toMatchObject({
      data: { paymentRefund: { outcome: 'DONE', payment: { refunded: { amount: 100 } } } },
      calls: ['getPayment'],
    });
  });

  it('is Dintero’s no with its words where it answers 400', async () => {
    const { id } = fresh('CAPTURED');
    harness.sandbox.fail({
      on: 'refundPayment',
      status: 400,
      body: { error: { code: 'X', message: 'Not today.' } },
      times: 1,
    });
    const { data } = await move('paymentRefund', { paymentId: id, refId: refId(), amount: 100 });
    expect(data.paymentRefund).toMatchObject({
      outcome: 'REFUSED',
      refusal: { message: 'Not today.' },
      userErrors: [],
    });
  });

  it('is none where the payment cannot be read: nothing is sent', async () => {
    const { id } = fresh('CAPTURED');
    const lift = harness.sandbox.fail({ on: 'getPayment', status: 500 });
    const { data, errors, calls } = await move('paymentRefund', { paymentId: id, refId: refId(), amount: 100 });
    lift();
    expect(errors).toEqual([]);
    expect(data.paymentRefund).toMatchObject({ outcome: null, userErrors: [{ code: 'NOT_NOW' }] });
    expect(calls).not.toContain('refundPayment');
  });
});

describe('a payment that is not sure', () => {
  const odd: readonly (readonly [string, (payment: Payment) => void])[] = [
    ['has no events', (payment) => Reflect.set(payment, 'events', null)],
    [
      'misses a capture',
      (payment) =>
        Reflect.set(
          payment,
          'events',
          payment.events?.filter(({ event }) => event !== 'CAPTURE'),
        ),
    ],
    ['has a status that nobody knows', (payment) => Reflect.set(payment, 'status', 'SPLIT')],
    [
      'has an unknown kind of event with an amount',
      (payment) => payment.events?.push({ id: 'x', event: 'CHARGEBACK', amount: 5, success: true }),
    ],
    [
      'gave back more than was taken',
      (payment) => payment.events?.push({ id: 'y', event: 'REFUND', amount: payment.amount + 1, success: true }),
    ],
    [
      'has an event that does not say whether it succeeded',
      (payment) => payment.events?.push({ id: 'z', event: 'REFUND', amount: 1 }),
    ],
  ];

  it.each(odd)('offers nothing and says why: it %s', async (_, change) => {
    const { id, payment } = fresh('CAPTURED');
    change(payment);
    const { data } = await harness.ask(
      'query ($id: String!) { payment(paymentId: $id) { unsure refundable { amount } capturable { amount } voidable } }',
      { variables: { id } },
    );
    expect(data.payment).toEqual({
      unsure: expect.any(String),
      refundable: { amount: 0 },
      capturable: { amount: 0 },
      voidable: false,
    });
    const { data: refused, calls } = await move('paymentRefund', { paymentId: id, refId: refId(), amount: 1 });
    expect(refused.paymentRefund.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(calls).toEqual(['getPayment']);
  });

  it('is not what a raised authorization makes it: authorizations are never summed', async () => {
    const { id, payment } = fresh('AUTHORIZED');
    payment.events?.push({ id: 'raised', event: 'AUTHORIZE', amount: payment.amount + 100, success: true });
    payment.amount += 100;
    const { data } = await harness.ask(
      'query ($id: String!) { payment(paymentId: $id) { unsure capturable { amount } } }',
      { variables: { id } },
    );
    expect(data.payment).toEqual({ unsure: null, capturable: { amount: payment.amount } });
  });

  it('goes by the newest correction, and by what was done after it', async () => {
    const { id, payment } = fresh('CAPTURED');
    const at = (seconds: number) => new Date(Date.UTC(2026, 10, 2) + seconds * 1_000).toISOString();
    const correction = (left: number) => ({
      status: 'CAPTURED',
      remaining_capture_amount: 0,
      remaining_refund_amount: left,
      remaining_void_amount: 0,
    });
    payment.events?.push(
      { id: 'r1', event: 'REFUND', amount: 500, success: true, created_at: at(0), event_reference: 'r1' },
      {
        id: 'c2',
        event: 'REFUND',
        success: false,
        created_at: at(20),
        correction: { ...correction(payment.amount), event_ids: ['r1'] },
      },
      { id: 'c1', event: 'REFUND', success: false, created_at: at(10), correction: correction(1) },
      { id: 'r2', event: 'REFUND', amount: 300, success: true, created_at: at(30), event_reference: 'r2' },
    );
    payment.status = 'PARTIALLY_REFUNDED';
    const { data } = await harness.ask(
      'query ($id: String!) { payment(paymentId: $id) { unsure refundable { amount } refunded { amount } } }',
      { variables: { id } },
    );
    expect(data.payment).toEqual({
      unsure: null,
      refundable: { amount: payment.amount - 300 },
      refunded: { amount: 300 },
    });
    // What was corrected away was not done.
    const { data: corrected } = await move('paymentRefund', { paymentId: id, refId: 'r1', amount: 500 });
    expect(corrected.paymentRefund.outcome).toBe('REFUSED');
  });

  it('on hold offers nothing', async () => {
    const { id } = fresh('ON_HOLD', 'collector.invoice');
    const { data } = await move('paymentVoid', { paymentId: id });
    expect(data.paymentVoid).toMatchObject({ outcome: null, userErrors: [{ code: 'WRONG_STATE' }] });
  });

  it('refunded behind our back gives back no more than is left', async () => {
    const { id, payment } = fresh('CAPTURED');
    payment.events?.push({ id: 'office', event: 'REFUND', amount: payment.amount - 50, success: true });
    payment.status = 'PARTIALLY_REFUNDED';
    const { data } = await move('paymentRefund', { paymentId: id, refId: refId(), amount: 51 });
    expect(data.paymentRefund.userErrors).toMatchObject([{ code: 'EXCEEDS_REMAINING' }]);
  });
});

describe('a capture and a void', () => {
  it('take a part, and let the rest go where the product allows it', async () => {
    const { id, payment } = fresh('AUTHORIZED', 'vipps');
    const part = Math.floor(payment.amount / 2);
    const { data, calls } = await move('paymentCapture', { paymentId: id, refId: refId(), amount: part });
    expect(data.paymentCapture).toMatchObject({
      outcome: 'DONE',
      payment: { captured: { amount: part }, capturable: { amount: payment.amount - part } },
    });
    expect(calls).toEqual(['capturePayment', 'getPayment']);
    const rest = await move('paymentVoid', { paymentId: id });
    expect(rest.data.paymentVoid).toMatchObject({ outcome: 'DONE', payment: { capturable: { amount: 0 } } });
    expect(await move('paymentVoid', { paymentId: id })).toMatchObject({
      data: { paymentVoid: { outcome: 'DONE' } },
      calls: ['getPayment'],
    });
    expect(moved(payment, 'VOID')).toHaveLength(1);
  });

  it.each([
    ['collector.invoice', 'INVALID_VALUE'],
    ['instabank.invoice', null],
  ])(
    'of %s by lines: amounts are refused before a call, and parts of a line as it takes them',
    async (product, partly) => {
      const { id, payment } = fresh('AUTHORIZED');
      const [payment_product] = product.split('.');
      Object.assign(payment, { payment_product, payment_product_type: product });
      const [line] = payment.items ?? [];
      const captured = async (input: object) => {
        const { data, calls } = await move('paymentCapture', { paymentId: id, refId: refId(), ...input });
        const { outcome, userErrors } = data.paymentCapture;
        return [outcome ?? userErrors[0].code, calls.includes('capturePayment')];
      };
      expect(await captured({ amount: 1 })).toEqual(['REQUIRED', false]);
      expect(await captured({ lines: [{ lineId: line?.line_id, amount: 1 }] })).toEqual(
        partly === null ? ['DONE', true] : [partly, false],
      );
      expect(await captured({ lines: [{ lineId: line?.line_id }] })).toEqual(['DONE', true]);
    },
  );

  it('of a card: after a part was captured it is not voided', async () => {
    const { id } = fresh('PARTIALLY_CAPTURED', 'dintero_psp.creditcard');
    const { data, calls } = await move('paymentVoid', { paymentId: id });
    expect(data.paymentVoid.userErrors).toMatchObject([{ code: 'WRONG_STATE' }]);
    expect(calls).toEqual(['getPayment']);
  });

  it('of Swish: it is refunded, not voided, which is told before a call', async () => {
    const { id } = fresh('CAPTURED', 'swish.swish');
    const { data, calls } = await move('paymentVoid', { paymentId: id });
    expect(data.paymentVoid.userErrors[0].message).toContain('Swish');
    expect(calls).toEqual(['getPayment']);
  });

  it('that was lost is known by the state of the payment', async () => {
    const { id } = fresh('AUTHORIZED', 'vipps');
    script('done and 503');
    expect((await move('paymentVoid', { paymentId: id })).data.paymentVoid.outcome).toBe('DONE');
  });
});

describe('a checkout that is cancelled', () => {
  const cancel = (sessionId: string | undefined) =>
    harness.mutate('paymentSessionCancel', { sessionId }, 'outcome session { cancelledAt payment { status } }', {
      as: 'helpdesk-lead',
    });

  it('lets its payment go, once', async () => {
    const { payment } = fresh('AUTHORIZED', 'klarna.klarna');
    const { data, calls } = await cancel(payment.session_id);
    expect(data.paymentSessionCancel).toMatchObject({
      outcome: 'DONE',
      session: { payment: { status: 'AUTHORIZATION_VOIDED' } },
    });
    expect(calls.filter((call) => call === 'cancelPaymentSession')).toHaveLength(1);
    expect((await cancel(payment.session_id)).calls).not.toContain('cancelPaymentSession');
  });

  it('is refused where its payment was captured, and not known where the answer was lost', async () => {
    const captured = await cancel(fresh('CAPTURED').payment.session_id);
    expect(captured.data.paymentSessionCancel).toMatchObject({ outcome: null, userErrors: [{ code: 'WRONG_STATE' }] });
    const { payment } = fresh('AUTHORIZED');
    harness.sandbox.fail({ on: 'cancelPaymentSession', status: 503, times: 1 });
    expect((await cancel(payment.session_id)).data.paymentSessionCancel.outcome).toBe('UNKNOWN');
    const again = await cancel(payment.session_id);
    expect(again.data.paymentSessionCancel.outcome).toBe('UNKNOWN');
    expect(again.calls).not.toContain('cancelPaymentSession');
  });
});

describe('the lock of a payment', () => {
  it('lets one call at a time act: two at once give money back once', async () => {
    const { id, payment } = fresh('CAPTURED');
    const lift = harness.sandbox.fail({ on: 'refundPayment', delay: 200 });
    onTestFinished(lift);
    const token = await harness.sandbox.token('helpdesk-lead');
    const input = { paymentId: id, refId: refId(), amount: payment.amount };
    const query =
      'mutation ($input: PaymentRefundInput!) { paymentRefund(input: $input) { outcome userErrors { code message } } }';
    const both = [0, 1].map(async () => {
      const response = await harness.app.fetch(
        new Request('http://bff/graphql', {
          method: 'POST',
          headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
          body: JSON.stringify({ query, variables: { input } }),
        }),
      );
      return (await response.json()).data.paymentRefund;
    });
    const outcomes = await Promise.all(both);
    expect(outcomes.map(({ outcome }) => outcome).sort()).toEqual(['DONE', null]);
    expect(outcomes.find(({ outcome }) => outcome === null).userErrors).toMatchObject([{ code: 'NOT_NOW' }]);
    expect(moved(payment, 'REFUND')).toHaveLength(1);
  });

  it('cannot be had by several workers without Redis', async () => {
    const locks = createMoneyLocks({ redisUrl: null, notify: () => {}, workers: 2, lifetime: 1_000 });
    await expect(locks.hold(['x'], async () => 'moved')).rejects.toThrow('REDIS_URL');
  });
});
