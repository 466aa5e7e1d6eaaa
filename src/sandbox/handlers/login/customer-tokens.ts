import { randomUUID } from 'node:crypto';
import type { Caller } from '../../handler.ts';
import { type Issuer, lifetime } from '../../issuer.ts';
import type { AccountsState, LogInState } from '../../state.ts';

/** A token as the token endpoint answers it. */
export function tokenAnswer(token: string) {
  return { status: 200, body: { access_token: token, token_type: 'Bearer', expires_in: lifetime } };
}

/**
 * A customer's token as log-in answers it. Its scopes are those that the log-in client is granted for customers; a refresh
 * token comes with it where the client's own token holds the scope for that.
 */
export async function customerTokenAnswer(
  issuer: Issuer,
  customerId: string,
  caller: Caller,
  state: AccountsState & LogInState,
) {
  const scopes = customerScopes(caller, state);
  const { status, body } = tokenAnswer(await issuer.issue({ scopes, customerId }));
  if (!caller.scopes.has('create:accounts:auth:refresh_token')) return { status, body };
  const refresh = randomUUID();
  state.refreshTokens.set(refresh, { customerId, clientId: caller.clientId });
  return { status, body: { ...body, refresh_token: refresh } };
}

/** Of what a client is granted, or of the token itself where no client of the account made it, what concerns a customer. */
function customerScopes({ clientId, scopes }: Caller, { grants }: AccountsState): string[] {
  const granted = [...grants.values()].filter(
    ({ client_id, type }) => client_id === clientId && type !== 'client_credentials',
  );
  const all = clientId === null ? [...scopes] : granted.flatMap(({ scope }) => scope);
  return [...new Set(all)].filter((scope) => /^(user:|public\b)/.test(scope));
}
