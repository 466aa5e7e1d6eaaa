import { endpointTable } from '../../upstream/contract/endpoints.ts';
import type { TryWatch } from '../../upstream/watch.ts';

/** Paths that have a label of their own; all others are `other`, and what was no valid HTTP request is `none`. */
const ownPaths = ['/graphql', '/explain', '/contract', '/health', '/ready'];

/** Statuses of an HTTP request that could not be read. */
const unreadStatuses = [400, 408, 417, 431];

/** Statuses that `/graphql` answers; 499: the client had left. */
const graphqlStatuses = [200, 204, 304, 400, 401, 403, 405, 406, 408, 413, 415, 429, 499, 500, 502, 503, 504];

/** Paths and statuses that are there with 0 from the first scrape. */
export const knownAnswers: readonly { readonly path: string; readonly status: string }[] = [
  ...graphqlStatuses.map((status) => ({ path: '/graphql', status: String(status) })),
  ...unreadStatuses.map((status) => ({ path: 'none', status: String(status) })),
  ...ownPaths.map((path) => ({ path, status: '200' })),
  ...['/ready', '/graphql'].map((path) => ({ path, status: '503' })),
];

/** The label of a path, which is a caller's word until it is found among ours. */
export function pathLabel(path: string | null): string {
  if (path === null) return 'none';
  const known = path === '/graphql/' ? '/graphql' : path;
  return ownPaths.includes(known) ? known : 'other';
}

const ownStatuses: ReadonlySet<number> = new Set([200, 201, 204, 400, 401, 403, 404, 409, 429, 500, 502, 503, 504]);

/** The label of what a try came to: upstream's status, or where there was none the kind of failure. */
export function statusLabel(...[status, failure]: Parameters<TryWatch['ended']>): string {
  if (status === null) return failure ?? 'none';
  return ownStatuses.has(status) ? String(status) : `${Math.floor(status / 100)}xx`;
}

/** Every service of the contract. */
export const services = [...new Set(Object.values(endpointTable).map(({ service }) => service))];

/** Every endpoint of the contract. */
export const endpoints = Object.keys(endpointTable);

/** Lets so many values stand for themselves, those that come first; further ones are `other`. */
export function createBound(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most) return 'other';
    known.add(value);
    return value;
  };
}
