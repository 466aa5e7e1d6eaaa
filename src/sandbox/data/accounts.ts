import { audience } from '../account.ts';
import { clients, personas, secret } from '../personas.ts';
import { merchant } from '../provider/provider.ts';
import type { AccountsState } from '../state.ts';

/** An API client with one grant for each that the sandbox knows by name; ids apart from those of all other data. */
export function createAccounts(): AccountsState {
  const state: AccountsState = { clients: new Map(), grants: new Map() };
  for (const [index, [name, persona]] of Object.entries(clients).entries()) {
    const { description, scopes, scopeClaim, customerId, grantType = 'client_credentials' } = persona;
    const id = idOf(1, index);
    const grantId = idOf(2, index);
    const client = { id, name, description, client_id: name, callbacks: [] };
    state.clients.set(id, { client, secret, scopeClaim, customerId: customerId ?? null });
    state.grants.set(grantId, {
      id: grantId,
      client_id: id,
      audience,
      scope: [...scopes],
      type: grantType,
    });
  }
  return state;
}

/** Grants the log-in client the trade of codes of an OpenID provider. */
export function nameProvider({ clients: known, grants }: AccountsState, authority: string): void {
  const id = [...known.values()].find(({ client }) => client.client_id === 'app')?.client.id ?? '';
  const oidc = { client_id: merchant.id, client_secret: merchant.secret, authority };
  const scope = [...personas.mobile.scopes];
  grants.set(idOf(3, 0), { id: idOf(3, 0), client_id: id, audience, scope, type: 'authorization_code', oidc });
}

function idOf(kind: number, index: number): string {
  return `5a9db0c5-2222-400${kind}-8000-${(index + 1).toString(16).padStart(12, '0')}`;
}
