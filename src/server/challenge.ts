import { GraphQLError } from 'graphql';
import { AccessDeniedError, type Denial } from '../auth/errors.ts';

/**
 * `WWW-Authenticate` of an answer that was refused as a whole, by RFC 6750, section 3; undefined where access was not
 * the reason. `scope` names for each denied coordinate the set that lacks least.
 */
export function challengeOf(errors: readonly unknown[]): string | undefined {
  const denials = errors.flatMap((error) => {
    const cause = error instanceof GraphQLError ? error.originalError : error;
    return cause instanceof AccessDeniedError ? [cause.denial] : [];
  });
  if (denials.length === 0) return undefined;
  if (denials.some(({ code }) => code === 'UNAUTHENTICATED')) return 'Bearer';
  const scopes = [...new Set(denials.flatMap(nearest))].sort();
  return `Bearer error="insufficient_scope", scope="${scopes.join(' ')}"`;
}

/** Of the scope sets that would do, the one of which the caller lacks least. */
function nearest({ required, missing }: Denial): readonly string[] {
  const least = Math.min(...missing.map(({ length }) => length));
  return required[missing.findIndex(({ length }) => length === least)] ?? [];
}
