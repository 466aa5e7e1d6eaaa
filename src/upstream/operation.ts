import type { ScopedOperation } from '../kernel/scope.ts';
import { type OperationTypes, operationTable } from './contract/operations.ts';

/** Id of an endpoint in the upstream contract. */
export type OperationId = keyof OperationTypes & keyof typeof operationTable;

/** One of the REST services (or the token service) that the contract describes. */
export type Service = (typeof operationTable)[OperationId]['service'];

/** How a list is paged: a bare array whose rows hold the next cursor, or an envelope with `starting_after` beside the rows. */
export interface Paging {
  readonly style: 'array' | 'envelope';
  /** Envelope: the member that holds the rows. */
  readonly items?: string;
  /** Array: the member of a row that `starting_after` takes, where the row has no `paging_token`. */
  readonly cursor?: string;
}

/** One REST endpoint, with the facts that the contract states of it. */
export interface Operation<Id extends OperationId = OperationId> extends ScopedOperation {
  readonly id: Id;
  readonly service: Service;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE';
  /** Path template below the base URL: `/accounts/{aid}/customers/users/{customer_id}`. */
  readonly path: string;
  /** Whether it changes nothing upstream; true of a few POST operations too. */
  readonly read: boolean;
  /** Null for an endpoint that upstream does not page. */
  readonly paging: Paging | null;
}

/** The endpoint of the contract with this id. */
export function operation<const Id extends OperationId>(id: Id): Operation<Id> {
  return { id, ...operationTable[id] };
}

/** Path parameters of an operation, without the account, which the client fills in. */
export type PathOf<Id extends OperationId> = Omit<Required<OperationTypes[Id]['parameters']>['path'], 'aid' | 'oid'>;

/** Query parameters of an operation; undefined ones are not sent. */
export type QueryOf<Id extends OperationId> = OrUndefined<
  NonNullable<Required<OperationTypes[Id]['parameters']>['query']>
>;

/** Header parameters of an operation, without those that every request has. */
export type HeaderOf<Id extends OperationId> = OperationTypes[Id]['parameters'] extends {
  header: infer Headers extends object;
}
  ? Headers
  : Record<never, string>;

/** JSON body of an operation, `never` where it takes none. */
export type BodyOf<Id extends OperationId> = OperationTypes[Id] extends { requestBody?: infer Body }
  ? JsonOf<NonNullable<Body>>
  : never;

/**
 * A body before it is held to the contract: closed sets of texts are any text, members that may be absent may be
 * undefined, or null, of which the contract says whether it may be sent.
 */
export type Unchecked<Body> = Body extends string
  ? string
  : Body extends readonly (infer Item)[]
    ? Unchecked<Item>[]
    : Body extends object
      ? {
          [Key in keyof Body]: object extends Pick<Body, Key>
            ? Unchecked<Body[Key]> | null | undefined
            : Unchecked<Body[Key]>;
        }
      : Body;

/** JSON that an operation answers when it succeeds; undefined where it answers without a body. */
export type ResultOf<Id extends OperationId> = OperationTypes[Id]['responses'] extends infer Responses
  ? JsonOf<Responses[keyof Responses & (200 | 201)]> extends infer Json
    ? [Json] extends [never]
      ? undefined
      : Json
    : never
  : never;

/** What one call of an operation takes. */
export type InputOf<Id extends OperationId> = PathInput<Id> & QueryInput<Id> & HeaderInput<Id> & BodyInput<Id>;

/** Ids of the operations that upstream pages. */
export type PagedOperationId = {
  [Id in OperationId]: (typeof operationTable)[Id]['paging'] extends null ? never : Id;
}[OperationId];

/** One row of a paged operation. */
export type ItemOf<Id extends PagedOperationId> = (typeof operationTable)[Id]['paging'] extends { items: infer Items }
  ? NonNullable<ResultOf<Id>[Items & keyof ResultOf<Id>]> extends readonly (infer Item)[]
    ? Item
    : never
  : ResultOf<Id> extends readonly (infer Item)[]
    ? Item
    : never;

type OrUndefined<T> = { [Key in keyof T]: object extends Pick<T, Key> ? T[Key] | undefined : T[Key] };
type JsonOf<T> = T extends { content: { 'application/json': infer Json } } ? Json : never;
type PathInput<Id extends OperationId> = keyof PathOf<Id> extends never ? { path?: never } : { path: PathOf<Id> };
type QueryInput<Id extends OperationId> = OperationTypes[Id]['parameters'] extends { query: infer Query extends object }
  ? { query: OrUndefined<Query> }
  : [QueryOf<Id>] extends [never]
    ? { query?: never }
    : { query?: QueryOf<Id> };
type HeaderInput<Id extends OperationId> = keyof HeaderOf<Id> extends never
  ? { header?: never }
  : { header: HeaderOf<Id> };
type BodyInput<Id extends OperationId> = OperationTypes[Id] extends { requestBody: { content: unknown } }
  ? { body: BodyOf<Id> }
  : [BodyOf<Id>] extends [never]
    ? { body?: never }
    : { body?: BodyOf<Id> };
