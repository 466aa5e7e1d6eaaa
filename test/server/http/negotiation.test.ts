import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../src/sandbox/sandbox.ts';
import { ask, bearer, post, request, serve, type TestServer } from '../server.ts';

const change =
  'mutation { customerUpdate(input: { customerId: "C1001", details: { firstName: "Kari" } }) { __typename } }';
const read = 'query Read($first: Int = 1) { customers(first: $first) { nodes { customerId } } }';
const folder = mkdtempSync(join(tmpdir(), 'trusted-'));
writeFileSync(join(folder, 'app.json'), JSON.stringify({ read, change }));

let sandbox: Sandbox;
let server: TestServer;
let token: Record<string, string>;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { TRUSTED_MODE: 'prefer', TRUSTED_DOCUMENTS: folder, GRAPHIQL: 'off' });
  token = { ...bearer(await sandbox.token('helpdesk-lead')) };
});
beforeEach(() => sandbox.clearCalls());
afterAll(async () => {
  await server.close();
  await sandbox.close();
  rmSync(folder, { recursive: true });
});

const send = (document: string, accept: string) => server.app.fetch(post(document, { ...token, accept }));

describe('what cannot be answered', () => {
  it.each([
    'image/png',
    'text/html',
    'application/json;charset=iso-8859-1',
    'application/json;q=0',
    'text/event-stream;charset=utf-16',
  ])('is refused before it runs: %s', async (accept) => {
    const answer = await ask(server, post(change, { ...token, accept }));
    expect(answer).toMatchObject({ status: 406, codes: ['UNSUPPORTED_MEDIA_TYPE'] });
    expect(sandbox.calls).toEqual([]);
    const byId = await ask(server, request('/graphql?documentId=read', { headers: { ...token, accept } }));
    expect(byId.status).toBe(406);
    expect(sandbox.calls).toEqual([]);
  });
});

describe('what can be answered', () => {
  it.each<[string, string]>([
    ['application/json; charset="UTF-8"', 'application/json; charset=utf-8'],
    ['application/json;charset=utf8', 'application/json; charset=utf-8'],
    ['application/graphql-response+json; charset="utf-8"', 'application/graphql-response+json; charset=utf-8'],
    ['application/json;q=0.5, application/graphql-response+json', 'application/graphql-response+json; charset=utf-8'],
    ['image/png, */*;q=0.1', 'application/json; charset=utf-8'],
    ['text/event-stream, application/json;q=0.1', 'application/json; charset=utf-8'],
    ['text/event-stream; charset="UTF-8"', 'text/event-stream'],
    ['text/event-stream', 'text/event-stream'],
    ['multipart/mixed', 'multipart/mixed; boundary="-"'],
  ])('runs once, and its outcome is told: %s', async (accept, type) => {
    const answer = await send(change, accept);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, type]);
    expect(await answer.text()).toContain('CustomerUpdatePayload');
    expect(sandbox.calls.filter(({ method }) => method !== 'GET')).toHaveLength(1);
    const byId = await server.app.fetch(request('/graphql?documentId=read', { headers: { ...token, accept } }));
    expect([byId.status, byId.headers.get('content-type')]).toEqual([200, type]);
  });
});

describe('a trusted document by GET', () => {
  const get = (headers: Record<string, string> = {}) =>
    server.app.fetch(request('/graphql?documentId=read', { headers: { ...token, ...headers } }));

  it('has an ETag, and is not sent again to a reader who has it', async () => {
    const first = await get();
    const etag = first.headers.get('etag') ?? '';
    expect(etag).toMatch(/^W\/"[\w-]{43}"$/);
    for (const known of [etag, etag.slice(2), `"other", ${etag}`]) {
      const again = await get({ 'if-none-match': known, 'accept-encoding': 'gzip' });
      expect([again.status, again.headers.get('etag'), await again.text()]).toEqual([304, etag, '']);
      expect(again.headers.get('cache-control')).toBe('private, no-cache');
    }
    const other = await get({ 'if-none-match': 'W/"other"' });
    expect([other.status, await other.json()]).toEqual([200, await first.json()]);
  });

  it('is another one where the answer is', async () => {
    const two = await server.app.fetch(
      request(`/graphql?documentId=read&variables=${encodeURIComponent('{"first":2}')}`, { headers: token }),
    );
    expect(two.headers.get('etag')).not.toBe((await get()).headers.get('etag'));
  });
});

describe('a body that other servers take', () => {
  it.each<[string, object, string]>([
    ['a batch', [{ query: '{ __typename }' }], 'each operation in a request of its own'],
    ["Relay's persisted query", { doc_id: 'read', variables: {} }, 'as documentId, not as doc_id'],
    ['an id alone', { id: 'read', query: null }, 'as documentId, not as id'],
  ])('is refused with what to send instead: %s', async (_, body, message) => {
    const answer = await ask(server, post(body, token));
    expect(answer).toMatchObject({ status: 400, codes: ['BAD_USER_INPUT'] });
    expect(answer.body.errors[0].message).toContain(message);
    expect(sandbox.calls).toEqual([]);
  });
});
