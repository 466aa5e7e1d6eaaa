import * as oauth from 'oauth4webapi';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { customerOf, kari, lastCode, loginAt, url, type Visitor, visitor } from './visitor.ts';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
  sandbox.provider.allow(`${url}/provider/callback`);
});
afterAll(() => sandbox.close());

const phones = { kari: () => phoneOf('C1001'), ola: () => phoneOf('C1002'), stranger: () => '4790000000' };
const phoneOf = (id: string) => String(sandbox.state.customers.get(id)?.phone_number).replace('+', '');

function vipps() {
  const provider = { issuer: sandbox.provider.issuer, clientId: sandbox.provider.clientId, returnTo: '/me' };
  return loginAt(sandbox, { provider });
}

/** What a person does on the provider's page; gives the address that their browser is sent to. */
async function decide(location: string, phone: string): Promise<string> {
  const page = await fetch(location);
  const text = await page.text();
  expect([page.status, text]).toEqual([200, expect.stringContaining('<form')]);
  const body = new URLSearchParams(new URL(location).searchParams);
  body.set('person', phone);
  const action = new URL('decision', location);
  const response = await fetch(action, { method: 'POST', body, redirect: 'manual' });
  expect(response.status).toBe(302);
  return response.headers.get('location') ?? '';
}

async function begin(somebody: Visitor): Promise<string> {
  const { status, headers } = await somebody.get('/provider');
  expect(status).toBe(303);
  return headers.get('location') ?? '';
}

describe('log-in by a provider', () => {
  it('logs in whom provider and account have verified under one address, and knows them from then on', async () => {
    const { login } = vipps();
    for (let round = 0; round < 2; round += 1) {
      const somebody = visitor(login);
      const there = await begin(somebody);
      expect(Object.fromEntries(new URL(there).searchParams)).toEqual({
        response_type: 'code',
        client_id: sandbox.provider.clientId,
        redirect_uri: `${url}/provider/callback`,
        scope: 'openid email',
        state: expect.stringMatching(/^.{32}$/),
      });
      const back = await somebody.get(await decide(there, phones.kari()));
      expect([back.status, back.headers.get('location')]).toEqual([303, '/me']);
      expect(back.headers.get('referrer-policy')).toBe('no-referrer');
      const { body } = await somebody.post('/renew');
      expect(await customerOf(sandbox, body.accessToken)).toBe('C1001');
      // From now on the person is known by `sub`, whatever the addresses become.
      sandbox.state.communication.set('C1001', { id: 'x', communication: {} });
    }
    expect(sandbox.state.refreshTokens.size).toBe(0);
  });

  it('works from an app, which opens the provider in the system’s browser', async () => {
    const { login } = vipps();
    const app = visitor(login, 'app');
    await connected(login);
    const { location } = (await app.post('/provider')).body;
    const back = new URL(await decide(location, phones.kari())).searchParams;
    const { status, body } = await app.post('/provider/callback', Object.fromEntries(back));
    expect([status, await customerOf(sandbox, body.accessToken)]).toEqual([200, 'C1001']);
    expect((await app.post('/renew')).body.accessToken).toBe(body.accessToken);
  });

  /** Has Kari connected with her account at the provider, whose address is not verified any more. */
  async function connected(login: ReturnType<typeof vipps>['login']): Promise<void> {
    const somebody = visitor(login);
    const back = await somebody.get(await decide(await begin(somebody), phones.kari()));
    expect(back.headers.get('location')).toBe('/me?login=CONNECT_FIRST');
    expect((await somebody.post('/renew')).status).toBe(401);
    expect((await somebody.post('/connect')).status).toBe(401);
    await somebody.post('/code/send', { email: kari.email });
    await expect.poll(() => sandbox.state.messages.length).toBeGreaterThan(0);
    await somebody.post('/code', { email: kari.email, code: lastCode(sandbox) });
    expect(await somebody.post('/connect')).toMatchObject({ status: 200, body: { connected: true } });
    expect((await somebody.post('/connect')).status).toBe(400);
    sandbox.state.messages.length = 0;
  }

  it('has everybody else log in as before and connect', async () => {
    const { login } = vipps();
    for (const [phone, code] of [
      [phones.ola(), 'CONNECT_FIRST'],
      // Of somebody whom the account refuses, nobody learns who it is.
      [phones.stranger(), 'LOG_IN_FAILED'],
    ] as const) {
      const somebody = visitor(login);
      const back = await somebody.get(await decide(await begin(somebody), phone));
      expect([back.status, back.headers.get('location')]).toEqual([303, `/me?login=${code}`]);
      expect((await somebody.post('/renew')).status).toBe(401);
    }
    // An app is told the key with which it connects.
    const app = visitor(login, 'app');
    const back = new URL(await decide((await app.post('/provider')).body.location, phones.ola())).searchParams;
    const told = await app.post('/provider/callback', Object.fromEntries(back));
    expect(told).toMatchObject({
      status: 401,
      body: { error: { code: 'CONNECT_FIRST' }, connect: expect.any(String) },
    });
    const email = String(sandbox.state.customers.get('C1002')?.email);
    await app.post('/password', { email, password: kari.password });
    expect((await app.post('/connect', { connect: told.body.connect })).status).toBe(200);
    const again = new URL(await decide((await app.post('/provider')).body.location, phones.ola())).searchParams;
    expect((await app.post('/provider/callback', Object.fromEntries(again))).status).toBe(200);
  });

  it('takes a state from the browser that began, once', async () => {
    const { login } = vipps();
    const somebody = visitor(login);
    const back = await decide(await begin(somebody), phones.kari());
    sandbox.clearCalls();
    const stolen = await visitor(login).get(back);
    expect(stolen.headers.get('location')).toBe('/me?login=BAD_REQUEST');
    // Whoever tried it has used it up.
    expect((await somebody.get(back)).headers.get('location')).toBe('/me?login=BAD_REQUEST');
    const made = new URL(await decide(await begin(somebody), phones.kari()));
    made.searchParams.set('state', 'of-somebody-else');
    expect((await somebody.get(String(made))).headers.get('location')).toBe('/me?login=BAD_REQUEST');
    expect(sandbox.calls).toEqual([]);
  });

  it('says that the person did not agree, and that the provider is away', async () => {
    const { login } = vipps();
    const somebody = visitor(login);
    const back = await decide(await begin(somebody), '');
    expect(new URL(back).searchParams.get('error')).toBe('access_denied');
    expect((await somebody.get(back)).headers.get('location')).toBe('/me?login=CANCELLED');
    const away = loginAt(sandbox, { provider: { issuer: 'http://127.0.0.1:9/', clientId: 'x' } }).login;
    expect(await visitor(away).get('/provider')).toMatchObject({
      status: 503,
      body: { error: { code: 'UNAVAILABLE' } },
    });
    expect((await visitor(loginAt(sandbox).login).get('/provider')).status).toBe(404);
  });
});

describe('the provider of the sandbox, as an OpenID client that was not made here sees it', () => {
  const insecure = { [oauth.allowInsecureRequests]: true };
  const redirectUri = `${url}/provider/callback`;
  const client = { client_id: 'sandbox-merchant' };
  const secret = oauth.ClientSecretBasic('sandbox-secret');
  const all = 'openid name email phoneNumber address birthDate';

  async function server() {
    const issuer = new URL(sandbox.provider.issuer);
    return oauth.processDiscoveryResponse(issuer, await oauth.discoveryRequest(issuer, insecure));
  }

  async function asked(more: Readonly<Record<string, string>> = {}) {
    const as = await server();
    const address = new URL(as.authorization_endpoint ?? '');
    const state = oauth.generateRandomState();
    const nonce = oauth.generateRandomNonce();
    const query = { ...client, response_type: 'code', redirect_uri: redirectUri, scope: all, state, nonce, ...more };
    for (const [name, value] of Object.entries(query)) address.searchParams.set(name, value);
    return { as, address: String(address), state, nonce };
  }

  it('gives a code, tokens and what the person agreed to, with a challenge and its verifier', async () => {
    const verifier = oauth.generateRandomCodeVerifier();
    const code_challenge = await oauth.calculatePKCECodeChallenge(verifier);
    const { as, address, state, nonce } = await asked({ code_challenge, code_challenge_method: 'S256' });
    const back = new URL(await decide(address, phones.kari()));
    const told = oauth.validateAuthResponse(as, client, back, state);
    const answer = await oauth.authorizationCodeGrantRequest(as, client, secret, told, redirectUri, verifier, insecure);
    const tokens = await oauth.processAuthorizationCodeResponse(as, client, answer, {
      expectedNonce: nonce,
      requireIdToken: true,
    });
    expect(tokens.access_token).not.toContain('.');
    expect(tokens).not.toHaveProperty('refresh_token');
    const claims = oauth.getValidatedIdTokenClaims(tokens);
    expect(claims).not.toHaveProperty('acr');
    const info = await oauth.userInfoRequest(as, client, tokens.access_token, insecure);
    const person = await oauth.processUserInfoResponse(as, client, claims?.sub ?? '', info);
    expect(person).toMatchObject({ email: kari.email, email_verified: true, phone_number: phones.kari() });
    expect(Object.keys(person)).toEqual(expect.arrayContaining(['name', 'birthdate', 'address']));
    const jwks = await (await fetch(as.jwks_uri ?? '')).json();
    expect(jwks.keys).toHaveLength(1);
  });

  it('takes no code twice, no challenge without its verifier, no verifier without a challenge, and no other address', async () => {
    const verifier = oauth.generateRandomCodeVerifier();
    const challenge = {
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    };
    const trade = async (more: object, uri: string, proof: string | typeof oauth.nopkce, times = 1) => {
      const { as, address, state } = await asked({ ...more });
      const told = oauth.validateAuthResponse(as, client, new URL(await decide(address, phones.kari())), state);
      let status = 0;
      for (let at = 0; at < times; at += 1)
        status = (await oauth.authorizationCodeGrantRequest(as, client, secret, told, uri, proof, insecure)).status;
      return status;
    };
    expect(await trade({}, redirectUri, oauth.nopkce)).toBe(200);
    expect(await trade({}, redirectUri, oauth.nopkce, 2)).toBe(400);
    expect(await trade(challenge, redirectUri, oauth.nopkce)).toBe(400);
    expect(await trade({}, redirectUri, verifier)).toBe(400);
    expect(await trade(challenge, redirectUri, oauth.generateRandomCodeVerifier())).toBe(400);
    expect(await trade({}, `${redirectUri}/`, oauth.nopkce)).toBe(400);
  });

  it('sends nobody to an address that is not registered, and tells the client of other faults', async () => {
    for (const redirect_uri of [
      `${redirectUri}/`,
      `${redirectUri}?x=1`,
      'https://evil.example.com/login/provider/callback',
    ]) {
      const { address } = await asked({ redirect_uri });
      const response = await fetch(address, { redirect: 'manual' });
      expect([response.status, response.headers.get('location')]).toEqual([400, null]);
    }
    for (const [fault, error] of [
      [{ state: '1234567' }, 'invalid_request'],
      [{ scope: 'openid cards' }, 'invalid_scope'],
      [{ response_type: 'token' }, 'unsupported_response_type'],
      [{ code_challenge: 'x', code_challenge_method: 'plain' }, 'invalid_request'],
    ] as const) {
      const response = await fetch((await asked(fault)).address, { redirect: 'manual' });
      expect(new URL(response.headers.get('location') ?? '').searchParams.get('error')).toBe(error);
    }
  });

  it('calls a person by another name for each client', async () => {
    const { claimsOf, peopleOf } = await import('../../src/sandbox/provider/people.ts');
    const [person] = peopleOf(sandbox.state);
    if (person === undefined) throw new Error('Nobody has an account.');
    expect(claimsOf(person, 'a', new Set())['sub']).not.toBe(claimsOf(person, 'b', new Set())['sub']);
    expect(Object.keys(claimsOf(person, 'a', new Set(['openid'])))).toEqual(['sub']);
  });
});
