import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { ask, request, serve, type TestServer } from './server.ts';

let sandbox: Sandbox;
let server: TestServer;
let without: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { ALLOW_ANONYMOUS: 'off' });
  without = await serve(sandbox, { ALLOW_ANONYMOUS: 'off', GRAPHIQL: 'off' });
});
afterAll(async () => {
  await Promise.all([server.close(), without.close()]);
  await sandbox.close();
});

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

describe('the GraphiQL page', () => {
  it('opens in a browser without a token, with one filled in', async () => {
    const answer = await server.app.fetch(request('/graphql', { headers: html }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).toContain('token-of-the-page');
  });

  it('may load nothing but itself, and be framed by nobody', async () => {
    const { headers } = await server.app.fetch(request('/graphql', { headers: html }));
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('opens at an address that holds a query, and does not run it', async () => {
    sandbox.clearCalls();
    const answer = await server.app.fetch(request('/graphql?query={viewer{kind}}&variables=x', { headers: html }));
    expect(answer.headers.get('content-type')).toBe('text/html');
    expect(await answer.text()).not.toContain('ANONYMOUS');
    expect(server.lines).toEqual([]);
  });

  it('is no way around the token for anything else', async () => {
    const post = {
      method: 'POST',
      headers: { ...html, 'content-type': 'application/json' },
      body: '{"query":"{__typename}"}',
    };
    expect(await ask(server, request('/graphql', post))).toMatchObject({ status: 401 });
    expect(await ask(server, request('/graphql?query={__typename}'))).toMatchObject({ status: 401 });
  });

  it('is not there where it is switched off', async () => {
    expect(await ask(without, request('/graphql', { headers: html }))).toMatchObject({
      status: 401,
      codes: ['UNAUTHENTICATED'],
    });
  });
});
