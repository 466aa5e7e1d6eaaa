import { knownName } from '../../auth/tokens/spellings.ts';
import type { Scope } from '../../kernel/scope.ts';
import { endpointTable } from '../../upstream/contract/endpoints.ts';

const known: ReadonlySet<string> = new Set(Object.values(endpointTable).flatMap(({ scopes }) => scopes));

/** What the contract calls a scope: `read:customers` for `customers:read`. */
export function nameOfScope(scope: Scope): Scope {
  return knownName(scope, known) ?? scope;
}
