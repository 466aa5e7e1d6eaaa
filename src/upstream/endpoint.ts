import type { ScopedEndpoint } from '../kernel/scope.ts';
import { type EndpointTypes, endpointTable } from './contract/endpoints.ts';

/** Name of an endpoint in the upstream contract. */
export type EndpointName = keyof EndpointTypes & keyof typeof endpointTable;

/** One of the REST services (or the token service) that the contract describes. */
export type Service = (typeof endpointTable)[EndpointName]['service'];

/** How a list is paged: a bare array whose rows contain the next cursor, or an envelope with `starting_after` next to the rows. */
export interface Paging {
  readonly style: 'array' | 'envelope';
  /** Envelope: the member that contains the rows. */
  readonly items?: string;
  /** Array: the member of a row that is used as `starting_after`, if the row has no `paging_token`. */
  readonly cursor?: string;
  /** Largest number of rows in one answer, default 100. */
  readonly max?: number;
  /**
   * Array: where this parameter of the query is given, rows come in the order of the member, `starting_after` must not be
   * sent, and the next page is asked for by the latest value of the member.
   */
  readonly since?: { readonly parameter: string; readonly member: string };
}

/** What the contract says about a successful answer. */
export interface AnswerForm {
  /** The status codes of success. */
  readonly statuses: readonly number[];
  /** `none`: the answer has no body. */
  readonly kind: 'object' | 'array' | 'none';
  /** Members, at least one of which must be in the answer, or in each row of it; empty: none is required. */
  readonly ids: readonly string[];
  /** For a parameter of the path: the members (`customer.id` is nested), one of which must repeat it, if any of them is present. */
  readonly echoes: Readonly<Record<string, readonly string[]>>;
  /** For a parameter of the query that filters the list: the members, one of which must repeat it in every row. */
  readonly asked: Readonly<Record<string, readonly string[]>>;
}

/** One REST endpoint, with what the contract says about it. */
export interface Endpoint<Name extends EndpointName = EndpointName> extends ScopedEndpoint {
  readonly name: Name;
  readonly service: Service;
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path template below the base URL: `/accounts/{aid}/customers/users/{customer_id}`. */
  readonly path: string;
  /** Whether it changes nothing; also true of a few POST endpoints. */
  readonly read: boolean;
  /** Null: it is not paged. */
  readonly paging: Paging | null;
  /** Whether 404 means that the thing does not exist, which is not an error: the look-up then returns null. */
  readonly mayBeAbsent: boolean;
  /** The form of a successful answer. */
  readonly answer: AnswerForm;
}

/** The endpoint of the contract with this name. */
export function endpoint<const Name extends EndpointName>(name: Name): Endpoint<Name> {
  return { name, ...endpointTable[name] };
}

/** Path parameters of an endpoint, without the account: the client adds it. */
export type PathOf<Name extends EndpointName> = EndpointTypes[Name]['parameters'] extends { path: infer Path }
  ? Omit<Path, 'aid' | 'oid'>
  : Record<never, never>;

/** Query parameters of an endpoint; undefined ones are not sent. */
export type QueryOf<Name extends EndpointName> = OrUndefined<
  NonNullable<Required<EndpointTypes[Name]['parameters']>['query']>
>;

/** Header parameters of an endpoint, without those that every call has. */
export type HeaderOf<Name extends EndpointName> = EndpointTypes[Name]['parameters'] extends {
  header: infer Headers extends object;
}
  ? Headers
  : Record<never, string>;

/** JSON body of an endpoint; `never` if it takes none. */
export type BodyOf<Name extends EndpointName> = EndpointTypes[Name] extends { requestBody?: infer Body }
  ? JsonOf<NonNullable<Body>>
  : never;

/**
 * A body before it is checked against the contract: any text stands for a closed set of texts, and optional members may be
 * undefined or null. The check says whether null may be sent.
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

/** JSON of a successful answer; undefined if the answer has no body. */
export type ResultOf<Name extends EndpointName> = EndpointTypes[Name]['responses'] extends infer Responses
  ? JsonOf<Responses[keyof Responses & (200 | 201)]> extends infer Json
    ? [Json] extends [never]
      ? undefined
      : Json
    : never
  : never;

/** Result of a read: the JSON of the answer; null if the answer is 404 because the thing does not exist. */
export type AnswerOf<Name extends EndpointName> =
  | ResultOf<Name>
  | ((typeof endpointTable)[Name]['mayBeAbsent'] extends true ? null : never);

/** Names of the endpoints of a service that write. */
export type WriteName<Of extends Service = Service> = {
  [Name in EndpointName]: (typeof endpointTable)[Name] extends { service: Of; read: false } ? Name : never;
}[EndpointName];

/** Names of the endpoints of a service that only read. */
export type ReadName<Of extends Service = Service> = Exclude<
  { [Name in EndpointName]: (typeof endpointTable)[Name]['service'] extends Of ? Name : never }[EndpointName],
  WriteName
>;

/** The input of one call of an endpoint. */
export type InputOf<Name extends EndpointName> = PathInput<Name> &
  QueryInput<Name> &
  HeaderInput<Name> &
  BodyInput<Name>;

/** Names of the endpoints that are paged. */
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
