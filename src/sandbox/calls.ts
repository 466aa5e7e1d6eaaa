import type { EndpointName } from '../upstream/endpoint.ts';

/** One request that the sandbox has received. */
export interface SandboxCall {
  /** Null for a path that the contract does not know. */
  readonly endpoint: EndpointName | null;
  readonly method: string;
  /** Path below the account with its query, secrets in it masked: `/customers/users/C1001`. */
  readonly path: string;
  /** The caller's `X-Request-Id`; null if it sent none. */
  readonly requestId: string | null;
  /** Zero for a call that got no answer. */
  status: number;
}

const secretParameters = ['token', 'token_value', 'pin'];

/** The path of a call as it may be written down. */
export function loggedPath(url: URL): string {
  const path = url.pathname.replace(/^\/v1(\/accounts\/[^/]+)?/, '');
  const query = new URLSearchParams(url.searchParams);
  for (const name of secretParameters) if (query.has(name)) query.set(name, '***');
  return query.size === 0 ? path : `${path}?${query}`;
}
