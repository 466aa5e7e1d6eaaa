import type { VariableValues } from 'graphql';
import type { Decision } from '../auth/access/decide.ts';
import { isReadyWith, knownShape } from '../auth/access/foresee.ts';
import { type Gate, wayOf } from '../auth/access/gate.ts';
import { gateOf } from '../auth/access/plugin.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { TreeField } from '../execution/tree.ts';
import { regularTexts } from '../kernel/typed-texts.ts';
import { gateArguments } from './gates.ts';
import type { Selected, Selection } from './selection.ts';
import { argumentsOf, type KnownVariables } from './variables.ts';

/** A field that hangs on a root field, whose keys the document tells: it need not wait for it. */
export interface EarlyCall {
  readonly root: TreeField;
  readonly field: TreeField;
}

/** The fields of a query that can start together with the root fields that they hang on. Writes never do. */
export function earlyCalls(selection: Selection, decisions: ReadonlyMap<Selected, Decision>): EarlyCall[] {
  if (selection.kind !== 'query') return [];
  const isAllowed = (selected: Selected) => decisions.get(selected)?.decision === 'allowed';
  return selection.fields
    .filter(isAllowed)
    .flatMap((root) =>
      root.children
        .filter((each) => isAllowed(each) && isEarly(root, each))
        .map((each) => ({ root: root.at, field: each.at })),
    );
}

/** Whether a field can start with the root field that it hangs on: its call reads nothing but keys that are known. */
export function isEarly(root: Selected, field: Selected): boolean {
  const [rootGate, gate] = [gateOf(root.field.extensions), gateOf(field.field.extensions)];
  if (rootGate === undefined || gate === undefined) return false;
  const keys = knownShape(rootGate, { ...gateArguments(root), source: {}, viewer: null });
  return keys !== null && isReadyWith(gate, keys, gateArguments(field));
}

/** Arguments of an execution. */
export interface Running {
  readonly variables: VariableValues;
  readonly viewer: Viewer;
  /** The context that gates get. */
  readonly context: object;
}

/**
 * Begins early calls. What they answer, or how they fail, waits in the request's memory for the field whose turn it is;
 * where the root field turns out not to exist, it was asked for in vain.
 */
export function startEarly(calls: readonly EarlyCall[], { variables, viewer, context }: Running): void {
  if (calls.length === 0) return;
  const known: KnownVariables = { names: null, values: variables };
  for (const { root, field } of calls) {
    const source = gateOf(root.field.extensions)?.known?.(valuesOf(root, known), viewer, {}) ?? null;
    const gate = gateOf(field.field.extensions);
    if (source !== null && gate !== undefined) begin(gate, source, valuesOf(field, known), viewer, context);
  }
}

/** Arguments as the field will be given them when its turn comes. */
function valuesOf(at: TreeField, known: KnownVariables) {
  return regularTexts(at.field.args, argumentsOf(known, at).args);
}

/** The field whose turn it is meets the same failure and tells it. */
function begin(gate: Gate, source: object, args: object, viewer: Viewer, context: object): void {
  try {
    const input = gate.input(source, args, viewer) ?? null;
    if (input === null) return;
    gate.load(input, wayOf(gate, input, viewer), { args, context, info: undefined }).catch(() => undefined);
  } catch {
    return;
  }
}
