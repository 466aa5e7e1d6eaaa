import { randomUUID } from 'node:crypto';
import { isOwnAudience } from '../account.ts';
import { found, invalid } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import type { AccountsState, ClientRecord } from '../state.ts';

/** API clients and what they are granted. */
export const accountsHandlers = {
  listClients: (_, { clients }) => found([...clients.values()].map(({ client }) => client)),
  getClient: ({ path }, { clients }) => found(clients.get(path.id)?.client),
  createClient: ({ body = {} }, state) => {
    const id = freshId(state);
    const clientId = body.client_id ?? id;
    if (byName(state, clientId) !== undefined) return invalid('/client_id', 'Another client has it.');
    const client = { ...body, id, client_id: clientId, created_at: stamp(state), created_by: 'sandbox' };
    const record: ClientRecord = { client, secret: randomUUID(), scopeClaim: 'list', customerId: null };
    state.clients.set(id, record);
    return found({ ...client, client_secret: record.secret });
  },
  deleteClient: ({ path }, state) => {
    const record = state.clients.get(path.id);
    if (record === undefined) return found(undefined);
    state.clients.delete(path.id);
    for (const [id, { client_id }] of state.grants) if (client_id === path.id) state.grants.delete(id);
    return found({ ...record.client, deleted_at: stamp(state), deleted_by: 'sandbox' });
  },
  rotateClientSecret: ({ path }, { clients }) => {
    const record = clients.get(path.id);
    if (record === undefined) return found(undefined);
    record.secret = randomUUID();
    return found({ ...record.client, client_secret: record.secret });
  },
  listClientGrants: ({ query }, { grants }) =>
    found(
      [...grants.values()].filter(
        (grant) =>
          (query.client_id === undefined || grant.client_id === query.client_id) &&
          (query.audience === undefined || grant.audience === query.audience),
      ),
    ),
  createClientGrant: ({ body }, state) => {
    // The id of a client, not the name that it logs in with.
    if (!state.clients.has(body.client_id)) return invalid('/client_id', 'No client has this id.');
    if (!isOwnAudience(body.audience, undefined)) return invalid('/audience', 'Not an audience of this account.');
    const id = freshId(state);
    const grant = { type: 'any' as const, ...body, id, created_at: stamp(state), created_by: 'sandbox' };
    state.grants.set(id, grant);
    return found(grant);
  },
  updateClientGrant: ({ path, body }, state) => {
    const grant = state.grants.get(path.id);
    if (grant === undefined) return found(undefined);
    Object.assign(grant, { ...body, updated_at: stamp(state) });
    return found(grant);
  },
  deleteClientGrant: ({ path }, state) => {
    const grant = state.grants.get(path.id);
    state.grants.delete(path.id);
    return found(grant);
  },
} satisfies Handlers;

/** The client that logs in with this name. */
export function byName({ clients }: AccountsState, name: string): ClientRecord | undefined {
  return [...clients.values()].find(({ client }) => client.client_id === name);
}
