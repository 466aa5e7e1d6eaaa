import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient, type TokenSupplier, type TypedDocument } from '../../src/client/client.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Listener, listen } from '../../src/server/http/listen.ts';
import { serve, type TestServer } from '../server/server.ts';

type Me = TypedDocument<{ readonly me: { readonly firstName: string } | null }, Record<string, never>>;
const me: Me = Object('{ me { firstName } }');

let sandbox: Sandbox;
let server: TestServer;
let listener: Listener;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox);
  listener = await listen(server.app, 0, '127.0.0.1');
});
afterAll(async () => {
  await listener.stop(0);
  await server.close();
  await sandbox.close();
});

/** A supplier whose tokens but the first are good, as if each cost a refresh token; counts how often it was asked to renew. */
function supplier() {
  const asked: boolean[] = [];
  const token: TokenSupplier = async ({ renew }) => {
    asked.push(renew);
    return renew ? sandbox.token('mobile') : 'no.such.token';
  };
  return { asked, token };
}

const ways: readonly (readonly [string, () => { readonly url: string; readonly fetch?: typeof fetch }])[] = [
  ['over sockets', () => ({ url: `${listener.url}/graphql` })],
  [
    'embedded',
    () => ({
      url: 'http://bff/graphql',
      fetch: async (url, init) => server.app.fetch(new Request(url, init)),
    }),
  ],
];

describe.each(ways)('%s', (_, way) => {
  it.each([10, 100])('%s runs that are refused together renew the token once', async (runs) => {
    const { asked, token } = supplier();
    const client = createClient({ ...way(), token });
    const answers = await Promise.all(Array.from({ length: runs }, () => client.run(me)));
    expect(asked).toEqual([false, true]);
    for (const { data, errors } of answers) expect([data?.me?.firstName, errors]).toEqual(['Kari', []]);
  });
});

describe('a renewal', () => {
  const embedded = {
    url: 'http://bff/graphql',
    fetch: async (url: string | URL | Request, init?: RequestInit) => server.app.fetch(new Request(url, init)),
  };

  it('that fails is asked for again, as a renewal', async () => {
    const asked: boolean[] = [];
    const client = createClient({
      ...embedded,
      token: async ({ renew }) => {
        asked.push(renew);
        if (!renew) return 'no.such.token';
        if (asked.length < 3) throw new Error('The token endpoint is down.');
        return sandbox.token('mobile');
      },
    });
    await expect(client.run(me)).rejects.toThrow('The token endpoint is down.');
    expect((await client.run(me)).data?.me?.firstName).toBe('Kari');
    expect(asked).toEqual([false, true, true]);
  });

  it('that is refused is one for all runs that were refused together, and is asked for again by the next', async () => {
    const asked: boolean[] = [];
    const client = createClient({
      url: `${listener.url}/graphql`,
      token: ({ renew }) => {
        asked.push(renew);
        if (renew) throw new Error('The customer has to log in again.');
        return 'no.such.token';
      },
    });
    const runs = await Promise.allSettled(Array.from({ length: 10 }, () => client.run(me)));
    expect(runs.filter(({ status }) => status === 'fulfilled')).toEqual([]);
    expect(asked).toEqual([false, true]);
    await expect(client.run(me)).rejects.toThrow('log in again');
    expect(asked).toEqual([false, true, true]);
  });

  it('happens for a 401 whose body is a page of a proxy too', async () => {
    let requests = 0;
    const { asked, token } = supplier();
    const client = createClient({
      ...embedded,
      token,
      fetch: async (url, init) => {
        requests += 1;
        return requests === 1
          ? new Response('<h1>401</h1>', { status: 401, headers: { 'content-type': 'text/html' } })
          : embedded.fetch(url, init);
      },
    });
    expect((await client.run(me)).data?.me?.firstName).toBe('Kari');
    expect(asked).toEqual([false, true]);
  });

  it('is not waited for longer than the time, nor after the caller has left', async () => {
    const never = () => new Promise<string>(() => {});
    await expect(createClient({ ...embedded, token: never, timeout: 20 }).run(me)).rejects.toMatchObject({
      name: 'NoAnswerError',
      reason: 'timeout',
    });
    const left = new AbortController();
    const run = createClient({ ...embedded, token: never }).run(me, {}, { signal: left.signal });
    left.abort(new Error('left the page'));
    await expect(run).rejects.toThrow('left the page');
  });
});
