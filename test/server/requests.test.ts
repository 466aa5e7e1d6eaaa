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
const mediaTypes = ['application/json', 'application/graphql-response+json'];

function postText(body: string | Uint8Array<ArrayBuffer>, headers: Readonly<Record<string, string>> = json): Request {
  return request('/graphql', { method: 'POST', headers, body });
}

function get(query: string, more = ''): Request {
  return request(`/graphql?query=${encodeURIComponent(query)}${more}`);
}

describe('/graphql', () => {
  it('answers GET and POST', async () => {
    expect(await ask(server, get('{ hello }'))).toMatchObject({ status: 200, body: { data: { hello: null } } });
    expect(await ask(server, post('{ hello }'))).toMatchObject({ status: 200, body: { data: { hello: null } } });
    expect(
      await ask(server, get('query($a: Boolean!) { hello @skip(if: $a) }', '&variables={"a":true}')),
    ).toMatchObject({
      status: 200,
      body: { data: {} },
    });
  });

  it.each(mediaTypes)('answers as %s', async (accept) => {
    const { headers } = await ask(server, post('{ hello }', { accept }));
    expect(headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
  });

  it('answers what asks for another type with 406', async () => {
    const { status } = await server.app.fetch(post('{ hello }', { accept: 'application/xml' }));
    expect(status).toBe(406);
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
    ['an unknown member', '{"query":"{ hello }","id":"1"}'],
  ])('refuses %s', async (_, body) => {
    const answer = await ask(server, postText(body));
    expect(answer).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
    expect(answer.body).not.toHaveProperty('data');
  });

  it.each(['variables', 'extensions'])('refuses %s in the address that are no JSON', async (name) => {
    expect(await ask(server, get('{ hello }', `&${name}=x`))).toMatchObject({
      status: 400,
      codes: ['BAD_USER_INPUT'],
      body: { errors: [{ message: `${name} must be JSON.` }] },
    });
  });

  it.each(mediaTypes)('refuses a document that cannot be parsed, as %s', async (accept) => {
    const answer = await ask(server, post('{', { accept }));
    expect(answer).toMatchObject({ status: 400, codes: ['GRAPHQL_PARSE_FAILED'] });
    expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    expect(answer.body).not.toHaveProperty('data');
  });

  it.each(mediaTypes)('refuses a document that is not valid, as %s', async (accept) => {
    const answer = await ask(server, post('{ hello helo halo }', { accept }));
    expect(answer).toMatchObject({
      status: 400,
      codes: ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_VALIDATION_FAILED'],
      body: { errors: [{ locations: [{ line: 1, column: 9 }] }, {}] },
    });
    expect(answer.body).not.toHaveProperty('data');
  });
});

describe('any other address', () => {
  it.each(['/', '/graphql/', '/graphql/x', '/GRAPHQL', '//graphql', '/favicon.ico'])(
    'is not there: %s',
    async (path) => {
      const { status, codes } = await ask(server, request(path));
      expect({ status, codes }).toEqual({ status: 404, codes: ['NOT_FOUND'] });
    },
  );
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
