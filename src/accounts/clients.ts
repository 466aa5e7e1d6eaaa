import type { Scope } from '../kernel/scope.ts';
import type { BodyOf, ResultOf } from '../upstream/endpoint.ts';
import {
  createClient,
  createClientGrant,
  listClientGrants,
  listClients,
  updateClientGrant,
} from '../upstream/endpoints/auth.ts';
import type { UpstreamSession } from '../upstream/session.ts';

/** An API client as the account lists it. */
export type ApiClient = ResultOf<'listClients'>[number];

/** What an API client is granted. */
export type Grant = ResultOf<'listClientGrants'>[number];

/** The two requests that make an API client; the grant lacks the id of the client, which the first one answers. */
export interface NewClient {
  readonly client: BodyOf<'createClient'>;
  readonly grant: Omit<BodyOf<'createClientGrant'>, 'client_id'>;
}

/** The API clients of an account, as an administrator may see and make them. */
export interface ClientAdmin {
  /** The client that logs in by this name, or has this id; undefined for none. */
  find(nameOrId: string): Promise<ApiClient | undefined>;
  /** What a client is granted for the account's own audience. */
  grantsOf(client: ApiClient): Promise<readonly Grant[]>;
  /** Makes a client without a grant; its secret is never answered again. */
  create(client: NewClient['client']): Promise<ResultOf<'createClient'>>;
  /** Grants scopes to a client by its `id`: the name that it logs in with is another thing. */
  grant(id: string, grant: NewClient['grant']): Promise<Grant>;
  /** Replaces the scopes of a grant. */
  replaceScopes(grantId: string, scopes: readonly Scope[]): Promise<Grant>;
}

/** The clients of the account that a session with an administrator's token belongs to; its functions reject with UpstreamError. */
export function clientAdmin(session: UpstreamSession): ClientAdmin {
  return {
    async find(nameOrId) {
      const clients = await session.call(listClients, {});
      return clients.find(({ id, client_id }) => client_id === nameOrId || id === nameOrId);
    },
    async grantsOf({ id }) {
      const grants = await session.call(listClientGrants, { query: { client_id: id, audience: undefined } });
      // Not every service heeds a filter that it does not know.
      return grants.filter(({ client_id, deleted_at }) => client_id === id && deleted_at === undefined);
    },
    create: (client) => session.call(createClient, { body: client }),
    grant: (id, grant) => session.call(createClientGrant, { body: { ...grant, client_id: id } }),
    replaceScopes: (id, scopes) => session.call(updateClientGrant, { path: { id }, body: { scope: [...scopes] } }),
  };
}

/** What the contract calls a scope that may be written in an older way. */
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

/** The changes after which grants hold exactly these scopes; what is missing goes to the first. Empty: none is needed. */
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
