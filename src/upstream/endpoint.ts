import type { ScopedEndpoint } from '../kernel/scope.ts';
import { type EndpointTypes, endpointTable } from './contract/endpoints.ts';

/** Name of an endpoint in the upstream contract. */
export type EndpointName = keyof EndpointTypes & keyof typeof endpointTable;

/** One of the REST services (or the token service) that the contract describes. */
export type Service = (typeof endpointTable)[EndpointName]['service'];

/** How a list is paged: a bare array whose rows hold the next cursor, or an envelope with `starting_after` beside the rows. */
export interface Paging {
  readonly style: 'array' | 'envelope';
  /** Envelope: the member that holds the rows. */
  readonly items?: string;
  /** Array: the member of a row that `starting_after` takes, where the row has no `paging_token`. */
  readonly cursor?: string;
  /** Rows of one answer at most, default 100. */
  readonly max?: number;
}

/** What the contract promises of an answer with success. */
export interface AnswerForm {
  /** Statuses of success. */
  readonly statuses: readonly number[];
  /** `none`: it has no body. */
  readonly kind: 'object' | 'array' | 'none';
  /** Members of which the answer, or each row of it, must hold one at least; empty: none must be there. */
  readonly ids: readonly string[];
  /** By a parameter of the path: the members (`customer.id`: one inside another) of which one must repeat it, if any is there. */
  readonly echoes: Readonly<Record<string, readonly string[]>>;
  /** By a parameter of the query that narrows the list: the members of which one must repeat it in every row. */
  readonly asked: Readonly<Record<string, readonly string[]>>;
}

/** One REST endpoint, with the facts that the contract states of it. */
export interface Endpoint<Name extends EndpointName = EndpointName> extends ScopedEndpoint {
  readonly name: Name;
  readonly service: Service;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path template below the base URL: `/accounts/{aid}/customers/users/{customer_id}`. */
  readonly path: string;
  /** Whether it changes nothing upstream; true of a few POST endpoints too. */
  readonly read: boolean;
  /** Null for an endpoint that upstream does not page. */
  readonly paging: Paging | null;
  /** Whether it answers 404 where there is no such thing, which is no fault: a look-up of ours then gives null. */
  readonly mayBeAbsent: boolean;
  /** What an answer with success looks like. */
  readonly answer: AnswerForm;
}

/** The endpoint of the contract with this name. */
export function endpoint<const Name extends EndpointName>(name: Name): Endpoint<Name> {
  return { name, ...endpointTable[name] };
}

/** Path parameters of an endpoint, without the account, which the client fills in. */
export type PathOf<Name extends EndpointName> = EndpointTypes[Name]['parameters'] extends { path: infer Path }
  ? Omit<Path, 'aid' | 'oid'>
  : Record<never, never>;

/** Query parameters of an endpoint; undefined ones are not sent. */
export type QueryOf<Name extends EndpointName> = OrUndefined<
  NonNullable<Required<EndpointTypes[Name]['parameters']>['query']>
>;

/** Header parameters of an endpoint, without those that every request has. */
export type HeaderOf<Name extends EndpointName> = EndpointTypes[Name]['parameters'] extends {
  header: infer Headers extends object;
}
  ? Headers
  : Record<never, string>;

/** JSON body of an endpoint, `never` where it takes none. */
export type BodyOf<Name extends EndpointName> = EndpointTypes[Name] extends { requestBody?: infer Body }
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

/** JSON that an endpoint answers when it succeeds; undefined where it answers without a body. */
export type ResultOf<Name extends EndpointName> = EndpointTypes[Name]['responses'] extends infer Responses
  ? JsonOf<Responses[keyof Responses & (200 | 201)]> extends infer Json
    ? [Json] extends [never]
      ? undefined
      : Json
    : never
  : never;

/** What a read of an endpoint gives: its JSON; null where it answers 404 for what is not there. */
export type AnswerOf<Name extends EndpointName> =
  | ResultOf<Name>
  | ((typeof endpointTable)[Name]['mayBeAbsent'] extends true ? null : never);

/** Names of the endpoints of a service that change something. */
export type WriteName<Of extends Service = Service> = {
  [Name in EndpointName]: (typeof endpointTable)[Name] extends { service: Of; read: false } ? Name : never;
}[EndpointName];

/** Names of the endpoints of a service that change nothing. */
export type ReadName<Of extends Service = Service> = Exclude<
  { [Name in EndpointName]: (typeof endpointTable)[Name]['service'] extends Of ? Name : never }[EndpointName],
  WriteName
>;

/** What one call of an endpoint takes. */
export type InputOf<Name extends EndpointName> = PathInput<Name> &
  QueryInput<Name> &
  HeaderInput<Name> &
  BodyInput<Name>;

/** Names of the endpoints that upstream pages. */
export type PagedEndpointName = {
  [Name in EndpointName]: (typeof endpointTable)[Name]['paging'] extends null ? never : Name;
}[EndpointName];

/** One row of a paged endpoint. */
export type ItemOf<Name extends PagedEndpointName> = (typeof endpointTable)[Name]['paging'] extends {
  items: infer Items;
}
  ? NonNullable<ResultOf<Name>[Items & keyof ResultOf<Name>]> extends readonly (infer Item)[]
    ? Item
    : never
  : ResultOf<Name> extends readonly (infer Item)[]
    ? Item
    : never;

type OrUndefined<T> = { [Key in keyof T]: object extends Pick<T, Key> ? T[Key] | undefined : T[Key] };
type JsonOf<T> = T extends { content: { 'application/json': infer Json } } ? Json : never;
type PathInput<Name extends EndpointName> = keyof PathOf<Name> extends never
  ? { path?: never }
  : { path: PathOf<Name> };
type QueryInput<Name extends EndpointName> = EndpointTypes[Name]['parameters'] extends {
  query: infer Query extends object;
}
  ? { query: OrUndefined<Query> }
  : [QueryOf<Name>] extends [never]
    ? { query?: never }
    : { query?: QueryOf<Name> };
type HeaderInput<Name extends EndpointName> = keyof HeaderOf<Name> extends never
  ? { header?: never }
  : { header: HeaderOf<Name> };
type BodyInput<Name extends EndpointName> = EndpointTypes[Name] extends { requestBody: { content: unknown } }
  ? { body: BodyOf<Name> }
  : [BodyOf<Name>] extends [never]
    ? { body?: never }
    : { body?: BodyOf<Name> };
