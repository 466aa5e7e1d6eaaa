import type { FieldNode, GraphQLField, GraphQLSchema, OperationDefinitionNode } from 'graphql';
import { accessRule, earlyStart } from '../auth/plugin.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Selected, Selection } from './selection.ts';
import { argumentsOf, type KnownVariables, knownVariables } from './variables.ts';
import type { Verdict } from './verdict.ts';

/** A field that hangs on a root field, whose keys the document tells: it need not wait for it. */
export interface EarlyCall {
  readonly root: Place;
  readonly field: Place;
}

interface Place {
  readonly field: GraphQLField<unknown, unknown>;
  readonly node: FieldNode | undefined;
}

/** The fields of a query that can start together with the root fields that they hang on. Writes never do. */
export function earlyCalls(selection: Selection, verdicts: ReadonlyMap<Selected, Verdict>): EarlyCall[] {
  if (selection.kind !== 'query') return [];
  const isAllowed = (selected: Selected) => verdicts.get(selected)?.decision === 'allowed';
  return selection.fields
    .filter((root) => isAllowed(root) && accessRule(root.field.extensions)?.known !== undefined)
    .flatMap((root) =>
      root.children
        .filter((each) => isAllowed(each) && accessRule(each.field.extensions)?.early === true)
        .map((each) => ({ root: placeOf(root), field: placeOf(each) })),
    );
}

function placeOf({ field, nodes: [node] }: Selected): Place {
  return { field, node };
}

/** What an operation runs with. */
export interface Running {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly viewer: Viewer;
  /** The context that resolvers get. */
  readonly context: object;
}

/**
 * Begins early calls. What they answer, or how they fail, waits in the loaders for the field whose turn it is; where the
 * root field turns out not to exist, it was asked for in vain.
 *
 * @returns how many fields were begun
 */
export function startEarly(
  calls: readonly EarlyCall[],
  { schema, operation, variables, viewer, context }: Running,
): number {
  if (calls.length === 0) return 0;
  const known = knownVariables(schema, operation, variables);
  let begun = 0;
  for (const { root, field } of calls) {
    const rule = accessRule(field.field.extensions);
    const source = accessRule(root.field.extensions)?.known?.(valuesOf(root, known), viewer) ?? null;
    const start = rule && earlyStart(rule);
    if (source === null || start === undefined) continue;
    begun += 1;
    begin(() => start(source, valuesOf(field, known), context));
  }
  return begun;
}

function valuesOf({ field, node }: Place, known: KnownVariables) {
  return argumentsOf(known, field, node?.arguments ?? []).args;
}

/** The field whose turn it is meets the same failure and tells it. */
function begin(start: () => unknown): void {
  try {
    Promise.resolve(start()).catch(() => undefined);
  } catch {
    return;
  }
}
