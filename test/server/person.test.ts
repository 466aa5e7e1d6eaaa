import { Agent, createServer, request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Listener, listen } from '../../src/server/http/listen.ts';
import { newSigner, type Signer } from '../auth/tokens/signer.ts';
import { serve, type TestServer } from './server.ts';

const issuer = 'https://id.example.com';
const audience = 'helpdesk-page';
const document = '{ viewer { kind client person scopes } customer(customerId: "C1001") { firstName } }';

let sandbox: Sandbox;
let server: TestServer;
let listener: Listener;
let provider: Signer;
let other: Signer;
let token: string;
const keys = createServer((_, response) => response.end(JSON.stringify({ keys: [provider.jwk] })));
const agent = new Agent({ keepAlive: true, maxSockets: 1 });

beforeAll(async () => {
  [sandbox, provider, other] = await Promise.all([startSandbox(), newSigner('staff'), newSigner('staff')]);
  await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
  const address = keys.address();
  server = await serve(sandbox, {
    PERSON: 'required',
    PERSON_CLIENTS: 'helpdesk',
    PERSON_ISSUER: issuer,
    PERSON_AUDIENCE: audience,
    PERSON_JWKS_URL: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/keys`,
  });
  listener = await listen(server.app, 0, '127.0.0.1');
  token = await sandbox.issue({ scopes: ['read:customers'], subject: 'helpdesk' });
});
afterAll(async () => {
  agent.destroy();
  await listener.stop(1_000);
  await server.close();
  keys.close();
  await sandbox.close();
});

const now = () => Math.floor(Date.now() / 1000);

type Claims = Readonly<Record<string, unknown>>;

function statement(claims: Claims = {}, header: Claims = {}, signer = provider): Promise<string> {
  const standard = { iss: issuer, aud: audience, sub: 'kari', iat: now(), exp: now() + 300 };
  return signer.sign({ ...standard, ...claims }, header);
}

interface Told {
  readonly status: number | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: an answer is whatever its query asked for
  readonly body: any;
  readonly audit: readonly Readonly<Record<string, unknown>>[];
}

/** Asks over HTTP, always on the same connection. */
async function ask(person: string | undefined, authorization = `Bearer ${token}`): Promise<Told> {
  const before = server.lines.length;
  const [status, text] = await new Promise<[number | undefined, string]>((resolve, reject) => {
    const headers = {
      authorization,
      'content-type': 'application/json',
      ...(person !== undefined && { 'x-person-token': person }),
    };
    request(`${listener.url}/graphql`, { method: 'POST', agent, headers }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (part) => {
        body += part;
      });
      response.on('end', () => resolve([response.statusCode, body]));
    })
      .on('error', reject)
      .end(JSON.stringify({ query: document }));
  });
  return { status, body: JSON.parse(text), audit: server.lines.slice(before).filter(({ log }) => log === 'audit') };
}

describe('a statement of who is acting', () => {
  it('names the person beside the client, adds no scope and is not sent upstream', async () => {
    sandbox.clearCalls();
    const sent = await statement({ scope: 'write:customers', email: 'kari@example.com' });
    const { status, body, audit } = await ask(sent);
    expect(status).toBe(200);
    expect(body.data.viewer).toEqual({
      kind: 'CLIENT',
      client: 'helpdesk',
      person: 'kari',
      scopes: ['read:customers'],
    });
    expect(audit).toMatchObject([{ event: 'read', client: 'helpdesk', person: 'kari' }]);
    expect(sandbox.calls.length).toBeGreaterThan(0);
    expect(JSON.stringify(sandbox.calls)).not.toContain(sent);
    expect(JSON.stringify(server.lines)).not.toMatch(new RegExp(`kari@example|${sent.split('.')[1]}`));
  });

  it('is of its own request, on a connection that people share', async () => {
    const [kari, ola] = await Promise.all([statement(), statement({ sub: 'ola' })]);
    const told = await Promise.all([kari, ola, kari, ola].map((person) => ask(person)));
    expect(told.map(({ body }) => body.data.viewer.person)).toEqual(['kari', 'ola', 'kari', 'ola']);
    expect((await ask(undefined)).status).toBe(401);
  });

  it.each<[string, () => Promise<string | undefined>]>([
    ['header', async () => undefined],
    ['form', async () => 'kari'],
    ['form', async () => `${await statement()}, ${await statement()}`],
    ['signature', () => statement({}, {}, other)],
    ['alg', async () => `${btoa(JSON.stringify({ alg: 'none' }))}.${btoa(JSON.stringify({ sub: 'kari' }))}.`],
    ['typ', () => statement({}, { typ: 'at+jwt' })],
    ['iss', () => statement({ iss: 'https://api.dintero.com' })],
    ['aud', () => statement({ aud: 'another-page' })],
    ['exp', () => statement({ iat: now() - 900, exp: now() - 600 })],
    ['iat', () => statement({ iat: now() + 600, exp: now() + 900 })],
    ['iat', () => statement({ iat: undefined })],
    ['nbf', () => statement({ nbf: now() + 600 })],
    ['lifetime', () => statement({ exp: now() + 86_400 })],
    ['sub', () => statement({ sub: undefined })],
    ['kid', async () => token],
  ])('is refused for its %s, and leaves an attempt that names nobody', async (check, made) => {
    sandbox.clearCalls();
    const { status, body, audit } = await ask(await made());
    expect(status).toBe(401);
    expect(body.errors[0].extensions.code).toBe('UNAUTHENTICATED');
    expect(body.errors[0].message).toContain(`${check}: `);
    expect(audit).toMatchObject([{ event: 'refused', client: 'helpdesk', person: null, check }]);
    expect(JSON.stringify(audit)).not.toContain('kari');
    expect(sandbox.calls).toEqual([]);
  });

  it('is refused in the place of an access token', async () => {
    const sent = await statement({ scope: 'read:customers' });
    const { status, audit } = await ask(undefined, `Bearer ${sent}`);
    expect(status).toBe(401);
    expect(audit).toEqual([]);
  });

  it('is taken from named clients alone, and asked of nobody else', async () => {
    const stranger = `Bearer ${await sandbox.issue({ scopes: ['read:customers'], subject: 'till' })}`;
    const customer = `Bearer ${await sandbox.token('mobile')}`;
    for (const caller of [stranger, customer]) {
      const { status, audit } = await ask(await statement(), caller);
      expect(status).toBe(401);
      expect(audit).toMatchObject([{ event: 'refused', person: null, check: 'client' }]);
      expect((await ask(undefined, caller)).status).toBe(200);
    }
  });
});
