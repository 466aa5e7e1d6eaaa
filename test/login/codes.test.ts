import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LoginStore, memoryStore } from '../../src/login/login.ts';
import type { FaultEffect } from '../../src/sandbox/faults.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { customerOf, kari, lastCode, loginAt, visitor, wrong } from './visitor.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  sandbox.clearCalls();
  sandbox.state.messages.length = 0;
});

const calls = (name: string) => sandbox.calls.filter(({ endpoint }) => endpoint === name).length;
const { email } = kari;
const stranger = 'nobody@example.com';

/** Waits until the sandbox has answered this many requests of one kind: they go on after the answer to the visitor. */
async function answered(name: string, count: number): Promise<void> {
  await expect
    .poll(() => sandbox.calls.filter(({ endpoint, status }) => endpoint === name && status > 0).length, {
      timeout: 5_000,
    })
    .toBe(count);
}

describe('a code', () => {
  it.each(['page', 'app'] as const)('is sent and logs a customer in, from a %s', async (kind) => {
    const { login } = loginAt(sandbox);
    const somebody = visitor(login, kind);
    expect(await somebody.post('/code/send', { email: ` ${email.toUpperCase()}` })).toMatchObject({
      status: 202,
      body: {},
    });
    await answered('sendLogInCode', 1);
    expect(sandbox.state.messages).toMatchObject([{ to: email }]);
    const code = lastCode(sandbox);
    const used = await somebody.post('/code', { email, code: `${code.slice(0, 3)} ${code.slice(3)}` });
    expect(used.status).toBe(200);
    expect(await customerOf(sandbox, used.body.accessToken)).toBe('C1001');
    expect(used.body.expiresIn).toBeGreaterThan(14_000);
    expect('key' in used.body).toBe(kind === 'app');
    expect(used.headers.get('set-cookie')).toEqual(
      kind === 'page' ? expect.stringMatching(/^__Host-session=.*; HttpOnly; SameSite=Lax; Secure$/) : null,
    );
    expect(JSON.stringify(used.body)).not.toContain([...sandbox.state.refreshTokens.keys()].at(-1));
    expect((await somebody.post('/renew')).body.accessToken).toBe(used.body.accessToken);
  });

  it('goes to the phone that the account has, where it is asked for by SMS', async () => {
    const { login } = loginAt(sandbox);
    await visitor(login).post('/code/send', { email, by: 'sms' });
    await answered('sendLogInCode', 1);
    expect(sandbox.state.messages).toMatchObject([{ to: sandbox.state.customers.get('C1001')?.phone_number }]);
  });

  it('is good once: of ten at once, one logs in', async () => {
    const { login } = loginAt(sandbox);
    await visitor(login).post('/code/send', { email });
    await answered('sendLogInCode', 1);
    const code = lastCode(sandbox);
    // An upstream that would take it more than once.
    const lax = setInterval(() => sandbox.state.logInCodes.set('C1001', code), 0);
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, at) => visitor(login, 'page', `192.0.2.${at}`).post('/code', { email, code })),
    );
    const later = await visitor(login).post('/code', { email, code });
    clearInterval(lax);
    expect(all.map(({ status }) => status).sort()).toEqual([200, ...Array(9).fill(429)]);
    expect(later).toMatchObject({ status: 401, body: { error: { code: 'LOG_IN_FAILED' } } });
    expect(calls('getToken')).toBe(2);
  });

  it('is good for ten minutes', async () => {
    const store = memoryStore();
    const ends: number[] = [];
    const set: LoginStore['set'] = async (key, text, seconds) => {
      if (key.startsWith('code:')) ends.push(seconds);
      await store.set(key, text, seconds);
    };
    const { login } = loginAt(sandbox, { store: { ...store, set } });
    await visitor(login).post('/code/send', { email });
    await answered('sendLogInCode', 1);
    expect(ends).toEqual([600]);
  });

  it('is no good after the last try, whoever tried from wherever', async () => {
    const { login } = loginAt(sandbox, { limits: { triesPerCode: 3 } });
    await visitor(login).post('/code/send', { email });
    await answered('sendLogInCode', 1);
    const code = lastCode(sandbox);
    for (const [at, kind] of (['page', 'app', 'page'] as const).entries())
      expect((await visitor(login, kind, `192.0.2.${at}`).post('/code', { email, code: wrong(code) })).status).toBe(
        401,
      );
    expect((await visitor(login).post('/code', { email, code })).status).toBe(401);
    await visitor(login).post('/code/send', { email });
    await answered('sendLogInCode', 2);
    expect((await visitor(login).post('/code', { email, code: lastCode(sandbox) })).status).toBe(200);
  });

  it('is for the person whom it was sent to, and for log-in by code alone', async () => {
    const { login } = loginAt(sandbox);
    const ola = String(sandbox.state.customers.get('C1003')?.email);
    for (const each of [email, ola]) await visitor(login).post('/code/send', { email: each });
    await answered('sendLogInCode', 2);
    const code = sandbox.state.logInCodes.get('C1001') ?? '';
    expect((await visitor(login).post('/code', { email: ola, code })).status).toBe(401);
    expect((await visitor(login).post('/second-factor', { code })).status).toBe(401);
    expect((await visitor(login).post('/code', { email, code })).status).toBe(200);
  });
});

describe('the answer to "send me a code"', () => {
  const answerTime = 60;

  const ways: [string, FaultEffect | null][] = [
    ['at once', null],
    ['in 5 ms', { delay: 5 }],
    ['in 800 ms', { delay: 800 }],
    ['with 429', { status: 429 }],
    ['with 400', { status: 400 }],
    ['not at all', { reset: 'before' }],
    ['never', { hang: true }],
  ];

  it.each(ways)(
    'is one and comes at one time, whether there is such a person or not, where the account answers %s',
    async (_, fault) => {
      const { login } = loginAt(sandbox, { answerTime });
      await visitor(login).post('/code/send', { email: 'first@example.com' });
      await answered('sendLogInCode', 1);
      const lift = fault === null ? () => {} : sandbox.fail({ on: 'sendLogInCode', ...fault });
      const told: unknown[] = [];
      for (const each of [email, stranger]) {
        const started = performance.now();
        const { status, body, headers } = await visitor(login).post('/code/send', { email: each });
        const took = performance.now() - started;
        expect(took).toBeGreaterThan(answerTime - 2);
        expect(took).toBeLessThan(1_500);
        told.push([status, body, [...headers]]);
      }
      lift();
      expect(told[0]).toEqual(told[1]);
      expect(told[0]).toEqual([202, {}, expect.anything()]);
      const isLost = fault !== null && ('reset' in fault || 'hang' in fault);
      await answered('sendLogInCode', isLost ? 1 : 3);
    },
  );

  it('tells an outage only where it hits everybody', async () => {
    const { login, failures } = loginAt(sandbox, { limits: { codesPerPerson: 20 } });
    const send = (each: string) => visitor(login).post('/code/send', { email: each });
    const noClient = sandbox.fail({ on: 'getToken', status: 503 });
    for (const each of [email, stranger])
      expect(await send(each)).toMatchObject({ status: 503, body: { error: { code: 'UNAVAILABLE' } } });
    noClient();
    const down = sandbox.fail({ on: 'sendLogInCode', status: 500 });
    for (let at = 0; at < 5; at += 1) expect((await send(email)).status).toBe(202);
    for (const each of ['a@example.com', 'b@example.com']) expect((await send(each)).status).toBe(202);
    await answered('sendLogInCode', 7);
    for (const each of [email, stranger]) expect((await send(each)).status).toBe(503);
    down();
    expect(failures).toContainEqual({ request: 'sendLogInCode', status: 500 });
  });

  it('counts what was typed, whether such a person exists or not', async () => {
    for (const each of [email, stranger]) {
      const { login } = loginAt(sandbox, { limits: { codesPerPerson: 2 } });
      const send = (from: string, typed = each) => visitor(login, 'page', from).post('/code/send', { email: typed });
      expect([(await send('192.0.2.1')).status, (await send('192.0.2.2', each.toUpperCase())).status]).toEqual([
        202, 202,
      ]);
      const third = await send('192.0.2.3');
      expect(third).toMatchObject({ status: 429, body: { error: { code: 'TOO_MANY_TRIES' } } });
      expect(third.headers.get('retry-after')).toBe('3600');
    }
    const { login } = loginAt(sandbox, { limits: { codesPerAddress: 2, messagesPerHour: 3 } });
    const statuses: number[] = [];
    for (const [from, who] of [...'112'].entries())
      statuses.push(
        (await visitor(login, 'page', `192.0.2.${who}`).post('/code/send', { email: `p${from}@example.com` })).status,
      );
    expect((await visitor(login, 'page', '192.0.2.1').post('/code/send', { email })).status).toBe(429);
    expect((await visitor(login, 'page', '192.0.2.9').post('/code/send', { email })).status).toBe(503);
    expect(statuses).toEqual([202, 202, 202]);
  });

  it('names what has not the form of an address, a way or a code, and calls nothing', async () => {
    const { login } = loginAt(sandbox);
    const somebody = visitor(login);
    const asked = [
      ['/code/send', { email: 'kari' }],
      ['/code/send', { email, by: 'pigeon' }],
      ['/code', { email, code: 'x' }],
      ['/code', { email, code: '1'.repeat(13) }],
    ] as const;
    for (const [path, body] of asked)
      expect(await somebody.post(path, body)).toMatchObject({ status: 400, body: { error: { code: 'BAD_REQUEST' } } });
    expect((await somebody.post('/code/send', { email: `${'x'.repeat(5_000)}@example.com` })).status).toBe(400);
    expect((await somebody.post('/code/send', { email }, { 'content-type': 'text/plain' })).status).toBe(400);
    expect(sandbox.calls).toEqual([]);
  });
});
