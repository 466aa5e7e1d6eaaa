import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { readConfig } from '../../src/config/config.ts';
import { audience } from '../../src/sandbox/account.ts';
import { type Sandbox, startSandbox } from '../../src/sandbox/sandbox.ts';
import { type Assembly, assemble } from '../../src/server/assemble.ts';
import { createLogger } from '../../src/server/log.ts';
import { runIn } from '../cli/run.ts';

vi.setConfig({ testTimeout: 120_000 });

const operations = new URL('../../schema/operations/helpdesk/', import.meta.url);
const reads = ['CustomerSearch', 'Customer360', 'ReceiptDetail', 'OrderDetail', 'GiftCardLookup'];

let sandbox: Sandbox;
let server: Assembly;
beforeAll(async () => {
  sandbox = await startSandbox();
  const env = {
    DINTERO_ACCOUNT_ID: sandbox.accountId,
    DINTERO_BASE_URL: sandbox.url,
    DINTERO_CLIENT_ID: 'bff',
    DINTERO_CLIENT_SECRET: 'sandbox-secret',
  };
  const config = readConfig(env);
  if (config.dintero === null) throw new Error('The server is to run as if at an account.');
  server = assemble({ config, dintero: config.dintero, log: createLogger('silent'), personas: null });
  await server.warmUp();
});
afterAll(async () => {
  await server.close();
  await sandbox.close();
});

async function tokenOf(client: string, secret: string): Promise<string> {
  const response = await fetch(`${sandbox.url}/accounts/${sandbox.accountId}/auth/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`${client}:${secret}`)}`, 'content-type': 'application/json' },
    body: JSON.stringify({ grant_type: 'client_credentials', audience }),
  });
  const { access_token } = await response.json();
  return access_token;
}

async function ask(token: string, query: string, variables: object) {
  const response = await server.app.fetch(
    new Request('http://server/graphql', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    }),
  );
  return response.json();
}

function document(name: string): string {
  return readFileSync(new URL(`${name}.graphql`, operations), 'utf8');
}

it('from no client at all to a helpdesk that reads, and may not write', async () => {
  const files = `${fileURLToPath(operations)}{${reads.join(',')}}.graphql`;
  const admin = await sandbox.token('admin');
  const env = { DINTERO_ACCOUNT_ID: sandbox.accountId, DINTERO_BASE_URL: sandbox.url, ADMIN_TOKEN: admin };
  const made = await runIn(env, 'client', 'create', '--name', 'Helpdesk', '--from', files, '--yes');
  expect(made.status).toBe(0);
  const { CLIENT_ID = '', CLIENT_SECRET = '' } = Object.fromEntries(
    made.output.split('\n').map((line) => line.split('=')),
  );

  const token = await tokenOf(CLIENT_ID, CLIENT_SECRET);
  const shown = await ask(token, document('Customer360'), { customerId: 'C1001' });
  expect(shown.errors).toBeUndefined();
  expect(shown.data.customer).toMatchObject({ customerId: 'C1001', receipts: { nodes: expect.any(Array) } });
  expect(shown.data.customer.walletCards.nodes.length).toBeGreaterThan(0);

  sandbox.clearCalls();
  const deletion = 'mutation Delete($id: String!) { customerDelete(input: { customerId: $id }) { __typename } }';
  const denied = await ask(token, deletion, { id: 'C1001' });
  expect(denied.errors).toMatchObject([{ extensions: { code: 'INSUFFICIENT_SCOPE' } }]);
  expect(sandbox.calls).toEqual([]);
});
