import { buildSchema } from 'graphql';
import { afterAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Listener, type ListenOptions, listen } from '../../../src/server/http/listen.ts';
import { serveSchema } from '../server.ts';
import { open, wire } from './socket.ts';

const server = serveSchema(buildSchema('type Query { hello: String }'));
afterAll(() => server.close());

async function listening(options: ListenOptions, use: (listener: Listener) => Promise<void>): Promise<void> {
  const listener = await listen(server.app, 0, '127.0.0.1', options);
  try {
    await use(listener);
  } finally {
    await listener.stop(0);
  }
}

const host = { host: 'api.example.com' };
const health = wire('GET /health HTTP/1.1', host);
const head = wire('POST /graphql HTTP/1.1', { ...host, 'content-type': 'application/json', 'content-length': '100' });
const short = { headersTimeout: 200, bodyTimeout: 300 };

// More than the buffers of the system hold, or the server would be rid of it at once.
const longText = 'long '.repeat(3_900_000);

const asking = JSON.stringify({ query: '{ __schema { description } }' });
const askingHeaders = { ...host, 'content-type': 'application/json', 'content-length': String(asking.length) };

/** A connection that stops reading when answers have begun to come, each with this text. */
async function longAnswer(options: ListenOptions, text = longText, requests = 1) {
  const schema = buildSchema(`"""${text}""" schema { query: Query } type Query { x: Int }`);
  const long = serveSchema(schema, { env: { MAX_ANSWER_BYTES: '20000000' } });
  onTestFinished(() => long.close());
  const listener = await listen(long.app, 0, '127.0.0.1', options);
  const raw = await open(listener.url);
  raw.write(wire('POST /graphql HTTP/1.1', askingHeaders, asking).repeat(requests));
  await raw.says(/long long/);
  raw.socket.pause();
  return { listener, raw };
}

/** Writes a byte now and then, for as long as the connection is open. */
function drip(write: () => void, closed: Promise<unknown>): void {
  const timer = setInterval(write, 20);
  closed.finally(() => clearInterval(timer));
}

/** Sockets of this process, the server's and the clients'. */
function openSockets(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length;
}

describe('a connection', () => {
  it('on which nothing comes is closed', () =>
    listening(short, async ({ url }) => {
      const raw = await open(url);
      expect(await raw.ended()).toMatch(/^$|^HTTP\/1\.1 408 /);
    }));

  it.each([
    ['headers', 'GET /health HTTP/1.1\r\nx-slow: '],
    ['a body', head],
  ])('on which %s come by drips is told so, and closed', (_, start) =>
    listening(short, async ({ url }) => {
      const raw = await open(url);
      const ended = raw.ended();
      raw.write(start);
      drip(() => raw.write('a'), ended);
      const told = await ended;
      expect(told).toMatch(/^HTTP\/1\.1 (408|400) /);
      expect(told).toContain('"code":"BAD_USER_INPUT"');
    }),
  );

  it.each([
    ['was refused', 'nonsense\r\n\r\n'],
    ['took too long', ''],
  ])('that %s is closed although the client keeps its end open', (_, start) =>
    listening({ ...short, requestTimeout: 60_000, answerTimeout: 60_000 }, async ({ url }) => {
      const before = openSockets();
      const raw = await open(url, { allowHalfOpen: true });
      raw.write(start);
      await raw.says(/"code":"BAD_USER_INPUT"/);
      await expect.poll(openSockets, { timeout: 5_000 }).toBe(before + 1);
      raw.socket.destroy();
    }),
  );

  it('of which nobody reads the answer is closed', async () => {
    const { listener, raw } = await longAnswer({ requestTimeout: 60_000, answerTimeout: 200 });
    // It would wait a minute for an answer that is on its way.
    await listener.stop(60_000);
    raw.socket.resume();
    expect((await raw.ended()).length).toBeLessThan(longText.length);
  });

  it('of which nobody reads many short answers is closed', async () => {
    const { listener, raw } = await longAnswer(
      { requestTimeout: 60_000, answerTimeout: 200 },
      'long '.repeat(12_000),
      400,
    );
    await listener.stop(60_000);
    raw.socket.resume();
    expect((await raw.ended()).length).toBeLessThan(400 * 60_000);
  });

  it('is not cut by a stop while its answer is on its way', async () => {
    const { listener, raw } = await longAnswer({});
    const stopped = listener.stop(60_000);
    raw.socket.resume();
    expect((await raw.ended()).length).toBeGreaterThan(longText.length);
    await stopped;
  });

  it('that is new when the server closes has half a second for its request, and is closed where none comes', async () => {
    const listener = await listen(server.app, 0, '127.0.0.1');
    const [asking, silent] = [await open(listener.url), await open(listener.url)];
    const used = await open(listener.url);
    used.write(health);
    await used.says(/\{"live":true\}/);
    const stopped = listener.stop(60_000);
    // One that has had its request is closed at once.
    await used.ended();
    asking.write(health);
    expect(await asking.ended()).toMatch(/^HTTP\/1\.1 200 .*\{"live":true\}/s);
    expect(await silent.ended()).toBe('');
    await stopped;
  });

  it('is kept for further requests, and let go when none comes', () =>
    listening({ keepAliveTimeout: 200 }, async ({ url }) => {
      const raw = await open(url);
      raw.write(health);
      await raw.says(/\{"live":true\}/);
      raw.write(health);
      await raw.says(/\{"live":true\}.*\{"live":true\}/s);
      expect(await raw.ended()).not.toContain(' 408 ');
    }));

  it('is kept for 65 seconds by default, as clients are told', () =>
    listening({}, async ({ url }) => {
      const raw = await open(url);
      raw.write(health);
      expect((await raw.says(/keep-alive: timeout=(\d+)/i))[1]).toBe('65');
      raw.socket.destroy();
    }));

  it('is one of so many at most', () =>
    listening({ maxConnections: 2 }, async ({ url }) => {
      const first = await open(url);
      const second = await open(url);
      const third = await open(url);
      third.write(health);
      expect(await third.ended()).toBe('');
      for (const raw of [first, second]) {
        raw.write(health);
        await raw.says(/\{"live":true\}/);
        raw.socket.destroy();
      }
    }));
});

describe('the address that is told', () => {
  it.each([
    ['0.0.0.0', /^http:\/\/localhost:\d+$/],
    ['::', /^http:\/\/localhost:\d+$/],
    ['::1', /^http:\/\/\[::1\]:\d+$/],
    ['localhost', /^http:\/\/localhost:\d+$/],
  ])('of HOST=%s can be opened', async (address, pattern) => {
    const listener = await listen(server.app, 0, address);
    expect(listener.url).toMatch(pattern);
    expect((await fetch(`${listener.url}/health`)).status).toBe(200);
    await listener.stop(0);
  });

  it.each(['localhost', '::'])('of HOST=%s is of both families, until the server stops', async (address) => {
    const listener = await listen(server.app, 0, address);
    const both = ['127.0.0.1', '[::1]'].map((name) => listener.url.replace('localhost', name));
    const kept = await Promise.all(both.map((url) => open(url)));
    for (const raw of kept) raw.write(health);
    for (const raw of kept) await raw.says(/\{"live":true\}/);
    await listener.stop(60_000);
    for (const raw of kept) await raw.ended();
    for (const url of both) await expect(open(url)).rejects.toThrow('ECONNREFUSED');
  });
});
