import type { GraphQLSchema } from 'graphql';
import type { Audience } from '../kernel/least-power.ts';
import type { Scope } from '../kernel/scope.ts';
import type { Selection } from '../plan/selection.ts';
import { type Comparison, closed, compare, forcedBy, type Need, needsOf, reasonFor, smallestSets } from './scopes.ts';

/** An operation of an app. */
export interface NamedSelection {
  readonly name: string;
  readonly selection: Selection;
}

/** What an app needs of one kind of token, over all its operations. */
export interface AppScopes {
  readonly audience: Audience;
  /** Scope sets, any one of which is enough, least powerful first; null: there are too many to list. */
  readonly sets: readonly (readonly Scope[])[] | null;
  /** Why the first set is the one to ask for; null where there is no other. */
  readonly reason: string | null;
  /** The operations and fields that need each scope of the first set. */
  readonly forcedBy: readonly { readonly scope: Scope; readonly uses: readonly Use[] }[];
  /** Fields to which no token of this kind has access. */
  readonly closed: readonly Use[];
}

/** A field in an operation. */
export interface Use {
  readonly operation: string;
  readonly coordinate: string;
}

/** The difference between the scopes of a client and those that an app needs. */
export interface AppComparison extends Omit<Comparison, 'lacking'> {
  readonly lacking: readonly (Use & { readonly missing: readonly (readonly Scope[])[] })[];
}

/** The least powerful scope sets that make all operations of an app work. */
export function appScopes(schema: GraphQLSchema, operations: readonly NamedSelection[], audience: Audience): AppScopes {
  const byOperation = operations.map(({ name, selection }) => ({ name, needs: needsOf(schema, selection, audience) }));
  const sets = smallestSets(byOperation.flatMap(({ needs }) => needs));
  const uses = (of: (needs: readonly Need[]) => readonly string[]): Use[] =>
    byOperation.flatMap(({ name, needs }) => of(needs).map((coordinate) => ({ operation: name, coordinate })));
  return {
    audience,
    sets,
    reason: reasonFor(sets ?? []),
    forcedBy: (sets?.[0] ?? []).map((scope) => ({
      scope,
      uses: uses((needs) => forcedBy(needs, sets?.[0] ?? []).find((each) => each.scope === scope)?.coordinates ?? []),
    })),
    closed: uses(closed),
  };
}

/** The scopes that a client has too many or too few of for an app. */
export function compareApp(
  schema: GraphQLSchema,
  operations: readonly NamedSelection[],
  audience: Audience,
  granted: readonly Scope[],
): AppComparison {
  const byOperation = operations.map(({ name, selection }) => ({ name, needs: needsOf(schema, selection, audience) }));
  const { excess, tooPowerful } = compare(
    byOperation.flatMap(({ needs }) => needs),
    granted,
  );
  return {
    lacking: byOperation.flatMap(({ name, needs }) =>
      compare(needs, granted).lacking.map((each) => ({ operation: name, ...each })),
    ),
    excess,
    tooPowerful,
  };
}
