import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import { audience } from '../../src/sandbox/account.ts';
import { loadContract } from '../../src/sandbox/contract.ts';
import { createHandlers } from '../../src/sandbox/handlers/handlers.ts';
import { createIssuer } from '../../src/sandbox/issuer.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import type { EndpointName } from '../../src/upstream/endpoint.ts';

interface Operation {
  readonly 'x-name': EndpointName;
  readonly 'x-scopes'?: readonly string[];
  readonly 'x-bearer-scopes'?: readonly string[];
  readonly security?: readonly object[];
  readonly requestBody?: object;
  readonly responses: Readonly<Record<string, object>>;
}

interface Case {
  readonly name: EndpointName;
  readonly method: string;
  readonly path: string;
  readonly operation: Operation;
}

/** The operations of tokens, clients and log-in, as the contract's files have them. */
async function operations(): Promise<Case[]> {
  const found: Case[] = [];
  for (const service of ['auth', 'customers']) {
    const file = new URL(`../../schema/upstream/${service}.openapi.yaml`, import.meta.url);
    const paths: Record<string, Record<string, Operation>> = parse(await readFile(file, 'utf8')).paths;
    for (const [path, item] of Object.entries(paths)) {
      if (!/\/auth\/|\/customers\/(login|mfa_login|mfa_login_recovery|change_password)$/.test(path)) continue;
      for (const [method, operation] of Object.entries(item))
        found.push({ name: operation['x-name'], method: method.toUpperCase(), path, operation });
    }
  }
  return found;
}

const cases = await operations();
const contract = await loadContract();
let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.close());

const basic = (client = 'app') => `Basic ${btoa(`${client}:sandbox-secret`)}`;
const bearer = async (...scopes: string[]) => `Bearer ${await sandbox.issue({ scopes })}`;

async function send(path: string, authorization: string | null, body?: object, method = 'POST') {
  const address = path
    .replace(/\{[ao]id\}/, sandbox.accountId)
    .replace(/\{id\}/, '5a9db0c5-2222-4001-8000-000000000001');
  const response = await fetch(sandbox.url + address, {
    method,
    headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) };
}

const kari = { ident_type: 'email', ident: 'kari.nordmann.0@example.com', type: 'customer', audience };
const account = (path: string) => `/accounts/{oid}${path}`;

/** A token of the log-in client, got as a server gets it. */
async function appToken(): Promise<string> {
  const body = { grant_type: 'client_credentials', audience };
  return `Bearer ${(await send(account('/auth/token'), basic(), body)).body.access_token}`;
}

/** A body that the contract allows, for each operation that takes one; nothing in it exists. */
const bodies: Partial<Record<EndpointName, object>> = {
  getToken: { grant_type: 'refresh_token', refresh_token: 'none' },
  revokeToken: { token: 'none' },
  sendLogInCode: { audience, client_id: 'app', connection: 'email', email: 'nobody@example.com' },
  createLogInCode: { audience, client_id: 'app', user_id: 'nobody' },
  tradeOidcCode: { grant_type: 'authorization_code', code: 'none', client_id: 'app', audience },
  sendMfaCode: { challenge_type: 'oob', mfa_token: 'none' },
  createClient: { name: 'Kiosk' },
  createClientGrant: { client_id: 'none', audience, scope: ['read:wallets'] },
  updateClientGrant: { scope: ['read:wallets'] },
  logIn: { ...kari, password: 'wrong' },
  startMfaLogIn: { ...kari, secret: 'wrong' },
  startMfaRecovery: kari,
  requestPasswordReset: { email: 'nobody@example.com', type: 'customer', audience },
};

describe('each operation of log-in', () => {
  it('is there for each that has a handler, and has one for each that is there', async () => {
    const dispatch = createHandlers(await createIssuer(), (_, scopes) => scopes);
    expect(Object.keys(bodies).filter((name) => !cases.some((each) => each.name === name))).toEqual([]);
    for (const name of dispatch.names) expect(endpointTable).toHaveProperty(name);
    for (const { name } of cases) expect(dispatch.names).toContain(name);
  });

  it.each(cases)('$name takes the security, the scopes and the body of its contract', async ({ name, ...each }) => {
    const { method, path, operation } = each;
    const scopes = operation['x-scopes'] ?? operation['x-bearer-scopes'] ?? [];
    const takesBasic = operation.security?.some((scheme) => 'Basic' in scheme) ?? false;
    expect(scopes.length).toBeGreaterThan(0);
    const body = bodies[name];
    const statuses: number[] = [];
    const ask = async (authorization: string | null, sent: object | undefined = body) => {
      const { status, body: answer } = await send(path, authorization, sent, method);
      statuses.push(status);
      if (status < 300) expect(contract.answerProblems(name, status, answer)).toEqual([]);
      return status;
    };
    expect(await ask(null)).toBe(401);
    expect(await ask('Bearer no.such.token')).toBe(401);
    expect(await ask(basic())).toBe(401);
    expect(await ask(await bearer('read:wallets', 'user:customers'))).toBe(403);
    // One scope at a time is enough, whatever it then comes to.
    for (const scope of scopes) {
      const { body: answer } = await send(path, await bearer(scope), body, method);
      expect(JSON.stringify(answer ?? '')).not.toContain('Needs one of');
    }
    if (body !== undefined) expect(await ask(await bearer(...scopes), [1])).toBe(400);
    if (takesBasic) expect(await ask(basic(), { grant_type: 'client_credentials', audience })).toBe(200);
    for (const status of statuses) expect(Object.keys(operation.responses)).toContain(String(status));
  });
});

const token = (authorization: string, body: object) => send(account('/auth/token'), authorization, body);
const logIn = (authorization: string) =>
  send('/accounts/{aid}/customers/login', authorization, { ...kari, password: 'sandbox-secret' });
const scopesOf = (accessToken: string): unknown =>
  JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString()).scope;

describe('a refresh token', () => {
  it('comes only to a client whose token holds the scope for it', async () => {
    const without = await logIn(await bearer('write:accounts:/auth/users', 'user:wallets'));
    expect(without).toMatchObject({ status: 200, body: { access_token: expect.any(String) } });
    expect(without.body).not.toHaveProperty('refresh_token');
    expect((await logIn(await appToken())).body).toHaveProperty('refresh_token');
  });

  it('renews once, by Bearer of the client that got it', async () => {
    const { refresh_token } = (await logIn(await appToken())).body;
    const renewal = { grant_type: 'refresh_token', refresh_token };
    expect((await token(basic(), renewal)).status).toBe(401);
    expect((await token(await bearer('write:accounts:/auth/users'), renewal)).status).toBe(401);
    const renewed = await token(await appToken(), renewal);
    expect(renewed).toMatchObject({ status: 200, body: { refresh_token: expect.any(String) } });
    expect((await token(await appToken(), renewal)).status).toBe(401);
  });

  it('ends where it is revoked, by the client that got it', async () => {
    const { refresh_token } = (await logIn(await appToken())).body;
    const revoke = (authorization: string) => send(account('/auth/revoke'), authorization, { token: refresh_token });
    expect((await revoke(await bearer('create:accounts:auth:refresh_token'))).status).toBe(200);
    expect((await revoke(await appToken())).status).toBe(200);
    expect((await token(await appToken(), { grant_type: 'refresh_token', refresh_token })).status).toBe(401);
  });
});

describe('a customer’s token', () => {
  it('holds what the log-in client is granted for customers, and no more', async () => {
    const admin = await bearer('admin:accounts');
    const made = (await send(account('/auth/clients'), admin, { name: 'Kiosk', client_id: 'kiosk-app' })).body;
    const scope = ['write:accounts:/auth/users', 'user:receipts', 'read:wallets'];
    await send(account('/auth/client-grants'), admin, { client_id: made.id, audience, scope });
    const kiosk = `Basic ${btoa(`kiosk-app:${made.client_secret}`)}`;
    const own = await token(kiosk, { grant_type: 'client_credentials', audience });
    const { body } = await logIn(`Bearer ${own.body.access_token}`);
    expect(scopesOf(body.access_token)).toEqual(['user:receipts']);
  });

  it('comes for a code that was sent, once', async () => {
    const app = await appToken();
    const wanted = { audience, client_id: 'app', connection: 'sms', email: kari.ident, send: 'code' };
    expect((await send(account('/auth/passwordless'), app, wanted)).status).toBe(204);
    const sent = sandbox.state.messages.at(-1);
    expect(sent).toMatchObject({ to: sandbox.state.customers.get('C1001')?.phone_number });
    const use = (verification_code?: string) =>
      token(app, {
        grant_type: 'authorization_code',
        ident_type: 'email',
        ident: kari.ident,
        verification_code,
        audience,
      });
    expect((await use('000')).status).toBe(403);
    expect(await use(sent?.code)).toMatchObject({ status: 200, body: { refresh_token: expect.any(String) } });
    expect((await use(sent?.code)).status).toBe(403);
  });

  it('shows the code on a page, as a phone would', async () => {
    const told: string[] = [];
    const other = await startSandbox({ onMessage: ({ code }) => told.push(code) });
    onTestFinished(() => other.close());
    const page = async () => (await fetch(new URL('/messages', other.url))).text();
    expect(await page()).toContain('Nothing was sent.');
    const headers = {
      authorization: `Bearer ${await other.issue({ scopes: ['admin:accounts'] })}`,
      'content-type': 'application/json',
    };
    const body = JSON.stringify({ audience, client_id: 'app', connection: 'email', email: kari.ident });
    await fetch(`${other.url}/accounts/${other.accountId}/auth/passwordless`, { method: 'POST', headers, body });
    expect(told).toHaveLength(1);
    expect(await page()).toContain(`${kari.ident}: <b>${told[0]}</b>`);
  });

  it('comes after the second factor where the account asks for one, by password and without', async () => {
    const { users } = sandbox.state.settings;
    const factor = { challenge_type: 'oob', oob_channel: 'sms' } as const;
    const mfa = { enabled: true, login: factor, login_recovery: { ...factor, oob_channel: 'email' as const } };
    sandbox.state.settings = { users: { customer_id_format: 'uuid', ...users, mfa } };
    const app = await appToken();
    /** Has the code of the second factor sent, and uses it. */
    const prove = async (mfa_token: string) => {
      const challenge = await send(account('/auth/mfa/challenge'), app, { challenge_type: 'oob', mfa_token });
      expect(challenge.status).toBe(200);
      const proof = { grant_type: 'mfa-oob', oob_code: challenge.body.oob_code, mfa_token };
      expect((await token(app, { ...proof, binding_code: '000' })).status).toBe(403);
      const binding_code = sandbox.state.messages.at(-1)?.code;
      const [first, again] = [
        await token(app, { ...proof, binding_code }),
        await token(app, { ...proof, binding_code }),
      ];
      expect([first.status, again.status]).toEqual([200, 403]);
      expect(scopesOf(first.body.access_token)).toContain('user:wallets');
    };
    const wanted = await logIn(app);
    expect(wanted).toMatchObject({ status: 403, body: { error: { code: 'mfa_required' } } });
    await prove(wanted.body.mfa_token);
    const begun = await send('/accounts/{aid}/customers/mfa_login', app, { ...kari, secret: 'sandbox-secret' });
    await prove(begun.body.mfa_token);

    const recovery = (await send('/accounts/{aid}/customers/mfa_login_recovery', app, kari)).body;
    const { oob_code, mfa_token } = recovery;
    const binding_code = sandbox.state.messages.at(-1)?.code;
    const half = await token(app, { grant_type: 'mfa-oob', oob_code, mfa_token, binding_code });
    expect(half).toMatchObject({ status: 403, body: { error: { code: 'mfa_required' } } });
    await prove(half.body.mfa_token);
    sandbox.state.settings = { users: { customer_id_format: 'uuid', ...users } };
  });
});
