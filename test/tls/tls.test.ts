import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { runIn } from '../cli/run.ts';
import { run } from '../run-server.ts';
import { type Certificate, startTlsFront, type TlsFront, trusting } from './front.ts';

let sandbox: Sandbox;
const fronts = new Map<Certificate, TlsFront>();
beforeAll(async () => {
  sandbox = await startSandbox();
  for (const certificate of ['good', 'expired', 'other-host'] as const)
    fronts.set(certificate, await startTlsFront(sandbox.url, certificate));
});
afterAll(async () => {
  for (const front of fronts.values()) await front.close();
  await sandbox.close();
});

const account = {
  NODE_ENV: 'production',
  PORT: '0',
  HOST: '127.0.0.1',
  SHUTDOWN_DELAY: '0',
  DINTERO_ACCOUNT_ID: 'T00000001',
  DINTERO_CLIENT_ID: 'bff',
  DINTERO_CLIENT_SECRET: 'canary-of-a-secret',
};
const right = { ...account, DINTERO_CLIENT_SECRET: 'sandbox-secret' };
const urlBehind = (certificate: Certificate) => `${fronts.get(certificate)?.origin}/v1`;

describe('Dintero over TLS', () => {
  it('is asked over HTTP/1.1, also where it would rather speak HTTP/2, on connections that are kept', async () => {
    const env = { ...right, ...trusting('good') };
    const program = run({ ...env, DINTERO_BASE_URL: urlBehind('good') });
    const [, url = ''] = await program.says(/"url":"([^"]+)"/);
    const authorization = `Bearer ${await sandbox.token('helpdesk')}`;
    const ask = async (query: string) => {
      const headers = { authorization, 'content-type': 'application/json' };
      const response = await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) });
      return response.json();
    };
    const customer = (id: string) => ask(`{ customer(customerId: "${id}") { customerId firstName } }`);
    const first = await customer('C1001');
    expect(first).toEqual({ data: { customer: { customerId: 'C1001', firstName: 'Kari' } } });
    const protocols = fronts.get('good')?.protocols ?? [];
    const connections = protocols.length;
    await customer('C1002');
    expect([connections > 0, protocols.length]).toEqual([true, connections]);
    expect(new Set(protocols)).toEqual(new Set(['http/1.1']));
    expect(await program.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  });

  it('is told apart, in the log and by /ready, from one that is not there', async () => {
    const program = run({ ...account, DINTERO_BASE_URL: urlBehind('good') });
    const [, url = ''] = await program.says(/"url":"([^"]+)"/);
    const ready = await fetch(`${url}/ready`);
    expect([ready.status, await ready.json()]).toEqual([
      503,
      expect.objectContaining({ keys: false, upstream: false }),
    ]);
    const { stdout } = await program.end('SIGTERM');
    expect(stdout).toMatch(
      /"reason":"There is no connection: DEPTH_ZERO_SELF_SIGNED_CERT\.".*"msg":"keys could not be fetched"/,
    );
    expect(stdout).not.toContain('canary');
  });
});

/** Too long a name for the DNS, so that none is asked. */
const nobody = `https://${'a'.repeat(64)}.invalid/v1`;
const closed = 'http://127.0.0.1:1/v1';
const plain = () => sandbox.url.replace('http:', 'https:');

describe('dintero-graphql check', () => {
  it.each([
    [
      'a certificate that nobody trusts',
      () => urlBehind('good'),
      {},
      /DEPTH_ZERO_SELF_SIGNED_CERT/,
      /NODE_EXTRA_CA_CERTS=<file>/,
    ],
    [
      'one that has expired',
      () => urlBehind('expired'),
      trusting('expired'),
      /CERT_HAS_EXPIRED/,
      /renew it, or set the clock/,
    ],
    [
      'one for another host',
      () => urlBehind('other-host'),
      trusting('other-host'),
      /ERR_TLS_CERT_ALTNAME_INVALID/,
      /for another host/,
    ],
    ['a port without TLS', plain, {}, /EPROTO|ERR_SSL_\w+/, /does not speak TLS/],
    ['a host that has no address', () => nobody, {}, /ENOTFOUND/, /finds no address for the host/],
    ['a port at which nothing listens', () => closed, {}, /ECONNREFUSED/, /Nothing listens at the port/],
  ])('names %s, and says what to change', async (_, url, env, fault, change) => {
    const { status, output, errors } = await runIn({ ...account, ...env, DINTERO_BASE_URL: url() }, 'check');
    expect({ status, errors }).toEqual({ status: 1, errors: '' });
    const [connection = '', token = ''] = output.split('✗ ').slice(1);
    expect(connection).toMatch(/^connection to .*\n {4}there is no answer: [A-Z_]+\n {4}→ .*\n$/);
    expect(token).toMatch(/^token endpoint .*\n {4}There is no connection: [A-Z_]+\.\n {4}→ /);
    for (const step of [connection, token])
      expect([step, step]).toEqual([expect.stringMatching(fault), expect.stringMatching(change)]);
    expect(output).not.toContain('canary');
  });
});
