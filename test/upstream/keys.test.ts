import { describe, expect, it } from 'vitest';
import { accountKeys, jwksUrl } from '../../src/upstream/keys.ts';
import { json, type Seen, startServer } from './server.ts';

const key = { kty: 'RSA', kid: 'k1', alg: 'RS256', use: 'sig', n: 'AQAB', e: 'AQAB' };

/** The token and the keys endpoint, where the tokens are `token-1`, `token-2`, … */
async function startAccount({ expiresIn = 3_600, keys = (_: Seen): unknown => [key], keysStatus = 200 } = {}) {
  let issued = 0;
  const server = await startServer((request, response) => {
    if (request.url.endsWith('/auth/keys')) {
      json(response, keys(request), keysStatus);
      return;
    }
    issued += 1;
    json(response, { access_token: `token-${issued}`, token_type: 'Bearer', expires_in: expiresIn });
  });
  const fetchKeys = accountKeys({
    baseUrl: `${server.origin}/v1`,
    accountId: 'T00000001',
    clientId: 'client',
    clientSecret: 'client-secret',
  });
  return { server, fetchKeys };
}

async function messageOf(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => 'success',
    (error: unknown) => String(error),
  );
}

describe('the keys of an account', () => {
  it('are fetched with a token that the client’s credentials got', async () => {
    const { server, fetchKeys } = await startAccount();
    await expect(fetchKeys()).resolves.toEqual([key]);
    expect(server.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST /v1/accounts/T00000001/auth/token',
      'GET /v1/accounts/T00000001/auth/keys',
    ]);
    const [forToken, forKeys] = server.seen;
    expect(forToken?.headers).toMatchObject({
      authorization: `Basic ${Buffer.from('client:client-secret').toString('base64')}`,
      'content-type': 'application/json',
    });
    expect(JSON.parse(forToken?.body ?? '')).toEqual({
      grant_type: 'client_credentials',
      audience: 'https://api.dintero.com/v1/accounts/T00000001',
    });
    expect(forKeys?.headers.authorization).toBe('Bearer token-1');
  });

  it('are fetched with the same token until it is about to expire', async () => {
    const { server, fetchKeys } = await startAccount();
    await fetchKeys();
    await fetchKeys();
    expect(server.seen.map(({ headers }) => headers.authorization?.split(' ')[0])).toEqual([
      'Basic',
      'Bearer',
      'Bearer',
    ]);
  });

  it('are fetched with a new token where the old one has a minute left', async () => {
    const { server, fetchKeys } = await startAccount({ expiresIn: 60 });
    await fetchKeys();
    await fetchKeys();
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it('are fetched with a new token after the old one was refused', async () => {
    const { server, fetchKeys } = await startAccount({ keysStatus: 401 });
    await expect(fetchKeys()).rejects.toMatchObject({ step: 'keys', status: 401 });
    await expect(fetchKeys()).rejects.toMatchObject({ step: 'keys', status: 401 });
    expect(server.seen.at(-1)?.headers.authorization).toBe('Bearer token-2');
  });

  it.each([[[]], [{ error: {} }], [['k1']]])('are missing where the answer is %j', async (answer) => {
    const { fetchKeys } = await startAccount({ keys: () => answer });
    await expect(fetchKeys()).rejects.toThrow(
      /^What is there is (a list without keys|not a list of keys, but an object with error);/,
    );
  });

  it.each([
    ['is no JSON', 200, 'access_token=secret-answer'],
    ['is no token', 200, '{"access":"secret-answer"}'],
    ['is an error', 401, '{"error":"secret-answer"}'],
  ])('cannot be had where the token’s answer %s, and the error quotes no secret', async (_, status, answer) => {
    const server = await startServer((_, response) => response.writeHead(status).end(answer));
    const message = await messageOf(
      accountKeys({
        baseUrl: `${server.origin}/v1`,
        accountId: 'T00000001',
        clientId: 'client',
        clientSecret: 'client-secret',
      })(),
    );
    expect(message).toMatch(/^KeyFetchError: The answer is (not JSON|not a token: access_token|401, not 200)/);
    expect(message).not.toContain('secret');
    expect(server.seen).toHaveLength(1);
  });
});

describe('a key set at a URL', () => {
  it.each([
    ['in an object', { keys: [key, { no: 'key' }] }],
    ['as a bare array', [key]],
  ])('is read %s', async (_, answer) => {
    const server = await startServer((_, response) => json(response, answer));
    await expect(jwksUrl(`${server.origin}/jwks.json`)()).resolves.toEqual([key]);
    expect(server.seen[0]).toMatchObject({ method: 'GET', url: '/jwks.json' });
    expect(server.seen[0]?.headers.authorization).toBeUndefined();
  });

  it('cannot be had where it is larger than 1 MiB', async () => {
    const server = await startServer((_, response) => json(response, [key, 'x'.repeat(1024 * 1024)]));
    await expect(jwksUrl(`${server.origin}/jwks.json`)()).rejects.toThrow('larger than 1048576 bytes');
  });

  it('cannot be had where nobody is there', async () => {
    await expect(jwksUrl('http://127.0.0.1:1/jwks.json')()).rejects.toMatchObject({
      step: 'keys',
      status: null,
      message: 'There is no connection: ECONNREFUSED.',
    });
  });
});
