import { gzipSync } from 'node:zlib';
import { buildSchema } from 'graphql';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Listener, listen } from '../../../src/server/http/listen.ts';
import { serveSchema } from '../server.ts';
import { open, readAnswer, wire } from './socket.ts';

const server = serveSchema(buildSchema('type Query { hello: String }'));
let listener: Listener;
beforeAll(async () => {
  listener = await listen(server.app, 0, '127.0.0.1');
});
afterAll(async () => {
  await listener.stop(1_000);
  await server.close();
});

const text = '{"query":"{ hello }"}';
const usual = { host: 'api.example.com', connection: 'close', 'content-type': 'application/json' };
const post = (path = '/graphql', headers: Readonly<Record<string, string>> = {}, body = text, version = '1.1') =>
  wire(
    `POST ${path} HTTP/${version}`,
    { ...usual, 'content-length': String(Buffer.byteLength(body)), ...headers },
    body,
  );

async function send(bytes: string | Uint8Array) {
  const raw = await open(listener.url);
  raw.write(bytes);
  return readAnswer(await raw.ended());
}

const answered = { status: 200, body: '{"data":{"hello":null}}' };
const refused = (status: number, code: string) => ({ status, body: expect.stringContaining(`"code":"${code}"`) });

describe('a request line', () => {
  it.each([
    '/graphql',
    '/graphql/',
    'http://api.example.com/graphql',
    'HTTP://other.example:8080/graphql',
    '/graphql?x=1',
  ])('is answered: %s', async (path) => {
    expect(await send(post(path))).toMatchObject(answered);
  });

  it.each(['/GraphQL', '//graphql', '/graphql%2f', '/health/../graphql', 'http://graphql/'])(
    'leads nowhere: %s',
    async (path) => {
      expect(await send(post(path))).toMatchObject(refused(404, 'NOT_FOUND'));
    },
  );

  it.each(['graphql', 'ftp://api.example.com/graphql', 'http://:x/graphql', '*'])('is refused: %s', async (path) => {
    expect(await send(post(path))).toMatchObject({ status: 400 });
  });
});

describe('Host', () => {
  it.each(['api.example.com', 'localhost:4000', '[::1]:4000', '10.0.0.1'])('may be %s', async (host) => {
    expect(await send(post('/graphql', { host }))).toMatchObject(answered);
  });

  it.each(['a/ready?', 'a b', 'user@api.example.com', 'api.example.com:x', '[::1', 'a, b', ''])(
    'may not be %j, and leads to no other path',
    async (host) => {
      expect(await send(post('/graphql', { host }))).toMatchObject(refused(400, 'BAD_USER_INPUT'));
    },
  );

  it('is needed once', async () => {
    const { host: _, ...others } = usual;
    const length = { 'content-length': String(text.length) };
    const without = wire('POST /graphql HTTP/1.1', { ...others, ...length }, text);
    expect(await send(without)).toMatchObject(refused(400, 'BAD_USER_INPUT'));
    const twice = wire('POST /graphql HTTP/1.1', { ...usual, ...length, Host: 'b.example.com' }, text);
    expect(await send(twice)).toMatchObject(refused(400, 'BAD_USER_INPUT'));
    expect(await send(without.replace('HTTP/1.1', 'HTTP/1.0'))).toMatchObject(answered);
  });
});

describe('what is no HTTP', () => {
  it.each([
    ['no request line', 'hello\r\n\r\n', 400],
    ['TLS', '\u0016\u0003\u0001\u0002\u0000\r\n\r\n', 400],
    ['two lengths', post('/graphql', { 'Content-Length': '5' }), 400],
    ['a length beside chunks', post('/graphql', { 'transfer-encoding': 'chunked' }), 400],
    ['a header without a name', wire('GET /health HTTP/1.1', { ...usual, '': 'x' }), 400],
    ['30 kB of headers', wire('GET /health HTTP/1.1', { ...usual, 'x-long': 'x'.repeat(30_000) }), 431],
  ])('is refused in our form: %s', async (_, bytes, status) => {
    const answer = await send(bytes);
    expect(answer).toMatchObject(refused(status, 'BAD_USER_INPUT'));
    expect(answer.headers.get('connection')).toBe('close');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });
});

describe('what never became a request', () => {
  it('can be read by a page of another origin, which would be told of a network error else', async () => {
    const listed = serveSchema(buildSchema('type Query { hello: String }'), {
      env: { CORS_ORIGINS: 'https://app.example.com' },
    });
    const other = await listen(listed.app, 0, '127.0.0.1');
    onTestFinished(async () => {
      await other.stop(0);
      await listed.close();
    });
    for (const [origin, allowed] of [
      ['https://app.example.com', 'https://app.example.com'],
      ['https://evil.example', undefined],
    ] as const) {
      const raw = await open(other.url);
      raw.write(wire('POST /graphql HTTP/1.1', { ...usual, origin, authorization: `Bearer ${'x'.repeat(30_000)}` }));
      const answer = readAnswer(await raw.ended());
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([431, allowed]);
    }
  });
});

describe('a body', () => {
  it('may come in chunks', async () => {
    const chunked = wire('POST /graphql HTTP/1.1', { ...usual, 'transfer-encoding': 'chunked' });
    expect(await send(`${chunked}5\r\n${text.slice(0, 5)}\r\n10\r\n${text.slice(5)}\r\n0\r\n\r\n`)).toMatchObject(
      answered,
    );
  });

  it('in chunks is cut off at the same size', async () => {
    const chunked = wire('POST /graphql HTTP/1.1', { ...usual, 'transfer-encoding': 'chunked' });
    const body = `${(20_000).toString(16)}\r\n${' '.repeat(20_000)}\r\n0\r\n\r\n`;
    expect(await send(chunked + body)).toMatchObject(refused(413, 'PAYLOAD_TOO_LARGE'));
  });

  it('is not executed where its bytes are not what the headers say', async () => {
    const packed = gzipSync(text);
    const head = (headers: Readonly<Record<string, string>>) =>
      Buffer.from(wire('POST /graphql HTTP/1.1', { ...usual, 'content-length': String(packed.length), ...headers }));
    expect(await send(Buffer.concat([head({}), packed]))).toMatchObject(refused(400, 'BAD_USER_INPUT'));
    expect(await send(Buffer.concat([head({ 'content-encoding': 'gzip' }), packed]))).toMatchObject(
      refused(415, 'UNSUPPORTED_MEDIA_TYPE'),
    );
    expect(await send(post('/graphql', { 'content-encoding': 'gzip' }))).toMatchObject(
      refused(415, 'UNSUPPORTED_MEDIA_TYPE'),
    );
    expect(await send(post('/graphql', { 'content-encoding': 'identity' }))).toMatchObject(answered);
  });

  it('of UTF-16 is refused, be it said or not', async () => {
    const wide = Buffer.from(`\ufeff${text}`, 'utf16le');
    for (const [type, status] of [
      ['application/json', 400],
      ['application/json; charset=utf-16', 415],
    ] as const) {
      const headers = { ...usual, 'content-type': type, 'content-length': String(wide.length) };
      const head = Buffer.from(wire('POST /graphql HTTP/1.1', headers));
      expect((await send(Buffer.concat([head, wide]))).status).toBe(status);
    }
  });
});

describe('Expect', () => {
  it('is told to go on where the request will be read', async () => {
    const raw = await open(listener.url);
    const [head = '', body = ''] = post('/graphql', { expect: '100-continue' }).split('\r\n\r\n');
    raw.write(`${head}\r\n\r\n`);
    await raw.says(/^HTTP\/1\.1 100 Continue\r\n\r\n/);
    raw.write(body);
    expect(await raw.ended()).toMatch(
      /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 OK.*\{"data":\{"hello":null\}\}$/s,
    );
  });

  it.each<[string, string, number]>([
    ['a type', post('/graphql', { expect: '100-continue', 'content-type': 'text/plain' }, ''), 415],
    ['an address', post('/else', { expect: '100-continue' }, ''), 404],
    ['a size', post('/graphql', { expect: '100-continue', 'content-length': '20000' }, ''), 413],
    ['what is expected', post('/graphql', { expect: '200-ok' }, ''), 417],
  ])('is refused for %s without the body being asked for', async (_, bytes, status) => {
    const raw = await open(listener.url);
    raw.write(bytes);
    const [line = ''] = await raw.says(/^HTTP\/1\.1 \d+/);
    raw.socket.destroy();
    expect(line).toBe(`HTTP/1.1 ${status}`);
  });
});
