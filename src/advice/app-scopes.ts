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
  /** Any of these scope sets would do, least powerful first; null: there are too many to be of use. */
  readonly sets: readonly (readonly Scope[])[] | null;
  /** Why the first set is the one to ask for; null where there is no other. */
  readonly reason: string | null;
  /** Which operations and fields ask for each scope of the first set. */
  readonly forcedBy: readonly { readonly scope: Scope; readonly uses: readonly Use[] }[];
  /** Fields that no token of this kind is admitted to. */
  readonly closed: readonly Use[];
}

/** A field in an operation. */
export interface Use {
  readonly operation: string;
  readonly coordinate: string;
}

/** How what a client holds compares with what an app needs. */
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

/** What a client holds too much or too little of for an app. */
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
