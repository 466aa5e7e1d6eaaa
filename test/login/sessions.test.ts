import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type LoginStore, memoryStore, redisStore } from '../../src/login/login.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { isInstalled, startStore } from '../server/load/redis.ts';
import { kari, lastCode, loginAt, url, type Visitor, visitor, wrong } from './visitor.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());
beforeEach(() => {
  vi.useRealTimers();
  sandbox.clearCalls();
});

const calls = (name: string) => sandbox.calls.filter(({ endpoint }) => endpoint === name).length;
const again = { status: 401, body: { error: { code: 'LOG_IN_AGAIN' } } };

async function loggedIn(somebody: Visitor): Promise<string> {
  const { status, body } = await somebody.post('/password', kari);
  expect(status).toBe(200);
  return body.accessToken;
}

describe('a password', () => {
  it('logs in by e-mail or by a phone number of the countries that are listed', async () => {
    const { login } = loginAt(sandbox);
    const phoneNumber = String(sandbox.state.customers.get('C1001')?.phone_number);
    expect((await visitor(login).post('/password', { phoneNumber, password: kari.password })).status).toBe(200);
    for (const foreign of ['+4612345678', '+8812345678', '99999999'])
      expect((await visitor(login).post('/password', { ...kari, phoneNumber: foreign })).status).toBe(400);
  });

  it('that is wrong, and a person who is not there, are answered alike and counted alike', async () => {
    const { login } = loginAt(sandbox, { limits: { passwordsPerPerson: 2 } });
    for (const email of [kari.email, 'nobody@example.com']) {
      const ask = (password: string) => visitor(login).post('/password', { email, password });
      const first = await ask('wrong');
      expect(first).toMatchObject({ status: 401, body: { error: { code: 'LOG_IN_FAILED' } } });
      await ask('wrong');
      expect((await ask(kari.password)).status).toBe(429);
    }
  });

  it('needs the second factor where the account wants one', async () => {
    const { users } = sandbox.state.settings;
    const factor = { challenge_type: 'oob', oob_channel: 'sms' } as const;
    const mfa = { enabled: true, login: factor, login_recovery: factor };
    sandbox.state.settings = { users: { customer_id_format: 'uuid', ...users, mfa } };
    onTestFinished(() => {
      sandbox.state.settings = { users: { customer_id_format: 'uuid', ...users } };
    });
    for (const kind of ['page', 'app'] as const) {
      const { login } = loginAt(sandbox, { limits: { triesPerCode: 3 } });
      const somebody = visitor(login, kind);
      expect(await somebody.post('/password', kari)).toMatchObject({ status: 200, body: { next: 'second-factor' } });
      expect(await somebody.post('/renew')).toMatchObject(again);
      const code = lastCode(sandbox);
      expect((await somebody.post('/second-factor', { code: wrong(code) })).status).toBe(401);
      const ten = await Promise.all(Array.from({ length: 10 }, () => somebody.post('/second-factor', { code })));
      expect(ten.filter(({ status }) => status === 200)).toHaveLength(1);
      expect((await somebody.post('/renew')).status).toBe(200);
      await somebody.post('/password', kari);
      const right = lastCode(sandbox);
      for (let at = 0; at < 3; at += 1) await somebody.post('/second-factor', { code: wrong(right) });
      expect((await somebody.post('/second-factor', { code: right })).status).toBe(401);
    }
  });
});

describe('a page of another site', () => {
  it('is refused, whatever it asks, and does nothing with the cookie', async () => {
    const { login } = loginAt(sandbox);
    const somebody = visitor(login);
    await loggedIn(somebody);
    sandbox.clearCalls();
    for (const origin of ['https://evil.example.com', 'http://app.example.com', 'null'])
      for (const path of ['/code/send', '/code', '/password', '/second-factor', '/renew', '/logout'])
        expect((await somebody.post(path, {}, { origin })).status).toBe(403);
    expect(sandbox.calls).toEqual([]);
    expect((await somebody.post('/renew')).status).toBe(200);
    // Without an origin it is no browser, and a cookie counts for nothing.
    const [cookie] = [...somebody.cookies].map(([name, value]) => `${name}=${value}`);
    const bare = new Request(`${url}/renew`, {
      method: 'POST',
      body: '{}',
      headers: { cookie: cookie ?? '', 'content-type': 'application/json' },
    });
    expect((await login.fetch(bare)).status).toBe(401);
    expect((await somebody.get('/logout')).status).toBe(404);
  });
});

describe('renewal', () => {
  interface Stores {
    readonly stores: readonly LoginStore[];
    close(): Promise<void>;
  }
  const inMemory = async (): Promise<Stores> => ({ stores: [memoryStore()], close: async () => {} });
  async function inRedis(): Promise<Stores> {
    const redis = await startStore('secret');
    const stores = [redisStore(redis.url), redisStore(redis.url)];
    return {
      stores,
      async close() {
        for (const store of stores) store.close();
        await redis.stop();
      },
    };
  }
  const kinds: [string, () => Promise<Stores>][] = [
    ['in memory', inMemory],
    ...(isInstalled ? [['in Redis', inRedis] satisfies [string, () => Promise<Stores>]] : []),
  ];

  it.each(kinds)('runs once for each refresh token, over tabs, processes and ten at once, %s', async (_, start) => {
    const { stores, close } = await start();
    const processes = [0, 1].map(
      (at) => loginAt(sandbox, { store: stores.at(at % stores.length) ?? expect.fail() }).login,
    );
    let at = 0;
    const somebody = visitor(() => processes[at++ % 2] ?? expect.fail());
    let token = await loggedIn(somebody);
    // The other process gets its own token of the log-in client.
    token = (await somebody.post('/renew', { refused: token })).body.accessToken;
    for (let round = 0; round < 3; round += 1) {
      sandbox.clearCalls();
      const all = await Promise.all(Array.from({ length: 10 }, () => somebody.post('/renew', { refused: token })));
      const tokens = new Set(all.map(({ body }) => body.accessToken));
      expect([tokens.size, tokens.has(token), calls('getToken')]).toEqual([1, false, 1]);
      // A tab that comes late with the old token gets the new one.
      expect((await somebody.post('/renew', { refused: token })).body.accessToken).toBe([...tokens][0]);
      expect(calls('getToken')).toBe(1);
      token = String([...tokens][0]);
    }
    await close();
  });

  it('asks to log in again where it is refused, and then no more', async () => {
    const { login } = loginAt(sandbox);
    const somebody = visitor(login);
    const token = await loggedIn(somebody);
    sandbox.state.refreshTokens.clear();
    expect(await somebody.post('/renew', { refused: token })).toMatchObject(again);
    sandbox.clearCalls();
    for (let at = 0; at < 3; at += 1) expect(await somebody.post('/renew', { refused: token })).toMatchObject(again);
    expect(sandbox.calls).toEqual([]);
  });

  it('tries once more where the answer was lost, which upstream may have acted upon', async () => {
    const { login } = loginAt(sandbox);
    const somebody = visitor(login);
    const before = await loggedIn(somebody);
    sandbox.fail({ on: 'getToken', reset: 'before', times: 1 });
    const renewed = await somebody.post('/renew', { refused: before });
    expect(renewed.status).toBe(200);
    sandbox.fail({ on: 'getToken', reset: 'after', times: 1 });
    expect(await somebody.post('/renew', { refused: renewed.body.accessToken })).toMatchObject(again);
  });

  it('keeps the session through an outage', async () => {
    const { login, failures } = loginAt(sandbox);
    const somebody = visitor(login);
    const token = await loggedIn(somebody);
    const lift = sandbox.fail({ on: 'getToken', status: 503 });
    expect(await somebody.post('/renew', { refused: token })).toMatchObject({ status: 503 });
    expect((await somebody.post('/renew')).body.accessToken).toBe(token);
    lift();
    expect((await somebody.post('/renew', { refused: token })).status).toBe(200);
    expect(failures).toContainEqual({ request: 'getToken', status: 503 });
  });

  it('gets the log-in client a new token where its own has ended before its time', async () => {
    const { login } = loginAt(sandbox);
    const somebody = visitor(login);
    const token = await loggedIn(somebody);
    await sandbox.rotateKeys();
    await sandbox.rotateKeys();
    expect((await somebody.post('/renew', { refused: token })).status).toBe(200);
  });

  it('is not there for a client without the scope: the session ends with its token', async () => {
    const app = [...sandbox.state.grants.values()].find(({ scope }) => scope.includes('write:accounts:/auth/users'));
    const scopes = [...(app?.scope ?? [])];
    Object.assign(app ?? {}, { scope: scopes.filter((scope) => scope !== 'create:accounts:auth:refresh_token') });
    const { login } = loginAt(sandbox);
    const somebody = visitor(login);
    const token = await loggedIn(somebody);
    expect((await somebody.post('/renew')).body.accessToken).toBe(token);
    vi.useFakeTimers({ now: Date.now() + 15_000_000, toFake: ['Date'] });
    expect(await somebody.post('/renew')).toMatchObject(again);
    vi.useRealTimers();
    await loggedIn(somebody);
    expect(await somebody.post('/logout')).toMatchObject({ status: 200, body: { revoked: true } });
    expect(calls('revokeToken')).toBe(0);
    Object.assign(app ?? {}, { scope: scopes });
  });
});

describe('log-out', () => {
  it('ends the session and its refresh token', async () => {
    const { login } = loginAt(sandbox);
    const somebody = visitor(login);
    await loggedIn(somebody);
    const kept = sandbox.state.refreshTokens.size;
    const { body } = await somebody.post('/logout');
    expect([body, sandbox.state.refreshTokens.size]).toEqual([{ revoked: true }, kept - 1]);
    expect(somebody.cookies.size).toBe(0);
    expect(await somebody.post('/renew')).toMatchObject(again);
    expect(await somebody.post('/logout')).toMatchObject({ status: 200 });
  });

  it('waits for a renewal that is under way, which would bring the session back', async () => {
    const store = memoryStore();
    const [here, there] = [loginAt(sandbox, { store }).login, loginAt(sandbox, { store }).login];
    let isThere = false;
    const somebody = visitor(() => (isThere ? there : here));
    const token = await loggedIn(somebody);
    sandbox.state.refreshTokens.clear();
    await loggedIn(somebody);
    const lift = sandbox.fail({ on: 'getToken', delay: 150 });
    const renewal = somebody.post('/renew', { refused: (await somebody.post('/renew')).body.accessToken ?? token });
    await expect.poll(() => calls('getToken')).toBeGreaterThan(1);
    isThere = true;
    expect(await somebody.post('/logout')).toMatchObject({ status: 200, body: { revoked: true } });
    expect((await renewal).status).toBe(200);
    lift();
    expect(sandbox.state.refreshTokens.size).toBe(0);
    expect(await somebody.post('/renew')).toMatchObject(again);
  });

  it.each([[{ status: 500 }], [{ status: 403 }], [{ reset: 'before' as const }]])(
    'ends the session where the account does not end the token, and tells of it: %j',
    async (fault) => {
      const { login, failures } = loginAt(sandbox);
      const somebody = visitor(login, 'app');
      await loggedIn(somebody);
      const lift = sandbox.fail({ on: 'revokeToken', ...fault });
      expect(await somebody.post('/logout')).toMatchObject({ status: 200, body: { revoked: false } });
      lift();
      expect(await somebody.post('/renew')).toMatchObject(again);
      expect(failures).toEqual([{ request: 'revokeToken', status: 'status' in fault ? fault.status : null }]);
    },
  );
});

describe('a store that is away', () => {
  it('makes log-in unavailable, and nothing of what was sent is told', async () => {
    const away = () => Promise.reject(new Error(`no store for ${kari.email}`));
    const { login, failures } = loginAt(sandbox, {
      store: { get: away, set: away, add: away, take: away, count: away },
    });
    for (const [path, body] of [
      ['/code/send', kari],
      ['/password', kari],
    ] as const) {
      const { status, body: told } = await visitor(login).post(path, body);
      expect([status, told.error.code]).toEqual([503, 'UNAVAILABLE']);
      expect(JSON.stringify([told, failures])).not.toContain('@');
    }
  });
});
