import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { fromRequest } from '../../../src/server/http/request.ts';
import { ask, bearer, post, serve, type TestServer } from '../server.ts';
import { isInstalled, startStore } from './redis.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const query = '{ viewer { kind } }';
const asked = async (persona: 'helpdesk' | 'mobile') => post(query, bearer(await sandbox.token(persona)));

/** How many are left, as the answer says; null: it was one too many. */
async function left(server: TestServer, request: Request): Promise<number | null> {
  const { status, headers } = await ask(server, request);
  return leftBy(status, headers.get('ratelimit-remaining'));
}

/** The same of a request from an address. */
async function leftAt(address: string, { app }: TestServer): Promise<number | null> {
  const { status, headers } = await app.answer({ ...fromRequest(await asked('mobile')), address });
  return leftBy(status, headers['ratelimit-remaining']);
}

function leftBy(status: number, remaining: string | null | undefined): number | null {
  return status === 429 ? null : Number(remaining);
}

/** Waits until both have reached the store: a server that has just started counts by itself. */
async function together(one: TestServer, other: TestServer): Promise<void> {
  let tries = 0;
  await expect
    .poll(async () => {
      tries += 1;
      const address = `10.0.1.${tries}`;
      return [await leftAt(address, one), await leftAt(address, other)];
    })
    .toEqual([2, 1]);
}

describe('RATE_LIMIT', () => {
  it('is told with every answer, and refuses what is more with a time to come back', async () => {
    const server = await serve(sandbox, { RATE_LIMIT: '2' });
    const first = await ask(server, await asked('mobile'));
    expect(first.status).toBe(200);
    const told = ['ratelimit-limit', 'ratelimit-remaining'].map((name) => first.headers.get(name));
    expect([...told, Number(first.headers.get('ratelimit-reset'))]).toEqual(['2', '1', expect.any(Number)]);
    expect(await left(server, await asked('mobile'))).toBe(0);
    sandbox.clearCalls();
    const refused = await ask(server, await asked('mobile'));
    const seconds = Number(refused.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    expect(seconds).toBeLessThanOrEqual(60);
    expect(refused).toMatchObject({
      status: 429,
      body: { errors: [{ extensions: { code: 'RATE_LIMITED', retryAfter: seconds } }] },
    });
    expect(sandbox.calls).toEqual([]);
    await server.close();
  });

  it('counts each caller and address by itself, whichever token they send', async () => {
    const server = await serve(sandbox, { RATE_LIMIT: '1' });
    expect(await left(server, await asked('mobile'))).toBe(0);
    expect(await left(server, await asked('mobile'))).toBeNull();
    expect(await left(server, await asked('helpdesk'))).toBe(0);
    expect(await left(server, post(query))).toBe(0);
    expect(await leftAt('10.0.0.2', server)).toBe(0);
    await server.close();
  });

  it('counts what asks /explain too, and is nothing by default', async () => {
    const server = await serve(sandbox, { RATE_LIMIT: '1' });
    const explain = async () => new Request('http://bff/explain', await asked('helpdesk'));
    expect([(await ask(server, await explain())).status, (await ask(server, await explain())).status]).toEqual([
      200, 429,
    ]);
    await server.close();
    const free = await serve(sandbox);
    expect((await ask(free, await asked('helpdesk'))).headers.get('ratelimit-limit')).toBeNull();
    await free.close();
  });
});

describe('RATE_LIMIT behind balancers', () => {
  /** Asks from an address by way of another, as a header tells. */
  async function leftBehind({ app }: TestServer, address: string, headers: Readonly<Record<string, string>>) {
    const asking = fromRequest(await asked('mobile'));
    const answer = await app.answer({ ...asking, address, headers: { ...asking.headers, ...headers } });
    return leftBy(answer.status, answer.headers['ratelimit-remaining']);
  }

  it('counts each address that a trusted one tells, and believes nobody else', async () => {
    const server = await serve(sandbox, { RATE_LIMIT: '1', TRUSTED_PROXIES: '10.0.0.0/8, fd00::/8' });
    const ask = (address: string, told: string) => leftBehind(server, address, { 'x-forwarded-for': told });
    expect([await ask('10.0.0.1', '192.0.2.1'), await ask('10.0.0.2', '192.0.2.1')]).toEqual([0, null]);
    // Written by the caller, and told on by the balancer; and by way of two balancers.
    expect(await ask('10.0.0.1', '198.51.100.7, 192.0.2.1')).toBeNull();
    expect(await ask('10.0.0.1', '192.0.2.1, 10.0.0.2')).toBeNull();
    expect(await ask('::ffff:10.0.0.1', '192.0.2.1:50000')).toBeNull();
    expect([await ask('fd00::1', '[2001:db8::1]:50000'), await ask('10.0.0.1', '2001:db8::1')]).toEqual([0, null]);
    // Callers who come without the balancer cannot choose their address.
    expect([await ask('192.0.2.9', '192.0.2.10'), await ask('192.0.2.9', '192.0.2.11')]).toEqual([0, null]);
    // What is no address counts for the balancer itself.
    expect([await ask('10.0.0.5', 'unknown'), await ask('10.0.0.5', '')]).toEqual([0, null]);
    await server.close();
  });

  it('takes another header where they write that, and the header that many write no more', async () => {
    const env = { RATE_LIMIT: '1', TRUSTED_PROXIES: '10.0.0.1', CLIENT_ADDRESS_HEADER: 'CF-Connecting-IP' };
    const server = await serve(sandbox, env);
    const told = (address: string) => ({ 'cf-connecting-ip': '192.0.2.1', 'x-forwarded-for': address });
    expect(await leftBehind(server, '10.0.0.1', told('192.0.2.2'))).toBe(0);
    expect(await leftBehind(server, '10.0.0.1', told('192.0.2.3'))).toBeNull();
    await server.close();
  });
});

describe.skipIf(!isInstalled)('RATE_LIMIT with REDIS_URL', () => {
  it('is counted together by several processes, and each by itself while the store is away', async () => {
    const store = await startStore('canary-of-the-store');
    const env = { RATE_LIMIT: '3', REDIS_URL: store.url };
    const [one, other] = [await serve(sandbox, env), await serve(sandbox, env)];
    await together(one, other);
    const counts: (number | null)[] = [];
    for (const server of [one, other, one, other]) counts.push(await left(server, await asked('mobile')));
    expect(counts).toEqual([2, 1, 0, null]);
    await store.stop();
    expect(await left(other, await asked('mobile'))).toBe(2);
    expect(await left(one, await asked('mobile'))).toBe(2);
    const said = 'the store of rate limits cannot be reached';
    await expect.poll(() => one.lines).toContainEqual(expect.objectContaining({ msg: said }));
    expect(JSON.stringify(one.lines)).not.toContain('canary-of-the-store');
    await one.close();
    await other.close();
  });

  it('is counted by each itself while the store hangs, and together again when it answers', async () => {
    const store = await startStore('canary-of-the-store');
    const env = { RATE_LIMIT: '3', REDIS_URL: store.url };
    const [one, other] = [await serve(sandbox, env), await serve(sandbox, env)];
    await together(one, other);
    store.hang();
    const startedAt = performance.now();
    const counts: (number | null)[] = [];
    for (let asked = 0; asked < 20; asked += 1) counts.push(await leftAt(`10.0.2.${asked}`, one));
    // Three wait for the store, half a second each.
    expect(performance.now() - startedAt).toBeLessThan(8_000);
    expect(counts).toEqual(counts.map(() => 2));
    const said = one.lines.filter(({ msg }) => String(msg).startsWith('the store of rate limits'));
    expect(said).toEqual([
      expect.objectContaining({ msg: 'the store of rate limits does not answer', fault: 'TIMEOUT' }),
    ]);
    store.wake();
    await expect
      .poll(
        async () => {
          const address = `10.0.3.${Math.floor(Math.random() * 250)}`;
          return [await leftAt(address, one), await leftAt(address, other)];
        },
        { timeout: 10_000 },
      )
      .toEqual([2, 1]);
    await one.close();
    await other.close();
    await store.stop();
  });

  it.each([
    ['wrong', ':another', 'WRONGPASS'],
    ['missing', '', 'NOAUTH'],
  ])('says that the password is %s, and counts by itself', async (_, password, fault) => {
    const store = await startStore('canary-of-the-store');
    const url = store.url.replace(':canary-of-the-store', password);
    const server = await serve(sandbox, { RATE_LIMIT: '3', REDIS_URL: url });
    const msg = 'the store of rate limits does not accept the name or password of REDIS_URL';
    await expect
      .poll(async () => {
        await leftAt('10.0.4.1', server);
        return server.lines;
      })
      .toContainEqual(expect.objectContaining({ msg, fault }));
    expect(await leftAt('10.0.4.2', server)).toBe(2);
    expect(JSON.stringify(server.lines)).not.toContain('another');
    await server.close();
    await store.stop();
  });
});
