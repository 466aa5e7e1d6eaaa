import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIssuer } from '../../src/sandbox/issuer.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { listen } from '../../src/server/http/listen.ts';
import { ask, bearer, post, request, serve, type TestServer } from './server.ts';

let sandbox: Sandbox;
/** Takes requests without a token, as the server against the sandbox does. */
let open: TestServer;
/** Does not, as the server against Dintero. */
let closed: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  open = await serve(sandbox);
  closed = await serve(sandbox, { ALLOW_ANONYMOUS: 'off' });
});
afterAll(async () => {
  await Promise.all([open.close(), closed.close()]);
  await sandbox.close();
});

const scopes = ['read:customers'];
const query = '{ viewer { kind } customer(customerId: "C1001") { firstName } }';

function withoutSignature(token: string): string {
  const [, claims] = token.split('.');
  return `${btoa('{"alg":"none"}').replaceAll('=', '')}.${claims}.`;
}

function withMoreScopes(token: string): string {
  const [header, claims = '', signature] = token.split('.');
  const text = Buffer.from(claims, 'base64url').toString().replace('read:customers', 'admin:customers');
  return `${header}.${Buffer.from(text).toString('base64url')}.${signature}`;
}

const badHeaders: readonly (readonly [string, () => Promise<string>])[] = [
  ['an empty header', async () => ''],
  ['another scheme', async () => 'Basic YmZmOnNhbmRib3gtc2VjcmV0'],
  ['a scheme alone', async () => 'Bearer'],
  ['two tokens', async () => `Bearer ${await sandbox.token('helpdesk')}, Bearer ${await sandbox.token('mobile')}`],
  ['a token without its scheme', async () => sandbox.token('helpdesk')],
  ['what is no token', async () => 'Bearer eyJhbGciOiJSUzI1NiJ9'],
  ['a token that is too long', async () => `Bearer ${'a'.repeat(20_000)}`],
  ['an expired token', async () => `Bearer ${await sandbox.issue({ scopes, expiresIn: -3600 })}`],
  ['a token of another issuer', async () => `Bearer ${await sandbox.issue({ scopes, issuer: 'https://example.com' })}`],
  [
    'a token for another account',
    async () => `Bearer ${await sandbox.issue({ scopes, audience: 'https://api.dintero.com/v1/accounts/T99999999' })}`,
  ],
  [
    'a token signed with a key that is not published',
    async () => `Bearer ${await (await createIssuer()).issue({ scopes })}`,
  ],
  ['a token without a signature', async () => `Bearer ${withoutSignature(await sandbox.issue({ scopes }))}`],
  ['a token that was given more scopes', async () => `Bearer ${withMoreScopes(await sandbox.issue({ scopes }))}`],
];

describe('a request with a bad token', () => {
  it.each(badHeaders)('is refused as a whole: %s', async (_, header) => {
    const authorization = await header();
    sandbox.clearCalls();
    for (const server of [open, closed]) {
      const { status, headers, body } = await ask(server, post(query, { authorization }));
      expect(status).toBe(401);
      expect(headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      expect(body).toEqual({
        errors: [
          {
            message: expect.stringMatching(/access token/),
            extensions: { code: 'UNAUTHENTICATED', requestId: headers.get('x-request-id') },
          },
        ],
      });
      expect(sandbox.calls).toEqual([]);
    }
  });

  it('is refused even when it asks for nothing that needs a token', async () => {
    expect(await ask(open, post('{ __typename }', bearer('none')))).toMatchObject({ status: 401 });
    expect(await ask(open, request('/graphql?query=%7B__typename%7D', { headers: bearer('none') }))).toMatchObject({
      status: 401,
    });
  });

  it('does not find its token in the answer', async () => {
    const token = await sandbox.issue({ scopes, expiresIn: -3600 });
    const response = await closed.app.fetch(post(query, bearer(token)));
    expect(await response.text()).not.toContain(token.slice(0, 20));
  });
});

describe('a token that is refused', () => {
  const other = { scopes, issuer: 'https://example.com' };
  const refusal = {
    check: 'iss',
    seen: '"https://example.com"',
    accepted: expect.stringContaining('@api.dintero.com,'),
  };

  it.each([
    ['development', /^The access token is not valid\. iss: "https:\/\/example\.com"; accepted: https:.*\.$/],
    ['test', /iss: "https:\/\/example\.com"/],
    ['production', /^The access token is not valid\.$/],
  ])('is told why to its caller in %s, and to the log once a minute', async (nodeEnv, message) => {
    const production = { NODE_ENV: nodeEnv, DINTERO_ACCOUNT_ID: 'T00000001', JWKS_FILE: 'unused' };
    const server = await serve(sandbox, nodeEnv === 'production' ? production : { NODE_ENV: nodeEnv });
    const tokens = await Promise.all([sandbox.issue(other), sandbox.issue(other)]);
    for (const token of tokens) {
      const { body } = await ask(server, post(query, bearer(token)));
      expect(body.errors[0].message).toMatch(message);
    }
    await ask(server, post(query, { authorization: 'Basic eDp5' }));
    await server.close();
    const notices = server.lines.filter(({ level }) => level === 40);
    expect(notices).toEqual([
      { level: 40, time: expect.any(String), msg: 'an access token was refused', ...refusal },
      expect.objectContaining({ msg: 'an access token was refused', check: 'header' }),
    ]);
    for (const part of tokens.flatMap((token) => token.split('.')))
      expect(JSON.stringify(server.lines)).not.toContain(part);
  });

  it('is one of two in two headers, whichever of them is good', async () => {
    const listener = await listen(closed.app, 0, '127.0.0.1');
    const good = `Bearer ${await sandbox.token('helpdesk')}`;
    async function statusOf(...headers: readonly string[]): Promise<number | undefined> {
      const asked = httpRequest(`${listener.url}/graphql`, { method: 'POST' });
      asked.setHeader('authorization', headers);
      asked.setHeader('content-type', 'application/json');
      const [response] = await once(asked.end('{"query":"{__typename}"}'), 'response');
      response.resume();
      return response.statusCode;
    }
    expect(await statusOf(good)).toBe(200);
    expect(await statusOf(good, 'Bearer x')).toBe(401);
    expect(await statusOf('Bearer x', good)).toBe(401);
    expect(await statusOf(good, good)).toBe(401);
    await listener.stop(1_000);
  });
});

describe('a request without a token', () => {
  it('is refused where a token is needed', async () => {
    const { status, headers, body } = await ask(closed, post('{ viewer { kind } }'));
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer');
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
    expect(body).not.toHaveProperty('data');
  });

  it('sees itself and the schema, and no data, where none is needed', async () => {
    sandbox.clearCalls();
    const { status, body, codes } = await ask(open, post(query));
    expect(status).toBe(200);
    expect(body.data).toEqual({ viewer: { kind: 'ANONYMOUS' }, customer: null });
    expect(codes).toEqual(['UNAUTHENTICATED']);
    expect(sandbox.calls).toEqual([]);
    expect(await ask(open, post('{ __schema { queryType { name } } }'))).toMatchObject({
      body: { data: { __schema: { queryType: { name: 'Query' } } } },
    });
  });
});

describe('a request with a good token', () => {
  it('runs as the holder of the token', async () => {
    const helpdesk = await ask(closed, post(query, bearer(await sandbox.token('helpdesk'))));
    expect(helpdesk).toMatchObject({ status: 200, body: { data: { viewer: { kind: 'CLIENT' } } }, codes: [] });
    const mobile = await ask(closed, post(query, bearer(await sandbox.token('mobile'))));
    expect(mobile).toMatchObject({ status: 200, body: { data: { viewer: { kind: 'CUSTOMER' } } }, codes: [] });
  });

  it('never runs as the holder of the token before it', async () => {
    const names = ['helpdesk', 'pos', 'mobile', 'pos', 'helpdesk'] as const;
    const answers = await Promise.all(
      names.map(async (name) => ask(closed, post(query, bearer(await sandbox.token(name))))),
    );
    expect(answers.map(({ codes }) => codes)).toEqual([[], ['INSUFFICIENT_SCOPE'], [], ['INSUFFICIENT_SCOPE'], []]);
  });
});

describe('a server without keys', () => {
  it('answers 503 to a token and says when to come back', async () => {
    const lift = sandbox.fail({ on: 'listKeys', status: 500 });
    const keyless = await serve(sandbox);
    lift();
    const { status, headers, codes, body } = await ask(keyless, post(query, bearer(await sandbox.token('helpdesk'))));
    await keyless.close();
    expect(keyless.lines[0]).toEqual({
      level: 40,
      time: expect.any(String),
      msg: 'keys could not be fetched',
      source: 'account',
      step: 'keys',
      status: 500,
      reason: 'The answer is 500, not 200.',
    });
    expect(status).toBe(503);
    expect(headers.get('retry-after')).toBe('5');
    expect(codes).toEqual(['SERVICE_UNAVAILABLE']);
    expect(body).not.toHaveProperty('data');
  });
});
