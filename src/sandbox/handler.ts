import type { BodyOf, EndpointName, HeaderOf, PathOf, QueryOf } from '../upstream/endpoint.ts';
import type { SandboxAnswer } from './answer.ts';
import type { SandboxState } from './state.ts';

/** Who calls the sandbox, by its token. */
export interface Caller {
  readonly scopes: ReadonlySet<string>;
  /** The customer of a token with `user:` scopes, else null. */
  readonly customerId: string | null;
  /** The id of the API client of a client's token, else null. */
  readonly clientId: string | null;
}

/** A request that the contract allows, from a caller who may make it. */
export interface SandboxRequest<Id extends EndpointName> {
  readonly path: PathOf<Id>;
  readonly query: QueryOf<Id>;
  readonly body: BodyOf<Id>;
  readonly header: HeaderOf<Id>;
  readonly authorization: string | undefined;
  readonly caller: Caller;
}

/** Answers one endpoint from the state. */
export type Handler<Id extends EndpointName> = (
  request: SandboxRequest<Id>,
  state: SandboxState,
) => SandboxAnswer | Promise<SandboxAnswer>;

/** Handlers by endpoint id. */
export type Handlers = { readonly [Id in EndpointName]?: Handler<Id> };
