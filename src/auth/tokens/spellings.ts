import { isOneSided, type Scope } from '../../kernel/scope.ts';

/** Scopes that the vendor's guides spell otherwise than the contract does, with the scope of the contract that grants the same. */
const otherNames: ReadonlyMap<Scope, Scope> = new Map([
  // The list of scopes for API clients.
  ['admin:account', 'admin:accounts'],
  // The guide to the log-in of customers.
  ['accounts:auth:users', 'write:accounts:/auth/users'],
]);

/** Grants and roles of some guides name the service first: `receipts:write`. */
const serviceFirst = /^([a-z]+):([a-z]+)$/;

/**
 * The name that the contract has for a scope, by what the vendor's guides say that it grants and never for more. A scope of
 * the log-in guide that only reads or only writes own data keeps its name. Undefined where nothing knows the scope.
 */
export function knownName(scope: Scope, known: ReadonlySet<Scope>): Scope | undefined {
  if (known.has(scope) || isOneSided(scope)) return scope;
  const [, service, verb] = serviceFirst.exec(scope) ?? [];
  const name = otherNames.get(scope) ?? `${verb}:${service}`;
  return known.has(name) ? name : undefined;
}
