import { failure, type Handlers } from '../handler.ts';
import { type Issuer, lifetime } from '../issuer.ts';
import { clients, secret } from '../personas.ts';

/** The scopes that a client's token has, of those that it was granted. */
export type Granting = (clientId: string, scopes: readonly string[]) => readonly string[];

/** The token endpoint (client credentials) and the key endpoint. */
export function authHandlers(issuer: Issuer, grant: Granting) {
  return {
    getToken: async ({ body, authorization }) => {
      const [clientId = '', clientSecret] = basicOf(authorization);
      const client = clients[clientId];
      if (body.grant_type !== 'client_credentials') {
        return failure(400, 'UNSUPPORTED_GRANT', 'The sandbox knows client_credentials only.');
      }
      if (client === undefined || clientSecret !== secret) {
        return failure(401, 'UNAUTHORIZED', 'Unknown client or wrong secret.');
      }
      return tokenAnswer(await issuer.issue({ ...client, scopes: grant(clientId, client.scopes), subject: clientId }));
    },
    // A bare array, not `{ keys }`: so the contract has it.
    listKeys: () => ({ status: 200, body: issuer.keys() }),
  } satisfies Handlers;
}

/** A token as the token endpoint and log-in answer it. */
export function tokenAnswer(token: string) {
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: lifetime } };
}

function basicOf(authorization: string | undefined): string[] {
  const encoded = /^Basic (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8').split(':');
}
