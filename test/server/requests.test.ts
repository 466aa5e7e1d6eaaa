import { buildSchema } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { ask, post, request, serveSchema } from './server.ts';

const server = serveSchema(
  buildSchema(`
    type Query { hello: String }
    type Mutation { change: String }
  `),
  { env: { MAX_REQUEST_BYTES: '1000' } },
);
afterAll(() => server.close());

const json = { 'content-type': 'application/json' };
/** Clients of this type look into the body. */
const legacy = 'application/json';
const mediaTypes = ['application/json', 'application/graphql-response+json'];

function postText(body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = json): Request {
  return request('/graphql', { method: 'POST', headers, body });
}

function get(query: string, more = ''): Request {
  return request(`/graphql?query=${encodeURIComponent(query)}${more}`);
}

describe('/graphql', () => {
  it('answers queries by POST alone', async () => {
    expect(await ask(server, post('{ hello }'))).toMatchObject({ status: 200, body: { data: { hello: null } } });
    expect(await ask(server, get('{ hello }'))).toMatchObject({ status: 405, codes: ['METHOD_NOT_ALLOWED'] });
  });

  it.each(mediaTypes)('answers as %s', async (accept) => {
    const { headers } = await ask(server, post('{ hello }', { accept }));
    expect(headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
  });

  it('answers what asks for another type with 406, and says which there are', async () => {
    expect(await ask(server, post('{ hello }', { accept: 'application/xml' }))).toMatchObject({
      status: 406,
      codes: ['UNSUPPORTED_MEDIA_TYPE'],
    });
  });

  it.each(['PUT', 'PATCH', 'DELETE'])('refuses %s', async (method) => {
    const { status, headers, codes } = await ask(server, request('/graphql', { method }));
    expect({ status, codes, allow: headers.get('allow') }).toEqual({
      status: 405,
      codes: ['METHOD_NOT_ALLOWED'],
      allow: 'GET, POST',
    });
  });

  it('refuses a mutation by GET', async () => {
    const { status, headers, codes } = await ask(server, get('mutation { change }'));
    expect({ status, codes, allow: headers.get('allow') }).toEqual({
      status: 405,
      codes: ['METHOD_NOT_ALLOWED'],
      allow: 'POST',
    });
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/graphql',
    'application/jsonp',
    'text/plain, application/json',
    'application/json, text/plain',
  ])('refuses a body of %s', async (contentType) => {
    expect(await ask(server, postText('{"query":"{ hello }"}', { 'content-type': contentType }))).toMatchObject({
      status: 415,
      codes: ['UNSUPPORTED_MEDIA_TYPE'],
    });
  });

  it('refuses a body that names no type', async () => {
    expect(await ask(server, postText(Buffer.from('{"query":"{ hello }"}'), {}))).toMatchObject({
      status: 415,
      codes: ['UNSUPPORTED_MEDIA_TYPE'],
    });
  });

  it('refuses a body that is too large', async () => {
    const text = JSON.stringify({ query: `{ hello }${' '.repeat(1_000)}` });
    const declared = postText(text, { ...json, 'content-length': String(text.length) });
    expect(await ask(server, declared)).toMatchObject({ status: 413, codes: ['PAYLOAD_TOO_LARGE'] });
    const chunked = { method: 'POST', headers: json, body: new Blob([text]).stream(), duplex: 'half' };
    const undeclared = request('/graphql', chunked);
    expect(await ask(server, undeclared)).toMatchObject({ status: 413, codes: ['PAYLOAD_TOO_LARGE'] });
  });

  it('takes a body that is just not too large', async () => {
    const text = JSON.stringify({ query: '{ hello }' }).padEnd(1_000);
    expect(await ask(server, postText(text))).toMatchObject({ status: 200 });
  });

  it.each([
    ['a batch', '[{"query":"{ hello }"},{"query":"{ hello }"}]'],
    ['an empty batch', '[]'],
    ['what is no JSON', '{"query":'],
    ['nothing', ''],
    ['null', 'null'],
    ['a number', '3'],
    ['no query', '{}'],
    ['a query that is no text', '{"query":1}'],
    ['variables that are no object', '{"query":"{ hello }","variables":"x"}'],
    ['a list of variables', '{"query":"{ hello }","variables":[]}'],
    ['a name that is no text', '{"query":"{ hello }","operationName":1}'],
    ['an operation that is not there', '{"query":"query A { hello }","operationName":"B"}'],
    ['several operations and no name', '{"query":"query A { hello } query B { hello }"}'],
  ])('refuses %s', async (_, body) => {
    const answer = await ask(server, postText(body));
    expect(answer).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
    expect(answer.body).not.toHaveProperty('data');
  });

  it('lets unknown members of the body be', async () => {
    expect(await ask(server, postText('{"query":"{ hello }","id":"1"}'))).toMatchObject({ status: 200, codes: [] });
  });

  it.each([
    'Application/JSON',
    'application/json ;charset=utf-8',
    'application/json; charset=UTF8',
    'application/json; charset="utf-8"',
    'application/json;charset=utf8; more=x',
  ])('takes %s', async (contentType) => {
    expect(await ask(server, postText('{"query":"{ hello }"}', { 'content-type': contentType }))).toMatchObject({
      status: 200,
    });
  });

  it.each<[string, Record<string, string>]>([
    ['another charset', { 'content-type': 'application/json; charset=utf-16' }],
    ['latin', { 'content-type': 'application/json; charset=iso-8859-1' }],
    ['a compressed body', { ...json, 'content-encoding': 'gzip' }],
    ['an encoding that is none', { ...json, 'content-encoding': 'zip' }],
  ])('refuses %s in our form', async (_, headers) => {
    expect(await ask(server, postText('{"query":"{ hello }"}', headers))).toMatchObject({
      status: 415,
      codes: ['UNSUPPORTED_MEDIA_TYPE'],
    });
  });

  it('refuses UTF-16 and broken UTF-8, and reads a byte order mark over', async () => {
    const text = '{"query":"{ hello }"}';
    const bytes = (...parts: Uint8Array[]) => new Uint8Array(Buffer.concat(parts));
    const asked = [
      bytes(Buffer.from(`\ufeff${text}`, 'utf16le')),
      bytes(Buffer.from('{"query":"{ hello } #'), Buffer.of(0xff), Buffer.from('"}')),
    ];
    for (const body of asked)
      expect(await ask(server, postText(body))).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
    expect(await ask(server, postText(bytes(Buffer.from(`\ufeff${text}`))))).toMatchObject({ status: 200 });
  });

  it('answers automatic persisted queries so that clients send the whole text', async () => {
    const extensions = { persistedQuery: { version: 1, sha256Hash: 'a'.repeat(64) } };
    expect(await ask(server, postText(JSON.stringify({ extensions })))).toMatchObject({
      status: 200,
      body: {
        errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }],
      },
    });
    expect(await ask(server, postText(JSON.stringify({ query: '{ hello }', extensions })))).toMatchObject({
      status: 200,
      body: { data: { hello: null } },
    });
  });

  it('answers /graphql/ as /graphql, and nothing may be stored or sniffed', async () => {
    const asked = request('/graphql/', { method: 'POST', headers: json, body: '{"query":"{ hello }"}' });
    const { status, headers } = await ask(server, asked);
    expect([status, headers.get('cache-control'), headers.get('x-content-type-options')]).toEqual([
      200,
      'no-store',
      'nosniff',
    ]);
  });

  it('compresses long answers where the client takes that', async () => {
    const query = `{ __typename ${'nothing '.repeat(20)} }`;
    const long = (accept: string) => server.app.fetch(post({ query }, { 'accept-encoding': accept }));
    const encodings = await Promise.all(
      ['br, gzip', 'gzip', 'br;q=0, gzip', 'br;q=0.2, gzip;q=0.8', 'identity, br;q=0.5', 'identity'].map(
        async (accept) => (await long(accept)).headers.get('content-encoding'),
      ),
    );
    expect(encodings).toEqual(['br', 'gzip', 'gzip', 'gzip', null, null]);
    expect(
      (await server.app.fetch(post('{ hello }', { 'accept-encoding': 'br' }))).headers.get('content-encoding'),
    ).toBeNull();
  });

  it.each(mediaTypes)('refuses a document that cannot be parsed, as %s', async (accept) => {
    const answer = await ask(server, post('{', { accept }));
    expect(answer).toMatchObject({ status: accept === legacy ? 200 : 400, codes: ['GRAPHQL_PARSE_FAILED'] });
    expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    expect(answer.body).not.toHaveProperty('data');
  });

  it.each(mediaTypes)('refuses a document that is not valid, as %s', async (accept) => {
    const answer = await ask(server, post('{ hello helo halo }', { accept }));
    expect(answer).toMatchObject({
      status: accept === legacy ? 200 : 400,
      codes: ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
      body: { errors: [{ locations: [{ line: 1, column: 9 }] }, {}] },
    });
    expect(answer.body).not.toHaveProperty('data');
  });
});

describe('any other address', () => {
  it.each(['/', '/graphql/x', '/GRAPHQL', '//graphql', '/favicon.ico'])('is not there: %s', async (path) => {
    const { status, codes } = await ask(server, request(path));
    expect({ status, codes }).toEqual({ status: 404, codes: ['NOT_FOUND'] });
  });
});

describe('x-request-id', () => {
  it('comes back as it was sent, in the header and in errors', async () => {
    const { headers, body } = await ask(server, post('{ helo }', { 'x-request-id': 'order-1.2_3' }));
    expect(headers.get('x-request-id')).toBe('order-1.2_3');
    expect(body.errors[0].extensions.requestId).toBe('order-1.2_3');
  });

  it.each(['kari@example.com', 'a b', '', 'a'.repeat(129), 'ø', '{}'])('is made anew instead of %j', async (given) => {
    const { headers, body } = await ask(server, post('{ helo }', { 'x-request-id': given }));
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(body.errors[0].extensions.requestId).toBe(headers.get('x-request-id'));
  });

  it('is on every answer', async () => {
    const asked = [
      get('{ hello }'),
      post('{'),
      post('{ hello }', { accept: 'application/xml' }),
      request('/graphql', { method: 'PUT' }),
      request('/nowhere'),
    ];
    const ids = await Promise.all(
      asked.map(async (each) => (await server.app.fetch(each)).headers.get('x-request-id')),
    );
    expect(ids).toEqual(asked.map(() => expect.any(String)));
    expect(new Set(ids).size).toBe(asked.length);
  });
});
