import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, bearer, request, serve, type TestServer } from './server.ts';

let sandbox: Sandbox;
let server: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { ALLOW_ANONYMOUS: 'on', MAX_REQUEST_BYTES: '2000' });
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

function question(body: unknown, headers: Record<string, string> = {}) {
  const init = { method: 'POST', headers: { 'content-type': 'application/json', ...headers } };
  return request('/explain', { ...init, body: typeof body === 'string' ? body : JSON.stringify(body) });
}

const query =
  'query Cards($id: String!) { customer(customerId: $id) { email walletCards(first: 3) { nodes { balance { amount } } } } }';

describe('POST /explain', () => {
  it('lets in whom /graphql lets in', async () => {
    const closed = await serve(sandbox, { ALLOW_ANONYMOUS: 'off', CORS_ORIGINS: 'https://a.example.com' });
    const asked = question({ query }, { origin: 'https://a.example.com' });
    const { status, headers } = await ask(closed, asked);
    await closed.close();
    expect([status, headers.get('access-control-allow-origin')]).toEqual([401, 'https://a.example.com']);
  });

  it('holds documents to the same limits', async () => {
    const aliases = Array.from({ length: 31 }, (_, index) => `a${index}: kind`).join(' ');
    expect(await ask(server, question({ query: `{ viewer { ${aliases} } }` }))).toMatchObject({
      status: 400,
      codes: ['LIMIT_EXCEEDED'],
    });
  });

  it('tells nothing of the schema where introspection is off', async () => {
    const closed = await serve(sandbox, { INTROSPECTION: 'off', ALLOW_ANONYMOUS: 'on' });
    const told = await ask(closed, question({ query: '{ __schema { types { name } } }' }));
    await closed.close();
    expect(told).toMatchObject({ status: 400, codes: ['INTROSPECTION_DISABLED'] });
  });

  it('tells what a document needs and costs, without a token and without a call', async () => {
    sandbox.clearCalls();
    const { status, body } = await ask(server, question({ query }));
    expect(status).toBe(200);
    expect(body).toMatchObject({
      operation: { kind: 'query', name: 'Cards' },
      scopes: { staff: { sets: [['read:customers', 'read:wallets'], {}, {}, {}] } },
      calls: { least: 2, most: 5, known: 5, waves: 2 },
      viewer: null,
    });
    expect(body.fields.map(({ verdict }: { verdict: unknown }) => verdict)).toEqual([null, null, null]);
    expect(sandbox.calls).toEqual([]);
  });

  it('tells what the caller is refused, without a call', async () => {
    const token = await sandbox.token('helpdesk-basic');
    sandbox.clearCalls();
    const { body } = await ask(server, question({ query, variables: { id: 'C1001' } }, bearer(token)));
    expect(body.viewer).toEqual({ kind: 'CLIENT', customerId: null, scopes: ['read:customers'] });
    expect(body.fields).toMatchObject([
      { path: 'customer', coordinate: 'Query.customer', verdict: { decision: 'allowed' } },
      { coordinate: 'Customer.walletCards', verdict: { decision: 'denied', code: 'INSUFFICIENT_SCOPE' } },
      { coordinate: 'WalletCard.balance' },
    ]);
    expect(body.calls).toMatchObject({ least: 1, most: 1 });
    expect(sandbox.calls).toEqual([]);
  });

  it('tells whose data a customer asks for, as far as the variables do', async () => {
    const token = await sandbox.token('mobile');
    const verdicts = async (variables?: object) => {
      const { body } = await ask(server, question({ query, variables }, bearer(token)));
      return body.fields[0].verdict;
    };
    expect(await verdicts({ id: 'C1001' })).toEqual({ decision: 'allowed' });
    expect(await verdicts({ id: 'C1002' })).toMatchObject({ decision: 'denied', code: 'NOT_OWNER' });
    expect(await verdicts()).toEqual({ decision: 'depends', on: 'owner' });
  });

  it.each([
    ['no JSON', '{', 'BAD_USER_INPUT', 400],
    ['no query', {}, 'BAD_USER_INPUT', 400],
    ['variables that are a list', { query, variables: [] }, 'BAD_USER_INPUT', 400],
    ['a name that is no text', { query, operationName: 1 }, 'BAD_USER_INPUT', 400],
    ['an operation that is not there', { query, operationName: 'Other' }, 'BAD_USER_INPUT', 400],
    ['no GraphQL', { query: '{' }, 'GRAPHQL_PARSE_FAILED', 400],
    ['a field that is not there', { query: '{ customr }' }, 'GRAPHQL_VALIDATION_FAILED', 400],
    ['too much', { query: `{ viewer { kind } } # ${'x'.repeat(2_000)}` }, 'PAYLOAD_TOO_LARGE', 413],
  ])('refuses %s', async (_, body, code, status) => {
    expect(await ask(server, question(body))).toMatchObject({ codes: [code], status });
  });

  it('refuses a token that cannot be accepted, another method, and another type', async () => {
    expect(await ask(server, question({ query }, bearer('x')))).toMatchObject({
      status: 401,
      codes: ['UNAUTHENTICATED'],
    });
    expect(await ask(server, request('/explain'))).toMatchObject({ status: 405, codes: ['METHOD_NOT_ALLOWED'] });
    expect(await ask(server, question({ query }, { 'content-type': 'text/plain' }))).toMatchObject({ status: 415 });
  });

  it('is not there where it is switched off', async () => {
    const off = await serve(sandbox, { EXPLAIN: 'off' });
    expect(await ask(off, question({ query }))).toMatchObject({ status: 404, codes: ['NOT_FOUND'] });
    await off.close();
  });
});
