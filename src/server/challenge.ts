import { GraphQLError } from 'graphql';
import { AccessDeniedError, type Denial } from '../auth/access/denial.ts';
import { audienceOf, byPower, isFor } from '../kernel/least-power.ts';

/**
 * `WWW-Authenticate` of an answer that was refused as a whole, by RFC 6750, section 3; undefined where access was not
 * the reason. `scope` names for each denied coordinate the least powerful set that
 * tokens like the caller's hold.
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

function nearest({ required, granted }: Denial): readonly string[] {
  const sets = required.filter((set) => isFor(audienceOf(granted), set));
  return [...(sets.length > 0 ? sets : required)].sort(byPower)[0] ?? [];
}
