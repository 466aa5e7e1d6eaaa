import { buildSchema } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { InvalidTokenError } from '../../src/auth/tokens/errors.ts';
import { post, request, serveSchema } from './server.ts';

const schema = buildSchema('type Query { hello: String }');
const verify = () =>
  Promise.reject(new InvalidTokenError({ check: 'exp', seen: '60 s ago', accepted: 'a time to come' }));
const app = 'https://app.example.com';
const none = serveSchema(schema, {
  env: { DINTERO_ACCOUNT_ID: 'P12345678', JWKS_FILE: 'keys.json', ALLOW_ANONYMOUS: 'on', NODE_ENV: 'development' },
});
const sandbox = serveSchema(schema);
const listed = serveSchema(schema, { env: { CORS_ORIGINS: `${app},https://other.example.com` } });
const refusing = serveSchema(schema, { env: { CORS_ORIGINS: app }, verify });
const more = serveSchema(schema, { env: { CORS_ORIGINS: app, CORS_HEADERS: 'x-shop, x-till' } });
const all = serveSchema(schema, { env: { CORS_ORIGINS: '*' } });
afterAll(() => Promise.all([none, sandbox, listed, refusing, more, all].map((server) => server.close())));

const query = (origin: string) => post('{ hello }', { origin });
const preflight = (origin: string) =>
  request('/graphql', { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });

function corsOf({ headers }: Response): Record<string, string> {
  return Object.fromEntries([...headers].filter(([name]) => name.toLowerCase().startsWith('access-control-')));
}

describe('without origins', () => {
  it('lets no page of another origin read or ask', async () => {
    const read = await none.app.fetch(query(app));
    expect(corsOf(read)).toEqual({});
    expect(read.headers.get('vary')).toBeNull();
    const answer = await none.app.fetch(preflight(app));
    expect(answer.status).toBe(405);
    expect(corsOf(answer)).toEqual({});
  });
});

describe('with the sandbox', () => {
  it.each(['http://localhost:5173', 'http://127.0.0.1:3000'])('lets pages of this machine read: %s', async (origin) => {
    const answer = await sandbox.app.fetch(preflight(origin));
    expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([204, origin]);
    const read = await sandbox.app.fetch(query(origin));
    expect(read.headers.get('access-control-allow-origin')).toBe(origin);
  });

  it.each([
    'http://localhost.example.com',
    'http://localhost:1.example.com',
    'https://localhost:5173',
    'http://localhost:',
    'null',
  ])('lets no other read: %s', async (origin) => {
    const answer = await sandbox.app.fetch(query(origin));
    expect(answer.headers.get('access-control-allow-origin')).toBeNull();
  });
});

describe('with origins', () => {
  it('lets their pages read answers, and never sends cookies', async () => {
    const answer = await listed.app.fetch(query(app));
    expect(answer.headers.get('vary')).toBe('Origin');
    expect(corsOf(answer)).toEqual({
      'access-control-allow-origin': app,
      'access-control-expose-headers':
        'x-request-id, retry-after, www-authenticate, ratelimit-limit, ratelimit-remaining, ratelimit-reset',
    });
  });

  it('lets their pages read refusals too', async () => {
    const answer = await refusing.app.fetch(query(app));
    expect(answer.status).toBe(401);
    expect(answer.headers.get('access-control-allow-origin')).toBe(app);
  });

  it('lets their pages read of a path that is not there', async () => {
    const asked = (method: string) => listed.app.fetch(request('/grapql', { method, headers: { origin: app } }));
    for (const [method, status] of [
      ['OPTIONS', 204],
      ['POST', 404],
    ] as const) {
      const answer = await asked(method);
      expect([answer.status, answer.headers.get('access-control-allow-origin')]).toEqual([status, app]);
    }
  });

  it('tells their pages what they may send, and asks nobody for a token', async () => {
    const answer = await refusing.app.fetch(preflight(app));
    expect(answer.status).toBe(204);
    expect(corsOf(answer)).toMatchObject({
      'access-control-allow-origin': app,
      'access-control-allow-methods': 'GET, POST',
      'access-control-allow-headers': expect.stringContaining('authorization, content-type'),
    });
    expect(refusing.lines.filter(({ status }) => status === 204)).toEqual([]);
  });

  it.each([
    ['Apollo Client', 'apollographql-client-name, apollographql-client-version, apollo-require-preflight'],
    ['Apollo for Android and iOS', 'x-apollo-operation-name, x-apollo-operation-id'],
    ['graphql-hive', 'graphql-client-name, graphql-client-version'],
    ['OpenTelemetry', 'traceparent, tracestate, baggage'],
    ['Sentry', 'sentry-trace, baggage'],
    ['a setting', 'x-shop, x-till'],
  ])('lets their pages send the headers of %s', async (_, names) => {
    const given = (await more.app.fetch(preflight(app))).headers.get('access-control-allow-headers')?.split(', ');
    expect(given).toEqual(expect.arrayContaining(names.split(', ')));
  });

  it.each(['null', 'https://app.example.com.evil.example', 'http://app.example.com', 'https://APP.example.com'])(
    'lets no other origin read: %s',
    async (origin) => {
      for (const asked of [query(origin), preflight(origin)]) {
        const answer = await listed.app.fetch(asked);
        expect(answer.headers.get('access-control-allow-origin')).toBeNull();
        expect(answer.headers.get('vary')).toBe('Origin');
      }
    },
  );
});

describe('with every origin', () => {
  it('lets any page read', async () => {
    const answer = await all.app.fetch(query('https://anything.example'));
    expect(answer.headers.get('access-control-allow-origin')).toBe('*');
    expect(answer.headers.get('access-control-allow-credentials')).toBeNull();
  });
});
