import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { fromRequest } from '../../../src/server/http/asked.ts';
import { Departure } from '../../../src/server/http/departure.ts';
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
  const { status, headers } = await app.answer({ ...fromRequest(await asked('mobile'), new Departure()), address });
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
});
