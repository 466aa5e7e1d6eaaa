import { randomUUID } from 'node:crypto';
import { isOwnAudience } from '../account.ts';
import { failure, type SandboxAnswer } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { type Issuer, lifetime } from '../issuer.ts';
import { personas } from '../personas.ts';
import type { AccountsState, CustomersState } from '../state.ts';
import { byName } from './accounts.ts';

/** The scopes that a client's token has, of those that it was granted. */
export type Granting = (clientId: string, scopes: readonly string[]) => readonly string[];

/** The token endpoint (client credentials, refresh tokens) and the key endpoint. */
export function authHandlers(issuer: Issuer, grant: Granting) {
  return {
    getToken: async ({ body, authorization, header }, state) => {
      const [clientId = '', clientSecret] = basicOf(authorization);
      const record = byName(state, clientId);
      if (record === undefined || clientSecret !== record.secret) {
        return failure(401, 'UNAUTHORIZED', 'Unknown client or wrong secret.');
      }
      if (body.grant_type === 'refresh_token') return renew(issuer, body.refresh_token ?? '', state);
      if (body.grant_type !== 'client_credentials') {
        return failure(400, 'UNSUPPORTED_GRANT', 'The sandbox knows client_credentials and refresh_token only.');
      }
      const scopes = grantedTo(state, record.client.id);
      const refusal = audienceProblem(body.audience, header);
      if (refusal !== undefined) return refusal;
      if (scopes === undefined) return failure(403, 'FORBIDDEN', 'The client has no grant for this audience.');
      const { scopeClaim, customerId } = record;
      const who = { subject: record.client.id, ...(customerId !== null && { customerId }) };
      return tokenAnswer(await issuer.issue({ scopes: grant(clientId, scopes), scopeClaim, ...who }));
    },
    // A bare array, not `{ keys }`: so the contract has it.
    listKeys: () => ({ status: 200, body: issuer.keys() }),
  } satisfies Handlers;
}

/** 403 for a token that is asked for somebody else's address. */
export function audienceProblem(wanted: string, header: object): SandboxAnswer | undefined {
  const host: unknown = Reflect.get(header, 'host');
  return isOwnAudience(wanted, typeof host === 'string' ? host : undefined)
    ? undefined
    : failure(403, 'FORBIDDEN', 'The client has no grant for this audience.');
}

/** A token as the token endpoint answers it. */
function tokenAnswer(token: string) {
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: lifetime } };
}

/** What a client is granted for its own use; undefined: nothing was ever granted to it. */
function grantedTo({ grants }: AccountsState, id: string): readonly string[] | undefined {
  const own = [...grants.values()].filter(
    ({ client_id, type = 'any' }) => client_id === id && (type === 'any' || type === 'client_credentials'),
  );
  return own.length === 0 ? undefined : [...new Set(own.flatMap(({ scope }) => scope))];
}

/** A customer's token as log-in answers it, with another by which it is renewed once. */
export async function customerTokenAnswer(issuer: Issuer, customerId: string, { refreshTokens }: CustomersState) {
  const { status, body } = tokenAnswer(await issuer.issue({ scopes: personas.mobile.scopes, customerId }));
  const refresh = randomUUID();
  refreshTokens.set(refresh, customerId);
  return { status, body: { ...body, refresh_token: refresh } };
}

function renew(issuer: Issuer, token: string, state: CustomersState) {
  const customerId = state.refreshTokens.get(token);
  if (customerId === undefined) return failure(401, 'UNAUTHORIZED', 'The refresh token is not good any more.');
  state.refreshTokens.delete(token);
  return customerTokenAnswer(issuer, customerId, state);
}

function basicOf(authorization: string | undefined): string[] {
  const encoded = /^Basic (\S+)$/.exec(authorization ?? '')?.[1] ?? '';
  return Buffer.from(encoded, 'base64').toString('utf8').split(':');
}
