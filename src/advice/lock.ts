import type { GraphQLSchema } from 'graphql';
import type { Audience } from '../kernel/least-power.ts';
import type { Scope } from '../kernel/scope.ts';
import type { NamedSelection } from './app-scopes.ts';
import { compare, isOpen, needsOf, smallestSets } from './scopes.ts';

/** The scopes that an app's clients are known to hold, by operation: a file beside the app's documents. */
export interface ScopesLock {
  readonly audience: Audience;
  /** The least powerful scope set that makes each operation work. */
  readonly operations: Readonly<Record<string, readonly Scope[]>>;
}

/**
 * A lock of an app's operations as they are now.
 *
 * @throws Error when an operation is closed to the audience, or there are too many scope sets
 */
export function lockOf(schema: GraphQLSchema, operations: readonly NamedSelection[], audience: Audience): ScopesLock {
  const entries = operations.map(({ name, selection }) => {
    const needs = needsOf(schema, selection, audience);
    const closed = needs.find(({ sets }) => sets.length === 0);
    if (closed !== undefined) throw new Error(`${name}: ${closed.coordinate} is closed to a ${audience} token.`);
    const [best] = smallestSets(needs) ?? [];
    if (best === undefined) throw new Error(`${name} can be made to work by too many scope sets.`);
    return [name, best] as const;
  });
  return { audience, operations: Object.fromEntries(entries.sort(([one], [other]) => (one < other ? -1 : 1))) };
}

/**
 * What operations need beyond their lock, a line each with app, operation, field and scope, and what of a lock is more
 * powerful than it need be; empty: nothing.
 */
export function lockProblems(
  schema: GraphQLSchema,
  app: string,
  operations: readonly NamedSelection[],
  { audience, operations: locked }: ScopesLock,
): string[] {
  const names = new Set(operations.map(({ name }) => name));
  const gone = Object.keys(locked).filter((name) => !names.has(name));
  return [
    ...operations.flatMap(({ name, selection }) => {
      const held = locked[name];
      if (held === undefined) return [`${app} ${name}: is not in the lock`];
      const needs = needsOf(schema, selection, audience);
      return [
        ...needs
          .filter((need) => !isOpen(need, held))
          .map(({ coordinate, sets }) => `${app} ${name}: ${coordinate} needs ${lacked(sets, held)}`),
        ...compare(needs, held).tooPowerful.map(
          ({ scope, instead }) => `${app} ${name}: ${scope} is too powerful, ${instead.join(' and ')} would do`,
        ),
      ];
    }),
    ...gone.map((name) => `${app} ${name}: is in the lock, but no document any more`),
  ];
}

function lacked(sets: readonly (readonly Scope[])[], held: readonly Scope[]): string {
  const missing = sets.map((set) => set.filter((scope) => !held.includes(scope)).join(' and '));
  return missing.length === 0 ? 'what no such token holds' : missing.join(', or ');
}
