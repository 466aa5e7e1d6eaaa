import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { examples } from '../../explorer/src/examples.ts';
import { isPersonaName } from '../../src/sandbox/personas.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { createExplorer } from '../../src/server/explorer/explorer.ts';
import { explorerFiles } from '../../src/server/explorer/files.ts';
import { fromRequest } from '../../src/server/http/request.ts';
import { ask, bearer, post, request, serve, type TestServer } from './server.ts';

let sandbox: Sandbox;
let server: TestServer;
let without: TestServer;
beforeAll(async () => {
  sandbox = await startSandbox();
  server = await serve(sandbox, { ALLOW_ANONYMOUS: 'off', UPSTREAM_CALL_BUDGET: '50' });
  without = await serve(sandbox, { ALLOW_ANONYMOUS: 'off', GRAPHIQL: 'off' });
});
afterAll(async () => {
  await Promise.all([server.close(), without.close()]);
  await sandbox.close();
});

const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

/** The address of the page's script. */
async function script(): Promise<string> {
  const page = await server.app.fetch(request('/graphql', { headers: html }));
  const [, path = ''] = /<script [^>]*src="([^"]+)"/.exec(await page.text()) ?? [];
  return `/${path}`;
}

describe('the page', () => {
  it('opens in a browser without a token, and holds none', async () => {
    const answer = await server.app.fetch(request('/graphql', { headers: html }));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const text = await answer.text();
    expect(text).toContain('<title>Dintero GraphQL</title>');
    expect(text).not.toMatch(/eyJ|Bearer/);
  });

  it('has no script of its own, may load nothing but this server, and is framed by nobody', async () => {
    const { headers, ...answer } = await server.app
      .fetch(request('/graphql', { headers: html }))
      .then(async (each) => ({
        headers: each.headers,
        text: await each.text(),
      }));
    const scripts = [...answer.text.matchAll(/<script([^>]*)>([^<]*)</g)];
    expect(scripts.length).toBeGreaterThan(0);
    for (const [, attributes, body] of scripts) {
      expect(attributes).toMatch(/ src="explorer\/assets\//);
      expect(body).toBe('');
    }
    const policy = headers.get('content-security-policy')?.split('; ') ?? [];
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("worker-src 'self'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy.join()).not.toMatch(/https?:|\*|unsafe-eval|blob:/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('cache-control')).toBe('no-store');
  });

  it('opens at an address that holds a query, and does not run it', async () => {
    sandbox.clearCalls();
    const logged = server.lines.length;
    const answer = await server.app.fetch(request('/graphql?query={viewer{kind}}&variables=x', { headers: html }));
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).not.toContain('ANONYMOUS');
    expect(server.lines).toHaveLength(logged);
  });

  it('is where / leads a browser, and nobody else', async () => {
    const browser = await server.app.fetch(request('/', { headers: html }));
    expect([browser.status, browser.headers.get('location')]).toEqual([302, 'graphql']);
    expect(await ask(server, request('/'))).toMatchObject({ status: 404, codes: ['NOT_FOUND'] });
  });

  it('is no way around the token for anything else', async () => {
    const headers = { ...html, 'content-type': 'application/json' };
    const body = '{"query":"{__typename}"}';
    expect(await ask(server, request('/graphql', { method: 'POST', headers, body }))).toMatchObject({ status: 401 });
    expect(await ask(server, request('/graphql?query={__typename}'))).toMatchObject({ status: 401 });
  });

  it('says how it is built where it is not', async () => {
    const files = explorerFiles(new URL('file:///nowhere/'));
    const explorer = createExplorer({ files, personas: null, explain: false, callBudget: 1 });
    const asked = request('/graphql', { headers: html });
    const answer = await explorer(fromRequest(asked));
    expect([answer?.status, await answer?.text()]).toEqual([503, expect.stringContaining('npm run build:explorer')]);
  });
});

describe("the page's files", () => {
  it('are compressed as the browser wants, and kept for ever', async () => {
    const path = await script();
    const read = async (accepted?: string) => {
      const answer = await server.app.fetch(
        request(path, accepted === undefined ? {} : { headers: { 'accept-encoding': accepted } }),
      );
      expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
      return { encoding: answer.headers.get('content-encoding'), bytes: Buffer.from(await answer.arrayBuffer()) };
    };
    const plain = await read();
    const [zip, br] = [await read('gzip, deflate'), await read('gzip, deflate, br, zstd')];
    expect([plain.encoding, zip.encoding, br.encoding]).toEqual([null, 'gzip', 'br']);
    expect(br.bytes.length).toBeLessThan(zip.bytes.length);
    expect(gunzipSync(zip.bytes).equals(plain.bytes)).toBe(true);
    expect(brotliDecompressSync(br.bytes).equals(plain.bytes)).toBe(true);
  });

  it.each(['nothing.js', '..%2findex.html', '../index.html', 'index.html', '.js', 'built-from'])(
    'are those of the build, and not %s',
    async (name) => {
      expect(await ask(server, request(`/explorer/assets/${name}`))).toMatchObject({ status: 404 });
    },
  );
});

describe('what the page asks the server for', () => {
  it('is who may be tried, and the budget of calls', async () => {
    const { status, body } = await ask(server, request('/explorer/settings'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ explain: true, callBudget: 50 });
    expect(body.personas[0]).toEqual({ name: 'helpdesk', description: 'reads everything about customers' });
  });

  it("is a persona's token, which works", async () => {
    const { body, headers } = await ask(server, request('/explorer/token?persona=mobile'));
    expect(headers.get('cache-control')).toBe('no-store');
    const who = await ask(server, post('{ viewer { customerId } }', bearer(body.token)));
    expect(who.body.data).toEqual({ viewer: { customerId: 'C1001' } });
    expect(await ask(server, request('/explorer/token?persona=toString'))).toMatchObject({ status: 404 });
  });

  it('is never a token where no sandbox is', async () => {
    const explorer = createExplorer({
      files: explorerFiles(new URL('file:///nowhere/')),
      personas: null,
      explain: true,
      callBudget: 1,
    });
    const asked = request('/explorer/token?persona=helpdesk');
    expect(await explorer(fromRequest(asked))).toBeUndefined();
    const settings = request('/explorer/settings');
    const answer = await explorer(fromRequest(settings));
    expect(await answer?.json()).toEqual({ personas: null, explain: true, callBudget: 1 });
  });
});

describe('a server with GRAPHIQL=off', () => {
  it.each(['/graphql', '/', '/explorer/settings', '/explorer/token?persona=helpdesk'])(
    'has nothing at %s',
    async (path) => {
      const { status } = await ask(without, request(path, { headers: html }));
      expect(status).toBe(path === '/graphql' ? 401 : 404);
    },
  );
});

describe('the example tabs', () => {
  it('are named as their operations', () => {
    const names = examples.map(({ query }) =>
      parse(query).definitions.map((each) => (each.kind === 'OperationDefinition' ? each.name?.value : null)),
    );
    expect(names).toEqual(examples.map(({ name }) => [name]));
  });

  it.each(examples)('are answered whole to the persona that they are for: $name', async ({ query, persona }) => {
    if (!isPersonaName(persona)) throw new Error(`There is no persona ${persona}.`);
    const { status, body } = await ask(server, post(query, bearer(await sandbox.token(persona))));
    expect([status, body.errors]).toEqual([200, undefined]);
    expect(JSON.stringify(body.data)).not.toMatch(/"nodes":\[\]|"(customer|me)":null/);
  });
});

describe('extensions.cost', () => {
  const query = '{ customer(customerId: "C1001") { firstName tags { tag } } }';

  it('tells those who ask what an operation took', async () => {
    const token = await sandbox.token('helpdesk');
    sandbox.clearCalls();
    const { body } = await ask(server, post({ query, extensions: { cost: true } }, bearer(token)));
    expect(body.extensions).toEqual({ cost: { calls: 2, waves: 1, budget: 50 } });
    expect(sandbox.calls).toHaveLength(2);
  });

  it('tells nobody else', async () => {
    const { body } = await ask(server, post(query, bearer(await sandbox.token('helpdesk'))));
    expect(body).not.toHaveProperty('extensions');
  });

  it('counts no calls that were not made', async () => {
    const denied = '{ customer(customerId: "C1001") { receipts(first: 1) { nodes { id } } } }';
    const token = await sandbox.token('helpdesk-basic');
    sandbox.clearCalls();
    const { body } = await ask(server, post({ query: denied, extensions: { cost: true } }, bearer(token)));
    expect(body.extensions.cost).toMatchObject({ calls: sandbox.calls.length });
  });
});
