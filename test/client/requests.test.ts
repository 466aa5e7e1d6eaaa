import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ClientOptions, createClient, type TypedDocument } from '../../src/client/client.ts';
import { documents } from '../../src/documents/documents.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { serve, type TestServer } from '../server/server.ts';

type Me = TypedDocument<{ readonly me: { readonly firstName: string } | null }, Record<string, never>>;
const me: Me = Object('{ me { firstName } }');
const trusted: Me = Object({ __meta__: { hash: documents.mobile.Me.id } });
const folder = new URL('../../schema/manifests/', import.meta.url).pathname;

let sandbox: Sandbox;
let server: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { TRUSTED_MODE: 'prefer', TRUSTED_DOCUMENTS: folder });
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

/** A client of the server that notes its requests. */
function clientOf(options: Partial<ClientOptions> = {}) {
  const requests: Request[] = [];
  const client = createClient({
    url: 'http://bff/graphql',
    token: () => sandbox.token('mobile'),
    fetch: async (url, init) => {
      const request = new Request(url, init);
      requests.push(request.clone());
      return server.app.fetch(request);
    },
    ...options,
  });
  return { client, requests };
}

describe('a request', () => {
  it('takes headers of the client and of its own, and hands out those of the response', async () => {
    const { client, requests } = clientOf({ headers: { 'x-app': 'mobile/1.2' } });
    const { status, headers, retryAfter } = await client.run(me, {}, { headers: { 'x-request-id': 'screen-1' } });
    expect(requests.map((each) => each.headers.get('x-app'))).toEqual(['mobile/1.2']);
    expect([status, headers.get('x-request-id'), retryAfter]).toEqual([200, 'screen-1', null]);
  });

  it('asks for a trusted document by GET, and its text by POST where the id is not known', async () => {
    const { client, requests } = clientOf({ documents: 'prefer' });
    const { data, headers } = await client.run(trusted, {}, { method: 'GET' });
    expect([data?.me?.firstName, headers.get('cache-control')]).toEqual(['Kari', 'private, no-cache']);
    expect((await client.run(me, {}, { method: 'GET' })).data?.me?.firstName).toBe('Kari');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET', 'POST']);
    await expect(clientOf().client.run(me, {}, { method: 'GET' })).rejects.toThrow('sent by its id');
  });
});

describe('Retry-After', () => {
  it.each([
    ['7', 7],
    [new Date(Date.now() + 90_000).toUTCString(), 90],
    ['soon', null],
  ])('%s is handed out', async (header, seconds) => {
    const answer = (body: string) => async () =>
      new Response(body, { status: 503, headers: { 'retry-after': header } });
    const ours = '{"errors":[{"message":"Busy.","extensions":{"code":"SERVICE_UNAVAILABLE","requestId":"1"}}]}';
    const { retryAfter, status } = await clientOf({ fetch: answer(ours) }).client.run(me);
    expect(status).toBe(503);
    if (seconds === null) expect(retryAfter).toBeNull();
    else expect(Math.abs((retryAfter ?? 0) - seconds)).toBeLessThan(2);
    await expect(clientOf({ fetch: answer('<h1>Busy</h1>') }).client.run(me)).rejects.toMatchObject({
      reason: 'no-graphql',
      status: 503,
      retryAfter,
    });
  });
});
