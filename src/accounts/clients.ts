import type { Scope } from '../kernel/scope.ts';
import type { BodyOf, ResultOf } from '../upstream/endpoint.ts';
import {
  createClient,
  createClientGrant,
  deleteClient,
  listClientGrants,
  listClients,
  updateClientGrant,
} from '../upstream/endpoints/auth.ts';
import type { UpstreamSession } from '../upstream/session.ts';

/** An API client, as the account lists it. */
export type ApiClient = ResultOf<'listClients'>[number];

/** What an API client is granted. */
export type Grant = ResultOf<'listClientGrants'>[number];

/** The two requests that create an API client. The grant has no client id: it is in the answer of the first request. */
export interface NewClient {
  readonly client: BodyOf<'createClient'>;
  readonly grant: Omit<BodyOf<'createClientGrant'>, 'client_id'>;
}

/** The API clients of an account, for an administrator. */
export interface ClientAdmin {
  /** All clients of the account. */
  all(): Promise<readonly ApiClient[]>;
  /** The grants of all clients. */
  allGrants(): Promise<readonly Grant[]>;
  /** Deletes a client by its `id`, and its grants with it. */
  remove(id: string): Promise<unknown>;
  /** The client with this login name or id; undefined if there is none. */
  find(nameOrId: string): Promise<ApiClient | undefined>;
  /** The grants of a client for the account's own audience. */
  grantsOf(client: ApiClient): Promise<readonly Grant[]>;
  /** Creates a client without a grant. Its secret is only in this answer. */
  create(client: NewClient['client']): Promise<ResultOf<'createClient'>>;
  /** Grants scopes to a client by its `id`, which is not its login name. */
  grant(id: string, grant: NewClient['grant']): Promise<Grant>;
  /** Replaces the scopes of a grant. */
  replaceScopes(grantId: string, scopes: readonly Scope[]): Promise<Grant>;
}

/** The clients of the account that a session with an administrator's token belongs to; its functions reject with UpstreamError. */
export function clientAdmin(session: UpstreamSession): ClientAdmin {
  return {
    all: () => session.call(listClients, {}),
    allGrants: async () => {
      const grants = await session.call(listClientGrants, { query: { client_id: undefined, audience: undefined } });
      return grants.filter(({ deleted_at }) => deleted_at === undefined);
    },
    remove: (id) => session.call(deleteClient, { path: { id } }),
    async find(nameOrId) {
      const clients = await session.call(listClients, {});
      return clients.find(({ id, client_id }) => client_id === nameOrId || id === nameOrId);
    },
    async grantsOf({ id }) {
      const grants = await session.call(listClientGrants, { query: { client_id: id, audience: undefined } });
      // A service may ignore a filter that it does not know.
      return grants.filter(({ client_id, deleted_at }) => client_id === id && deleted_at === undefined);
    },
    create: (client) => session.call(createClient, { body: client }),
    grant: (id, grant) => session.call(createClientGrant, { body: { ...grant, client_id: id } }),
    replaceScopes: (id, scopes) => session.call(updateClientGrant, { path: { id }, body: { scope: [...scopes] } }),
  };
}

/** Gives the contract's name of a scope, which may be written in an older form. */
export type NameOf = (scope: Scope) => Scope;

/** The scopes of grants in the names that the contract gives them. */
export function grantedScopes(grants: readonly Grant[], nameOf: NameOf): readonly Scope[] {
  return [...new Set(grants.flatMap(({ scope }) => scope.map(nameOf)))];
}

/** A change of one grant. */
export interface GrantChange {
  readonly id: string;
  readonly before: readonly Scope[];
  readonly after: readonly Scope[];
}

/** The changes after which the grants have exactly these scopes; missing scopes are added to the first grant. Empty: none. */
export function changesTo(wanted: readonly Scope[], grants: readonly Grant[], nameOf: NameOf): readonly GrantChange[] {
  const held = grantedScopes(grants, nameOf);
  const missing = wanted.filter((scope) => !held.includes(scope));
  return grants.flatMap(({ id, scope: before }, index) => {
    const kept = before.filter((scope) => wanted.includes(nameOf(scope)));
    const after = index === 0 ? [...kept, ...missing] : kept;
    const isSame = after.length === before.length && after.every((scope) => before.includes(scope));
    return isSame || id === undefined ? [] : [{ id, before, after }];
  });
}
