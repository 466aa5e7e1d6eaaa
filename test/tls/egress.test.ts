import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { Server as ProxyServer } from 'proxy-chain';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { runIn } from '../cli/run.ts';
import { run } from '../run-server.ts';
import { startTlsFront, type TlsFront, trusting } from './front.ts';

type Found = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

/** What `net.connect` asks with: three arguments, always. */
const toThisMachine = ((_name: string, options: LookupOptions, found: Found) =>
  lookup('127.0.0.1', options, found)) as typeof lookup;

/** Hosts that the proxy was asked for. */
const asked = new Set<string>();
// A name that no DNS has an address of ours for: what arrives has come through the proxy.
const proxy = new ProxyServer({
  host: '127.0.0.1',
  port: 0,
  prepareRequestFunction: ({ hostname, password }) => {
    asked.add(hostname);
    return {
      requestAuthentication: password !== 'canary-of-the-proxy',
      dnsLookup: toThisMachine,
    };
  },
});

let sandbox: Sandbox;
let front: TlsFront;
beforeAll(async () => {
  sandbox = await startSandbox();
  front = await startTlsFront(sandbox.url, 'other-host');
  await proxy.listen();
});
beforeEach(() => asked.clear());
afterAll(async () => {
  await proxy.close(true);
  await front.close();
  await sandbox.close();
});

const proxyUrl = (password = 'canary-of-the-proxy') => `http://server:${password}@127.0.0.1:${proxy.port}`;
const account = () => ({
  ...trusting('other-host'),
  NODE_ENV: 'production',
  PORT: '0',
  HOST: '127.0.0.1',
  SHUTDOWN_DELAY: '0',
  DINTERO_ACCOUNT_ID: 'T00000001',
  DINTERO_CLIENT_ID: 'bff',
  DINTERO_CLIENT_SECRET: 'sandbox-secret',
  DINTERO_BASE_URL: `https://api.example.com:${new URL(front.origin).port}/v1`,
});

/** The name of a customer, asked of a server with such a proxy; and what it has logged. */
async function nameBehind(env: Readonly<Record<string, string>>) {
  const program = run({ ...account(), ...env });
  const [, url = ''] = await program.says(/"url":"([^"]+)"/);
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${await sandbox.token('helpdesk')}`, 'content-type': 'application/json' },
    body: JSON.stringify({ query: '{ customer(customerId: "C1001") { firstName } }' }),
  });
  const { stdout } = await program.end('SIGTERM');
  return { answer: await response.json(), stdout };
}

describe('a proxy on the way to Dintero', () => {
  it.each([
    ['EGRESS_PROXY', (url: string) => ({ EGRESS_PROXY: url })],
    ['HTTPS_PROXY', (url: string) => ({ HTTPS_PROXY: url, NO_PROXY: 'other.example.com' })],
    ['https_proxy', (url: string) => ({ https_proxy: url })],
  ])('is what %s names, for keys and services', async (_, env) => {
    const { answer, stdout } = await nameBehind(env(proxyUrl()));
    expect(answer).toEqual({ data: { customer: { firstName: 'Kari' } } });
    expect([...asked]).toEqual(['api.example.com']);
    expect(new Set(front.protocols)).toEqual(new Set(['http/1.1']));
    expect(stdout).not.toContain('canary');
  });

  it.each([
    ['NO_PROXY names the host', () => ({ HTTPS_PROXY: proxyUrl(), NO_PROXY: '.example.com' })],
    ['EGRESS_PROXY is off', () => ({ HTTPS_PROXY: proxyUrl(), EGRESS_PROXY: 'off' })],
  ])('is not used where %s', async (_, env) => {
    const { stdout } = await nameBehind({ ...env(), REQUEST_TIMEOUT: '3000' });
    expect([...asked]).toEqual([]);
    expect(stdout).toContain('"msg":"keys could not be fetched"');
  });

  it('that refuses is told as what it is, without its password', async () => {
    const { stdout } = await nameBehind({ EGRESS_PROXY: proxyUrl('canary') });
    expect(stdout).toMatch(/"reason":"There is no connection: UND_ERR_ABORTED\.".*"msg":"keys could not be fetched"/);
    expect(stdout).not.toContain('canary');
    const { status, output } = await runIn({ ...account(), EGRESS_PROXY: proxyUrl('canary') }, 'check', '--json');
    expect([status, output]).toEqual([1, expect.stringContaining('The proxy in EGRESS_PROXY or HTTPS_PROXY refuses')]);
    expect(output).not.toContain('canary');
  });
});
