import { getNamedType, isInterfaceType, isNonNullType } from 'graphql';
import type { Decision } from '../auth/access/decide.ts';
import type { Denial } from '../auth/access/denial.ts';
import type { TreeField } from '../execution/tree.ts';
import { isList, type Selected, type Selection } from './selection.ts';

/** Fields of an operation that are not to be run, with why: what they are denied, or all that hangs on them is. */
export type Skipped = ReadonlyMap<TreeField, readonly Denial[]>;

/**
 * Finds the fields that need not run: those that are denied, and those of which everything that is asked for is.
 * A mutation runs whatever is denied of its payload.
 */
export function skips(selection: Selection, decisions: ReadonlyMap<Selected, Decision>): Skipped {
  const found = new Map<TreeField, readonly Denial[]>();
  const visit = (selected: Selected, isWrite: boolean): void => {
    const denials = isWrite ? ownDenials(selected, decisions) : inert(selected, decisions);
    // Only what is gated can be held back; what is not gives what its parent carries.
    if (denials !== undefined && decisions.has(selected) && mayBeNull(selected)) found.set(selected.at, denials);
    else for (const child of selected.children) visit(child, false);
  };
  for (const selected of selection.fields) visit(selected, selection.kind === 'mutation');
  return found;
}

/** Whether a field can be null as a whole. `nodes` runs, since each of its ids has a result or an error of its own. */
function mayBeNull(selected: Selected): boolean {
  const { type } = selected.field;
  return !isNonNullType(type) && !(isList(selected) && isInterfaceType(getNamedType(type)));
}

/** Whether a field may call upstream: it is neither left out nor denied. */
export function mayCall(selected: Selected, skipped: Skipped, decisions: ReadonlyMap<Selected, Decision>): boolean {
  return !skipped.has(selected.at) && decisions.get(selected)?.decision !== 'denied';
}

/** Each denial of a selection once, of the fields that can be reached at all. */
export function denialsOf(selection: Selection, decisions: ReadonlyMap<Selected, Decision>): Denial[] {
  const found = new Map<string, Denial>();
  const visit = (selected: Selected): void => {
    const denials = ownDenials(selected, decisions);
    for (const denial of denials ?? []) found.set(`${denial.code} ${denial.coordinate}`, denial);
    if (denials === undefined) selected.children.forEach(visit);
  };
  selection.fields.forEach(visit);
  return [...found.values()];
}

/** Why a field gives nothing: its own denial, or those of all that is asked of it; undefined: it gives something. */
function inert(selected: Selected, decisions: ReadonlyMap<Selected, Decision>): readonly Denial[] | undefined {
  const own = ownDenials(selected, decisions);
  if (own !== undefined) return own;
  if (selected.children.length === 0) return undefined;
  const below: Denial[] = [];
  for (const child of selected.children) {
    const denials = inert(child, decisions);
    if (denials === undefined) return undefined;
    below.push(...denials);
  }
  return below;
}

function ownDenials(selected: Selected, decisions: ReadonlyMap<Selected, Decision>): readonly Denial[] | undefined {
  const decided = decisions.get(selected);
  return decided?.decision === 'denied' ? [decided.denial] : undefined;
}
