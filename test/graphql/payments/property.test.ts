import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { finish } from '../../../src/sandbox/handlers/payments-writes.ts';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import type { CheckoutTurn } from '../../../src/sandbox/state.ts';
import { randomFrom } from '../../plan/random-document.ts';
import { isInstalled, type Store, startStore } from '../../server/load/redis.ts';
import { ask, bearer, post, serve, type TestServer } from '../../server/server.ts';

let sandbox: Sandbox;
let token: Record<string, string>;
let store: Store | undefined;
let servers: readonly TestServer[] = [];
beforeAll(async () => {
  sandbox = await startSandbox();
  token = bearer(await sandbox.token('admin'));
  if (!isInstalled) return;
  const started = await startStore('secret');
  store = started;
  servers = await Promise.all([0, 1].map(() => serve(sandbox, { REDIS_URL: started.url })));
});
afterAll(async () => {
  await Promise.all(servers.map(({ close }) => close()));
  await store?.stop();
  await sandbox.close();
});

type Payment = typeof sandbox.state.payments extends Map<string, infer Each> ? Each : never;

const turns: readonly CheckoutTurn[] = [
  'done',
  'done',
  'fails',
  'fails for good',
  'begins',
  'done and 503',
  'leaves no event',
];

/** Moves of one payment in any order, some at once, through any of some servers; what each of them was asked for. */
async function storm(
  seed: number,
  servers: readonly TestServer[],
  payment: Payment,
): Promise<ReadonlyMap<string, number>> {
  const random = randomFrom(seed);
  const below = (most: number) => Math.floor(random() * most);
  const asked = new Map<string, number>();
  const lifts: (() => void)[] = [];
  const one = async () => {
    const kind = ['Capture', 'Refund', 'Refund', 'Void'][below(4)] ?? 'Refund';
    const key = `${kind}-${seed}-${below(4)}`;
    // The same key always asks for the same.
    const amount = asked.get(key) ?? 1 + below(Math.ceil(payment.amount / 2));
    asked.set(key, amount);
    const input =
      kind === 'Void' ? `paymentId: "${payment.id}"` : `paymentId: "${payment.id}", refId: "${key}", amount: ${amount}`;
    if (random() < 0.2)
      lifts.push(
        sandbox.fail({ on: kind === 'Capture' ? 'capturePayment' : 'refundPayment', reset: 'after', times: 1 }),
      );
    const server = servers[below(servers.length)] ?? servers[0];
    if (server === undefined) throw new Error('no server');
    const { body } = await ask(
      server,
      post(`mutation { payment${kind}(input: { ${input} }) { outcome userErrors { code } } }`, token),
    );
    expect(body.errors).toBeUndefined();
    const { outcome, userErrors } = body.data[`payment${kind}`];
    expect((outcome === null) === userErrors.length > 0).toBe(true);
  };
  for (let step = 0; step < 10; step += 1) {
    const turn = turns[below(turns.length)] ?? 'done';
    sandbox.state.checkoutScript.splice(0, 9, turn);
    await Promise.all(random() < 0.4 ? [one(), one()] : [one()]);
    for (const each of [...sandbox.state.unfinished]) if (random() < 0.5) finish(sandbox.state, each, random() < 0.6);
  }
  sandbox.state.checkoutScript.splice(0);
  for (const lift of lifts) lift();
  return asked;
}

function hold(payment: Payment, asked: ReadonlyMap<string, number>): void {
  const done = (kind: string) => (payment.events ?? []).filter(({ event, success }) => event === kind && success);
  const sum = (kind: string) => done(kind).reduce((total, { amount = 0 }) => total + amount, 0);
  const wanted = [...asked]
    .filter(([key]) => key.startsWith('Refund'))
    .reduce((total, [, amount]) => total + amount, 0);
  expect(sum('REFUND')).toBeLessThanOrEqual(sum('CAPTURE'));
  expect(sum('CAPTURE')).toBeLessThanOrEqual(payment.amount);
  expect(sum('REFUND')).toBeLessThanOrEqual(wanted);
  const keys = [...done('CAPTURE'), ...done('REFUND')].map(({ event_reference }) => event_reference);
  expect(keys.length).toBe(new Set(keys).size);
  for (const each of done('REFUND')) expect(each.amount).toBe(asked.get(each.event_reference ?? ''));
}

const isCaptured = ({ status, payment_product }: Payment) => status === 'CAPTURED' && payment_product === 'vipps';

describe.runIf(isInstalled)('money that two servers move, with locks in Redis', () => {
  it('is never given back twice for a key, nor more than was taken or asked for, whatever goes wrong', async () => {
    const payments = [...sandbox.state.payments.values()].filter(
      ({ status, payment_product: product }) =>
        (status === 'AUTHORIZED' || status === 'CAPTURED') && product !== 'collector' && product !== 'swish',
    );
    let moved = 0;
    for (const [seed, payment] of payments.slice(0, 30).entries()) {
      hold(payment, await storm(seed + 1, servers, payment));
      moved += (payment.events ?? []).filter(({ event, success }) => event === 'REFUND' && success).length;
    }
    // Otherwise nothing is held to anything.
    expect(moved).toBeGreaterThan(10);
  }, 120_000);

  it('is not moved while Redis is away: nothing is sent', async () => {
    const own = await startStore('secret');
    const server = await serve(sandbox, { REDIS_URL: own.url });
    onTestFinished(() => server.close());
    const payment = [...sandbox.state.payments.values()].findLast(isCaptured);
    const query = () =>
      post(
        `mutation { paymentRefund(input: { paymentId: "${payment?.id}", refId: "${crypto.randomUUID()}", amount: 1 }) { outcome userErrors { code message } } }`,
        token,
      );
    expect((await ask(server, query())).body.data.paymentRefund.outcome).toBe('DONE');
    await own.stop();
    sandbox.clearCalls();
    const { body } = await ask(server, query());
    expect(body.data.paymentRefund).toMatchObject({
      outcome: null,
      userErrors: [{ code: 'NOT_NOW', message: expect.stringContaining('REDIS_URL') }],
    });
    expect(sandbox.calls.map(({ endpoint }) => endpoint)).toEqual([]);
  });

  it('is not moved where Redis refuses the password, which the log says', async () => {
    const server = await serve(sandbox, { REDIS_URL: store?.url.replace(':secret', ':canary') ?? '' });
    onTestFinished(() => server.close());
    const [paymentId] = sandbox.state.payments.keys();
    const input = `{ paymentId: "${paymentId}", refId: "wrong", amount: 1 }`;
    const { body } = await ask(server, post(`mutation { paymentRefund(input: ${input}) { outcome } }`, token));
    expect(body.data.paymentRefund).toEqual({ outcome: null });
    const msg = 'the store of locks does not accept the name or password of REDIS_URL';
    await expect.poll(() => server.lines).toContainEqual(expect.objectContaining({ msg, fault: 'WRONGPASS' }));
    expect(JSON.stringify(server.lines)).not.toContain('canary');
  });

  it('stays closed to an amount in doubt for the other server, too', async () => {
    const [first, second] = servers;
    if (first === undefined || second === undefined) throw new Error('two servers');
    const payment = [...sandbox.state.payments.values()].filter(isCaptured).at(-2);
    const refund = (server: TestServer, refId: string, amount: number) =>
      ask(
        server,
        post(
          `mutation { paymentRefund(input: { paymentId: "${payment?.id}", refId: "${refId}", amount: ${amount} }) { outcome userErrors { code } } }`,
          token,
        ),
      );
    sandbox.fail({ on: 'refundPayment', status: 503, times: 1 });
    expect((await refund(first, 'lost', payment?.amount ?? 0)).body.data.paymentRefund.outcome).toBe('UNKNOWN');
    expect((await refund(second, 'lost', payment?.amount ?? 0)).body.data.paymentRefund.outcome).toBe('UNKNOWN');
    expect((await refund(second, 'other', 1)).body.data.paymentRefund).toEqual({
      outcome: null,
      userErrors: [{ code: 'NOT_NOW' }],
    });
  });
});

describe('several workers without Redis', () => {
  it('move no money', async () => {
    const server = await serve(sandbox, {
      WORKERS: '2',
      NODE_ENV: 'development',
      DINTERO_ACCOUNT_ID: 'T00000001',
      JWKS_FILE: 'unused.json',
    });
    onTestFinished(() => server.close());
    const [paymentId] = sandbox.state.payments.keys();
    sandbox.clearCalls();
    const input = `{ paymentId: "${paymentId}", refId: "once", amount: 1 }`;
    const { body } = await ask(
      server,
      post(`mutation { paymentRefund(input: ${input}) { outcome userErrors { code message } } }`, token),
    );
    expect(body.data.paymentRefund).toMatchObject({
      outcome: null,
      userErrors: [{ code: 'NOT_NOW', message: expect.stringContaining('REDIS_URL') }],
    });
    expect(sandbox.calls).toEqual([]);
  });
});
