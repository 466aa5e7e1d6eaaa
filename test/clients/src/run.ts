import { startSandbox } from 'dintero-graphql/sandbox';
import { codeIn, type MakeClient } from './client.ts';
import { apolloCodegen, apolloManifest, apolloTexts } from './clients/apollo.ts';
import { hiveGateway } from './clients/gateway.ts';
import { mcpBridge } from './clients/mcp.ts';
import { own } from './clients/own.ts';
import { relayIds, relayTexts } from './clients/relay.ts';
import { genql, graphqlRequest } from './clients/texts.ts';
import { tadaIds, tadaTexts, urqlCodegen, urqlTexts } from './clients/urql.ts';

/**
 * Clients that were not made here, each against a server whose `TRUSTED_MODE` is `off`, `prefer` and `require`, with the
 * manifests that their own tools have written. A number says how many requests a query takes, and a mutation too; a text is the code
 * with which both are refused.
 */
const refused = 'PERSISTED_DOCUMENT_REQUIRED';
const unknown = 'PERSISTED_DOCUMENT_NOT_FOUND';
const clients: readonly (readonly [name: string, MakeClient, ...outcomes: (string | number)[]])[] = [
  ['Apollo Client, texts', apolloTexts, 1, 1, refused],
  ['Apollo Client, ids of graphql-codegen', apolloCodegen, 2, 1, 1],
  ['Apollo Client, its own manifest', apolloManifest, 2, 1, 1],
  ['urql, texts', urqlTexts, 1, 1, refused],
  ['urql, ids of graphql-codegen', urqlCodegen, 2, 1, 1],
  ['gql.tada in urql, texts', tadaTexts, 1, 1, refused],
  ['gql.tada in urql, ids of its manifest', tadaIds, 2, 1, 1],
  ['Relay, texts', relayTexts, 1, 1, refused],
  ['Relay, ids of its compiler', relayIds, unknown, 1, 1],
  ['graphql-request', graphqlRequest, 1, 1, refused],
  ['genql', genql, 1, 1, refused],
  ['Hive Gateway, texts', hiveGateway(false), 1, 1, refused],
  ['Hive Gateway, hashes of texts', hiveGateway(true), 2, 1, 1],
  ['mcp-graphql', mcpBridge, 1, 1, refused],
  ['dintero-graphql/client in TanStack Query, text', own('text'), 1, 1, refused],
  ['dintero-graphql/client in TanStack Query, prefer', own('prefer'), 2, 1, 1],
  ['dintero-graphql/client in TanStack Query, trusted', own('trusted'), unknown, 1, 1],
];

let wrong = 0;
for (const [at, mode] of ['off', 'prefer', 'require'].entries()) {
  const sandbox = await startSandbox({ settings: { TRUSTED_MODE: mode, TRUSTED_DOCUMENTS: 'manifests' } });
  const token = await sandbox.token('helpdesk-lead');
  for (const [name, make, ...outcomes] of clients) {
    let requests = 0;
    const client = await make(sandbox.url, (url, init) => {
      requests += 1;
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${token}`);
      return fetch(url, { ...init, headers });
    });
    const firstName = `${name}, ${mode}`.slice(0, 30);
    const written = await client.write(firstName).catch(codeIn);
    const read = await client.read().catch(codeIn);
    await client.stop?.();
    const outcome = written === firstName && read === firstName ? requests / 2 : `${written} ${read}`;
    const isExpected = outcome === outcomes[at] || outcome === `${outcomes[at]} ${outcomes[at]}`;
    if (!isExpected) wrong += 1;
    console.log(`${isExpected ? 'as told ' : 'OTHERWISE'} ${mode}: ${name}: ${outcome}`);
  }
  await sandbox.stop();
}
await import('./mock.ts');
process.exitCode = wrong > 0 ? 1 : 0;
