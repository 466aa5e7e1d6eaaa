import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { run, runSource } from './run-server.ts';

function portOf(server: Server): string {
  const address = server.address();
  return typeof address === 'object' && address !== null ? String(address.port) : '';
}

async function askWho(url: string, token: string): Promise<unknown> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: '{"query":"{ viewer { kind } customer(customerId: \\"C1001\\") { customerId } }"}',
  });
  return response.json();
}

const answer = { data: { viewer: { kind: 'CLIENT' }, customer: { customerId: 'C1001' } } };

/** Loads of modules that the program does, by way of a file. */
async function loadRecorder() {
  const folder = await mkdtemp(join(tmpdir(), 'dintero-graphql-'));
  const file = join(folder, 'loaded');
  const hook = `import { appendFileSync } from 'node:fs'; import { registerHooks } from 'node:module';
    registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(file)}, url + '\\n'); return next(url, context); } });
    process.on('exit', () => appendFileSync(${JSON.stringify(file)}, process.moduleLoadList.join('\\n')));`;
  return {
    /** Whether something of a package was loaded. */
    has: async (name: string) => (await readFile(file, 'utf8')).includes(`/node_modules/${name}/`),
    /** Whether a module of Node was; to be asked when the program has ended. */
    hasOfNode: async (name: string) => (await readFile(file, 'utf8')).includes(`NativeModule ${name}\n`),
    option: `--import=data:text/javascript,${encodeURIComponent(hook)}`,
    /** Those that are the sandbox, or that only the sandbox needs. */
    async ofSandbox(): Promise<string[]> {
      const loaded = await readFile(file, 'utf8');
      expect(loaded).toContain('/src/server/app.ts');
      return loaded.split('\n').filter((url) => /\/src\/sandbox\/|@faker-js|openapi-backend/.test(url));
    },
    remove: () => rm(folder, { recursive: true }),
  };
}

describe('npm start without an account', () => {
  it('says where to look and whom to try, in few short lines, and ends cleanly on Ctrl-C', async () => {
    const modules = await loadRecorder();
    const program = runSource({ PORT: '0', SANDBOX_PORT: '0', LOG_LEVEL: 'silent' }, modules.option);
    const [, url = ''] = await program.says(/Explorer\s+(http:\/\/localhost:\d+)\/graphql/);
    const [, sandboxUrl = ''] = await program.says(/Sandbox\s+(http:\/\/127\.0\.0\.1:\d+\/v1\/accounts\/T00000001)/);
    await program.says(/Ctrl-C stops it\./);
    const page = await fetch(url, { headers: { accept: 'text/html' } });
    expect([page.url, await page.text()]).toEqual([`${url}/graphql`, expect.stringContaining('Dintero GraphQL')]);
    const given = await fetch(`${url}/explorer/token?persona=helpdesk`);
    const { token } = await given.json();
    expect(await askWho(url, token)).toEqual(answer);
    const direct = await fetch(`${sandboxUrl}/customers/users/C1001`, {
      headers: { authorization: `Bearer ${token}` },
    });
    expect(direct.status).toBe(200);
    const { code, stdout, stderr } = await program.end('SIGINT');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const lines = stdout.split('\n');
    expect(lines.length).toBeLessThan(20);
    expect(lines.filter((line) => line.length > 80)).toEqual([]);
    expect(await modules.ofSandbox()).not.toEqual([]);
    await modules.remove();
  });

  it.each(['PORT', 'SANDBOX_PORT'])('says in one line that %s is taken', async (name) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const port = portOf(other);
    const ports = { PORT: '0', SANDBOX_PORT: '0', [name]: port };
    const { code, stdout, stderr } = await run({ ...ports, LOG_LEVEL: 'silent' }).end();
    other.close();
    expect({ code, stdout, stderr }).toEqual({
      code: 1,
      stdout: '',
      stderr: `Port ${port} is in use. Set ${name} to another one, or stop the program that has it.\n`,
    });
  });
});

describe('a configuration that is wrong', () => {
  it('is told as a whole, without its values, and nothing starts', async () => {
    const { code, stdout, stderr } = await run({
      PORT: 'secret-1',
      LOG_LEVEL: 'loud',
      DINTERO_ACCOUNT_ID: 'P12345678',
      DINTERO_BASE_URL: 'http://api.example.com',
      DINTERO_CLIENT_SECRET: 'secret-2',
    }).end();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    const lines = stderr.trimEnd().split('\n');
    expect(lines[0]).toBe('The configuration is wrong:');
    for (const name of ['PORT', 'LOG_LEVEL', 'DINTERO_BASE_URL', 'DINTERO_CLIENT_ID']) {
      expect(lines.filter((line) => line.trim().startsWith(`${name} `))).toHaveLength(1);
    }
    expect(stderr).not.toMatch(/secret-|loud|example\.com|\bat \//);
  });

  it.each([
    ['a folder of documents', { TRUSTED_DOCUMENTS: '/none' }, 'TRUSTED_DOCUMENTS: The folder cannot be read: ENOENT.'],
    ['a key file', { JWKS_FILE: '/none.json' }, 'JWKS_FILE: The key file cannot be read: ENOENT.'],
    ['a key file of something else', { JWKS_FILE: 'package.json' }, 'JWKS_FILE: What is there is not a list of keys'],
  ])('is one that names %s that cannot be used', async (_, names, problem) => {
    const account = { DINTERO_ACCOUNT_ID: 'P12345678', JWKS_URL: 'http://127.0.0.1:9/jwks' };
    const program = run({
      ...account,
      ...names,
      DINTERO_BASE_URL: 'http://127.0.0.1:9',
      PORT: '0',
      LOG_LEVEL: 'silent',
    });
    const { code, stderr } = await program.end();
    const lines = stderr.trimEnd().split('\n');
    expect([code, lines]).toEqual([1, ['The configuration is wrong:', expect.stringContaining(`  ${problem}`)]]);
  });

  it('is one without an account in production', async () => {
    const { code, stderr } = await run({ NODE_ENV: 'production', PORT: '0', SANDBOX_PORT: '0' }).end();
    expect(code).toBe(1);
    expect(stderr).toContain('DINTERO_ACCOUNT_ID');
  });
});

describe('npm start with an account', () => {
  let dintero: Sandbox;
  beforeAll(async () => {
    dintero = await startSandbox();
  });
  afterAll(() => dintero.close());

  const account = {
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    DINTERO_ACCOUNT_ID: 'T00000001',
    DINTERO_CLIENT_ID: 'bff',
    DINTERO_CLIENT_SECRET: 'sandbox-secret',
  };

  it('serves that account, loads nothing of the sandbox, and ends cleanly on SIGTERM', async () => {
    const modules = await loadRecorder();
    const program = runSource({ ...account, DINTERO_BASE_URL: dintero.url }, modules.option);
    const [line, url = ''] = await program.says(/.*"url":"([^"]+)".*\n/);
    expect(JSON.parse(line)).toEqual({
      level: 30,
      time: expect.any(String),
      url,
      account: 'T00000001',
      upstream: dintero.url,
      msg: 'ready',
    });
    expect(await askWho(url, await dintero.token('helpdesk'))).toEqual(answer);
    const anonymous = await fetch(`${url}/graphql?query={viewer{kind}}`);
    expect(anonymous.status).toBe(401);
    const ready = await fetch(`${url}/ready`);
    expect(ready.status).toBe(200);
    const { code, stdout, stderr } = await program.end('SIGTERM');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain('sandbox-secret');
    expect(await modules.ofSandbox()).toEqual([]);
    await modules.remove();
  });

  it('names in a warning what lets more in than production should', async () => {
    const loose = { GRAPHIQL: 'on', CORS_ORIGINS: '*', ALLOW_IN_PRODUCTION: 'GRAPHIQL,CORS_ORIGINS,EXPLAIN' };
    const program = run({ ...account, ...loose, DINTERO_BASE_URL: dintero.url });
    const [, line = ''] = await program.says(/^(.+)\n.*"msg":"ready"/);
    expect(JSON.parse(line)).toEqual({
      level: 40,
      time: expect.any(String),
      settings: ['GRAPHIQL', 'CORS_ORIGINS'],
      msg: 'these settings let more in than a server in production should',
    });
    expect(await program.end('SIGTERM')).toMatchObject({ code: 0 });
  });

  it('starts while Dintero is away, is not ready, and has loaded nothing that no answer needs yet', async () => {
    const modules = await loadRecorder();
    const program = runSource({ ...account, DINTERO_BASE_URL: 'http://127.0.0.1:9/v1' }, modules.option);
    const [, url = ''] = await program.says(/"url":"([^"]+)"/);
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      { ready: false, keys: false, upstream: false, draining: false },
    ]);
    expect(await program.end('SIGTERM')).toMatchObject({ code: 0 });
    const later = ['ajv', 'ajv-formats', 'ioredis', 'graphql-yoga', '@whatwg-node/fetch', 'rate-limiter-flexible'];
    const loaded = await Promise.all(['undici', 'pino', ...later].map(modules.has));
    expect(loaded).toEqual([true, true, ...later.map(() => false)]);
    // Node's `fetch` is read in whole when it, a `Response` or all of `node:http` is first looked at.
    expect(await Promise.all(['http', 'internal/deps/undici/undici'].map(modules.hasOfNode))).toEqual([true, false]);
    await modules.remove();
  });
});
