import type { GraphQLSchema } from 'graphql';
import { ruleWith } from '../auth/access/decide.ts';
import { isIncluded } from '../auth/access/gate.ts';
import { type Audience, byPower, isFor, powerOf } from '../kernel/least-power.ts';
import { allOf, type Scope } from '../kernel/scope.ts';
import { carriedFields } from '../plan/carried.ts';
import { type GateAhead, gatesAhead } from '../plan/gates.ts';
import type { Selection } from '../plan/selection.ts';

/** The scopes that one coordinate of an operation needs. */
export interface Need {
  readonly coordinate: string;
  /** Scope sets, any one of which is enough: an OR of ANDs. Empty: this audience has no access. */
  readonly sets: readonly (readonly Scope[])[];
  /** Finer rules that arguments may bring into play which are not known yet. */
  readonly maybe: readonly { readonly when: string; readonly anyOf: readonly Scope[] }[];
}

/** Largest number of scope sets that are compared to find the smallest. */
const maxSets = 2_000;

/** What an operation asks for, each coordinate once, in the order in which they come. */
export function needsOf(schema: GraphQLSchema, selection: Selection, audience: Audience): Need[] {
  const needs = new Map<string, Need>();
  const carried = carriedFields(schema, selection);
  for (const ahead of gatesAhead(schema, selection, null)) {
    if (carried.has(ahead.selected)) continue;
    const { required, maybe } = requiredBy(ahead);
    const need = { coordinate: ahead.coordinate, sets: required.filter((set) => isFor(audience, set)), maybe };
    needs.set(JSON.stringify(need), need);
  }
  return [...needs.values()];
}

/** The scope sets that a gate asks for, and the finer rules that what is not known yet may bring into play. */
export function requiredBy({ gate, ways, selected }: GateAhead): {
  readonly required: readonly (readonly Scope[])[];
  readonly maybe: Need['maybe'];
} {
  const [first = gate.ways[0], ...others] = ways.filter(({ preferred }) => !preferred);
  const isKnown = selected.unknown.size === 0;
  const rule = isKnown ? ruleWith(gate, first, selected.args) : first.rule;
  const finer = isKnown ? [] : gate.conditions.map(({ when, anyOf }) => ({ when, anyOf }));
  const stricter = others.filter((way) => !isIncluded(way, first));
  return {
    required: rule.scopeSets,
    maybe: [...finer, ...stricter.map((way) => ({ when: way.when ?? '', anyOf: way.rule.scopeSets.flat() }))],
  };
}

/** The coordinates to which the audience has no access. */
export function closed(needs: readonly Need[]): string[] {
  return [...new Set(needs.filter(({ sets }) => sets.length === 0).map(({ coordinate }) => coordinate))];
}

/**
 * The smallest scope sets that satisfy all needs but those that are closed to the audience: an OR of ANDs without
 * redundant sets, least powerful first (`byPower`). Null: there are too many to be of use.
 */
export function smallestSets(needs: readonly Need[]): readonly (readonly Scope[])[] | null {
  const distinct = new Map(needs.map(({ sets }) => [JSON.stringify(sets), sets]));
  let found: Scope[][] = [[]];
  for (const sets of [...distinct.values()].sort((one, other) => one.length - other.length)) {
    if (sets.length === 0) continue;
    if (found.length * sets.length > maxSets * 4) return null;
    found = allOf([found, sets]);
    if (found.length > maxSets) return null;
  }
  return found.sort(byPower);
}

/** A sentence that says why the first scope set is the best; null if it is the only one. */
export function reasonFor(sets: readonly (readonly Scope[])[]): string | null {
  const [best, next] = sets;
  if (best === undefined || next === undefined) return null;
  const more = next.filter((scope) => !best.includes(scope)).join(' and ');
  const instead = best.filter((scope) => !next.includes(scope)).join(' and ');
  return `The least powerful of ${sets.length} sets: the next has ${more} in place of ${instead}.`;
}

/** The coordinates that need each scope of a set: without it they would be denied. */
export function forcedBy(needs: readonly Need[], set: readonly Scope[]): { scope: Scope; coordinates: string[] }[] {
  return set.map((scope) => {
    const others = new Set(set.filter((each) => each !== scope));
    return {
      scope,
      coordinates: [
        ...new Set(
          needs.filter((need) => isOpen(need, set) && !isOpen(need, others)).map(({ coordinate }) => coordinate),
        ),
      ],
    };
  });
}

/** Whether a caller's scopes satisfy a need. */
export function isOpen({ sets }: Need, held: Iterable<Scope>): boolean {
  const scopes = new Set(held);
  return sets.some((set) => set.every((scope) => scopes.has(scope)));
}

/** The difference between the scopes of a client and those that it needs. */
export interface Comparison {
  /** Needs that are not satisfied, with the missing scopes. */
  readonly lacking: readonly { readonly coordinate: string; readonly missing: readonly (readonly Scope[])[] }[];
  /** Scopes that can all be taken away without denying anything. */
  readonly excess: readonly Scope[];
  /** Scopes that could be replaced by less powerful ones. */
  readonly tooPowerful: readonly TooPowerful[];
}

/** A scope that allows more than is needed. */
export interface TooPowerful {
  readonly scope: Scope;
  /** Less powerful scopes that together do all that it is needed for. */
  readonly instead: readonly Scope[];
}

/** Compares the scopes that somebody holds with needs; no excess is told where it cannot be worked out. */
export function compare(needs: readonly Need[], granted: readonly Scope[]): Comparison {
  const held = new Set(granted);
  const lacking = needs
    .filter((need) => !isOpen(need, held))
    .map(({ coordinate, sets }) => ({
      coordinate,
      missing: sets.map((set) => set.filter((scope) => !held.has(scope))),
    }));
  const satisfied = needs.filter((need) => isOpen(need, held));
  const within = satisfied.map((need) => ({
    ...need,
    sets: need.sets.filter((set) => set.every((scope) => held.has(scope))),
  }));
  const kept = smallestSets(within)?.[0] ?? granted;
  // One after the other: what is put in the place of one scope may not count on another that goes, too.
  let left = kept;
  const tooPowerful = kept.flatMap((scope) => {
    const found = weaker(satisfied, left, scope);
    for (const { instead } of found) left = [...left.filter((each) => each !== scope), ...instead];
    return found;
  });
  const wanted = new Set([...kept, ...tooPowerful.flatMap(({ instead }) => instead)]);
  return { lacking, excess: granted.filter((scope) => !wanted.has(scope)), tooPowerful };
}

/** What would do in place of one scope of a set, all of it less powerful; empty: nothing. */
function weaker(needs: readonly Need[], set: readonly Scope[], scope: Scope): TooPowerful[] {
  const others = new Set(set.filter((each) => each !== scope));
  const [instead] =
    smallestSets(
      needs
        .filter((need) => !isOpen(need, others))
        .map((need) => ({ ...need, sets: need.sets.map((each) => each.filter((other) => !others.has(other))) })),
    ) ?? [];
  const isLess = instead?.every((each) => powerOf(each) < powerOf(scope)) ?? false;
  return instead !== undefined && isLess ? [{ scope, instead }] : [];
}
