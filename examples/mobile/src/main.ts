import { fileURLToPath } from 'node:url';
import { createClient } from 'dintero-graphql/client';
import { Backend } from './backend.js';
import { session } from './session.js';
import { visit } from './visit.js';

const [receiptToken = 'KV-701730'] = process.argv.slice(2);
const { GRAPHQL_URL, ACCOUNT, EMAIL = 'kari.nordmann.0@example.com', PASSWORD = 'sandbox-secret' } = process.env;

const sandbox = GRAPHQL_URL === undefined ? await ownSandbox() : null;
const backend = new Backend(sandbox?.account ?? ACCOUNT ?? 'http://127.0.0.1:4010/v1/accounts/T00000001');

// The first time the customer logs in, and the phone keeps the refresh token. From then on that is what it starts with.
const { refreshToken } = await backend.logIn(EMAIL, PASSWORD);
const client = createClient({
  url: sandbox?.url ?? GRAPHQL_URL ?? '',
  token: session(backend, refreshToken),
  documents: 'prefer',
});
await visit(client, receiptToken, console.log);
await sandbox?.stop();

/** A server with made-up data that runs this app's documents and no others. */
async function ownSandbox() {
  const { startSandbox } = await import('dintero-graphql/sandbox');
  const documents = fileURLToPath(new URL('../src/graphql/', import.meta.url));
  const { url, restUrl, accountId, stop } = await startSandbox({
    settings: { TRUSTED_DOCUMENTS: documents, TRUSTED_MODE: 'require' },
  });
  return { url, account: `${restUrl}/accounts/${accountId}`, stop };
}
