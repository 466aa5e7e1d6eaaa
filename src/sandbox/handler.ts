import type { BodyOf, EndpointName, HeaderOf, PathOf, QueryOf } from '../upstream/endpoint.ts';
import type { SandboxState } from './state.ts';

/** Who calls the sandbox, by its token. */
export interface Caller {
  readonly scopes: ReadonlySet<string>;
  /** The customer of a token with `user:` scopes, else null. */
  readonly customerId: string | null;
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

/** What a handler answers. */
export interface SandboxAnswer {
  readonly status: number;
  /** Undefined: no body. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Answers one endpoint from the state. */
export type Handler<Id extends EndpointName> = (
  request: SandboxRequest<Id>,
  state: SandboxState,
) => SandboxAnswer | Promise<SandboxAnswer>;

/** Handlers by endpoint id. */
export type Handlers = { readonly [Id in EndpointName]?: Handler<Id> };

/** 200 with a body; 404 where there is none. */
export function found(body: unknown): SandboxAnswer {
  return body === undefined || body === null ? failure(404, 'NOT_FOUND', 'No such thing.') : { status: 200, body };
}

/** An error in the form of the contract. */
export function failure(status: number, code: string, message: string, errors?: readonly object[]): SandboxAnswer {
  return { status, body: { error: { code, message, ...(errors && { errors }) } } };
}

/** 400 for a value that upstream does not take, at a JSON pointer into the body. */
export function invalid(field: string, message: string): SandboxAnswer {
  return failure(400, 'VALIDATION', 'The request is not valid.', [{ field, message }]);
}
