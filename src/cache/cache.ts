import { connections, possibleTypes as types, withoutId } from './facts.ts';

/** `possibleTypes` of Apollo Client's `InMemoryCache`. */
export const possibleTypes: Record<string, string[]> = Object.fromEntries(
  Object.entries(types).map(([name, possible]) => [name, [...possible]]),
);

/** A page, as far as its document asks for it. */
export interface Page {
  readonly edges?: readonly unknown[];
  readonly nodes?: readonly unknown[];
  readonly pageInfo?: { readonly endCursor?: string | null };
}

/** How Apollo Client keeps a paged list: pages that follow each other become one, a first page begins anew. */
export interface PagePolicy {
  readonly keyArgs: false | string[];
  merge(existing: Page | undefined, incoming: Page, options: { readonly args: Record<string, unknown> | null }): Page;
}

/** How Apollo Client keeps a type. */
export interface TypePolicy {
  readonly keyFields?: false;
  readonly merge?: boolean;
  readonly fields?: Record<string, PagePolicy>;
}

/**
 * `typePolicies` of Apollo Client's `InMemoryCache`. What has an `id` is kept by it, everything else with the object that
 * holds it; an amount is replaced as a whole, or a new amount would stand beside an old decimal.
 */
export const typePolicies: Record<string, TypePolicy> = {
  ...Object.fromEntries(
    withoutId
      .filter((name) => !name.endsWith('Connection'))
      .map((name) => [name, { keyFields: false, merge: name !== 'Money' } as const]),
  ),
  ...Object.fromEntries(
    Object.entries(connections).map(([type, fields]) => [
      type,
      { fields: Object.fromEntries(Object.entries(fields).map(([name, args]) => [name, pages(args)])) },
    ]),
  ),
};

function pages(keyArgs: readonly string[]): PagePolicy {
  return {
    keyArgs: keyArgs.length === 0 ? false : [...keyArgs],
    merge(existing, incoming, { args }) {
      const after = args?.['after'] ?? null;
      if (existing === undefined || after === null || existing.pageInfo?.endCursor !== after) return incoming;
      return {
        ...incoming,
        ...(incoming.edges !== undefined && { edges: [...(existing.edges ?? []), ...incoming.edges] }),
        ...(incoming.nodes !== undefined && { nodes: [...(existing.nodes ?? []), ...incoming.nodes] }),
      };
    },
  };
}

/** `keys` of urql's graphcache: types that have no key of their own. */
export const keys: Record<string, () => null> = Object.fromEntries(withoutId.map((name) => [name, () => null]));

/** `resolvers` of urql's graphcache, made with its `relayPagination`: `resolvers(relayPagination)`. */
export function resolvers<Resolver>(relayPagination: () => Resolver): Record<string, Record<string, Resolver>> {
  return Object.fromEntries(
    Object.entries(connections).map(([type, fields]) => [
      type,
      Object.fromEntries(Object.keys(fields).map((name) => [name, relayPagination()])),
    ]),
  );
}
