import { fileURLToPath } from 'node:url';
import type { LoginProvider } from 'dintero-graphql/login';

/** What the app's server works with. */
export interface Backend {
  readonly graphqlUrl: string;
  /** The account's REST address. */
  readonly account: string;
  readonly provider: LoginProvider | null;
  /** Where the sandbox shows what it would have sent; null for a real account. */
  readonly messagesUrl: string | null;
}

/** The server and the account that the environment names; where it names none, a sandbox of its own. */
export async function backend(redirectUri: string): Promise<Backend> {
  const { GRAPHQL_URL, ACCOUNT, PROVIDER_ISSUER, PROVIDER_CLIENT_ID } = process.env;
  if (GRAPHQL_URL === undefined || ACCOUNT === undefined) return ownSandbox(redirectUri);
  const provider =
    PROVIDER_ISSUER === undefined || PROVIDER_CLIENT_ID === undefined
      ? null
      : { issuer: PROVIDER_ISSUER, clientId: PROVIDER_CLIENT_ID };
  return { graphqlUrl: GRAPHQL_URL, account: ACCOUNT, provider, messagesUrl: null };
}

/** A server with made-up data that runs this app's documents and no others. */
async function ownSandbox(redirectUri: string): Promise<Backend> {
  const { startSandbox } = await import('dintero-graphql/sandbox');
  const documents = fileURLToPath(new URL('../../src/graphql/', import.meta.url));
  const sandbox = await startSandbox({ settings: { TRUSTED_DOCUMENTS: documents, TRUSTED_MODE: 'require' } });
  sandbox.provider.allow(redirectUri);
  const { issuer, clientId } = sandbox.provider;
  return {
    graphqlUrl: sandbox.url,
    account: `${sandbox.restUrl}/accounts/${sandbox.accountId}`,
    provider: { issuer, clientId },
    messagesUrl: String(new URL('/messages', sandbox.restUrl)),
  };
}
