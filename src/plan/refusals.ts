import { type FieldNode, isNonNullType } from 'graphql';
import type { Denial } from '../auth/errors.ts';
import type { Selected, Selection } from './selection.ts';
import type { Verdict } from './verdict.ts';

/** Fields of a document that are not to be run, with why: what they are denied, or all that hangs on them is. */
export type Refusals = ReadonlyMap<FieldNode, readonly Denial[]>;

/**
 * Finds the fields that need not run: those that are denied, and those of which everything that is asked for is.
 * A mutation runs whatever is denied of its payload.
 */
export function refusals(selection: Selection, verdicts: ReadonlyMap<Selected, Verdict>): Refusals {
  const found = new Map<FieldNode, readonly Denial[]>();
  const runs = new Set<FieldNode>();

  const visit = (selected: Selected, isWrite: boolean): void => {
    const [node] = selected.nodes;
    const denials = isWrite ? ownDenials(selected, verdicts) : inert(selected, verdicts);
    // Only what is gated can be held back; what is not gives what its parent carries.
    if (node !== undefined && denials !== undefined && verdicts.has(selected) && !isNonNullType(selected.field.type)) {
      found.set(node, [...(found.get(node) ?? []), ...denials]);
      return;
    }
    if (node !== undefined) runs.add(node);
    for (const child of selected.children) visit(child, false);
  };

  for (const selected of selection.fields) visit(selected, selection.kind === 'mutation');
  // A fragment may be spread where its fields are allowed and where they are not: there each place decides for itself.
  for (const node of runs) found.delete(node);
  return found;
}

/** Each denial of a selection once, of what can be come to at all. */
export function denialsOf(selection: Selection, verdicts: ReadonlyMap<Selected, Verdict>): Denial[] {
  const found = new Map<string, Denial>();
  const visit = (selected: Selected): void => {
    const denials = ownDenials(selected, verdicts);
    for (const denial of denials ?? []) found.set(`${denial.code} ${denial.coordinate}`, denial);
    if (denials === undefined) selected.children.forEach(visit);
  };
  selection.fields.forEach(visit);
  return [...found.values()];
}

/** Why a field gives nothing: its own denial, or those of all that is asked of it; undefined: it gives something. */
function inert(selected: Selected, verdicts: ReadonlyMap<Selected, Verdict>): readonly Denial[] | undefined {
  const own = ownDenials(selected, verdicts);
  if (own !== undefined) return own;
  if (selected.typename || selected.children.length === 0) return undefined;
  const below: Denial[] = [];
  for (const child of selected.children) {
    const denials = inert(child, verdicts);
    if (denials === undefined) return undefined;
    below.push(...denials);
  }
  return below;
}

function ownDenials(selected: Selected, verdicts: ReadonlyMap<Selected, Verdict>): readonly Denial[] | undefined {
  const verdict = verdicts.get(selected);
  return verdict?.decision === 'denied' ? [verdict.denial] : undefined;
}
