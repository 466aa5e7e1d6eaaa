import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { anonymous, type Viewer } from '../../src/auth/viewer.ts';
import { schema } from '../../src/graphql/schema.ts';
import { ListenError, listen } from '../../src/server/http/listen.ts';
import { createUpstream } from '../../src/upstream/client.ts';
import { serveSchema } from './server.ts';

/** A server whose `wait` field answers when it is told to. */
function waitingServer() {
  const entered = Promise.withResolvers<void>();
  const release = Promise.withResolvers<string>();
  const wait = {
    type: GraphQLString,
    resolve: () => {
      entered.resolve();
      return release.promise;
    },
  };
  const waiting = new GraphQLSchema({ query: new GraphQLObjectType({ name: 'Query', fields: { wait } }) });
  return { server: serveSchema(waiting), entered: entered.promise, release: () => release.resolve('done') };
}

function send(url: string, query: string, more: RequestInit = {}): Promise<Response> {
  const headers = { 'content-type': 'application/json', ...more.headers };
  return fetch(`${url}/graphql`, { method: 'POST', body: JSON.stringify({ query }), ...more, headers });
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

const { server } = waitingServer();
afterAll(() => server.close());

describe('a listening server', () => {
  it('answers over HTTP at the address that it names', async () => {
    const listener = await listen(server.app, 0, '127.0.0.1');
    expect(listener.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await send(listener.url, '{ __typename }');
    expect([answer.status, await answer.json()]).toEqual([200, { data: { __typename: 'Query' } }]);
    await listener.stop(0);
  });

  it('refuses a body that is too large without breaking the connection off', async () => {
    const listener = await listen(server.app, 0, '127.0.0.1');
    const answer = await send(listener.url, `{ __typename }${' '.repeat(500_000)}`);
    expect([answer.status, await answer.json()]).toMatchObject([
      413,
      { errors: [{ extensions: { code: 'PAYLOAD_TOO_LARGE' } }] },
    ]);
    await listener.stop(0);
  });

  it('answers HEAD without a body', async () => {
    const listener = await listen(server.app, 0, '127.0.0.1');
    const answer = await fetch(`${listener.url}/health`, { method: 'HEAD' });
    expect([answer.status, await answer.text()]).toEqual([200, '']);
    await listener.stop(0);
  });

  it('does not start on a port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = portOf(other);
    await expect(listen(server.app, port, '127.0.0.1')).rejects.toEqual(
      new ListenError(`Port ${port} is in use. Set PORT to another one, or stop the program that has it.`),
    );
    other.close();
  });
});

describe('a server that cannot listen', () => {
  it.each([
    ['192.0.2.1', 'EADDRNOTAVAIL'],
    ['no-such-host.invalid', 'ENOTFOUND'],
  ])('says so of HOST=%s', async (host, fault) => {
    await expect(listen(server.app, 0, host)).rejects.toEqual(
      new ListenError(`The server cannot listen at HOST and PORT: ${fault}.`),
    );
  });
});

// Clients keep a connection for some seconds after its last request; a server that stops does not wait for that.
const untilClientsLetGo = 2_500;

describe('a server that stops', () => {
  it('lets a running request end, says that it is not ready and takes no new connection', {
    timeout: untilClientsLetGo,
  }, async () => {
    const waiting = waitingServer();
    const listener = await listen(waiting.server.app, 0, '127.0.0.1');
    const running = send(listener.url, '{ wait }');
    await waiting.entered;
    const stopped = listener.stop(60_000);
    expect(await waiting.server.app.ready()).toMatchObject({ ready: false, draining: true });
    await expect(fetch(`${listener.url}/health`, { headers: { connection: 'close' } })).rejects.toThrow();
    waiting.release();
    expect(await (await running).json()).toEqual({ data: { wait: 'done' } });
    await stopped;
    await waiting.server.close();
  });

  it('cuts what is still running when the time is up', async () => {
    const waiting = waitingServer();
    const listener = await listen(waiting.server.app, 0, '127.0.0.1');
    const running = send(listener.url, '{ wait }');
    await waiting.entered;
    const cut = expect(running).rejects.toThrow();
    await listener.stop(0);
    await cut;
    await waiting.server.close();
  });
});

describe('a client that goes away', () => {
  it('has its upstream calls broken off, and leaves a line that says so', async () => {
    const called = Promise.withResolvers<void>();
    const brokenOff = Promise.withResolvers<void>();
    const silent = createServer((_, response) => {
      response.once('close', brokenOff.resolve);
      called.resolve();
    }).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    // Nothing but the client's leaving ends the call.
    const forever = 600_000;
    const baseUrl = `http://127.0.0.1:${portOf(silent)}/v1`;
    const upstream = createUpstream({ baseUrl, accountId: 'T00000001', callTimeout: forever });
    const viewer: Viewer = { ...anonymous, kind: 'CLIENT', scopes: new Set(['read:customers']), token: 'token' };
    const real = serveSchema(schema, {
      upstream,
      verify: async () => viewer,
      env: { REQUEST_TIMEOUT: String(forever) },
    });
    const listener = await listen(real.app, 0, '127.0.0.1');
    const leaving = new AbortController();
    const asked = send(listener.url, '{ customer(customerId: "C1001") { firstName } }', { signal: leaving.signal });
    const left = expect(asked).rejects.toThrow();
    await called.promise;
    leaving.abort();
    await Promise.all([left, brokenOff.promise]);
    await expect
      .poll(() => real.lines)
      .toEqual([expect.objectContaining({ msg: 'request', status: 499, upstreamCalls: 1 })]);
    await listener.stop(0);
    await Promise.all([real.close(), upstream.close()]);
    silent.close();
  });
});
