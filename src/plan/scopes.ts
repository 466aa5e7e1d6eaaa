import type { GraphQLSchema } from 'graphql';
import { ruleFor } from '../auth/access.ts';
import { allOf, isOwnDataScope, type Scope } from '../kernel/scope.ts';
import { carriedFields } from './carried.ts';
import { rulesOf } from './rules.ts';
import { type Selection, walk } from './selection.ts';

/** For whom scope sets are worked out: tokens of staff and API clients, or tokens of customers with `user:` scopes. */
export type Audience = 'staff' | 'customer';

/** What one coordinate of an operation asks for. */
export interface Need {
  readonly coordinate: string;
  /** Scope sets any of which admits: an OR of ANDs. Empty: nobody of this audience is admitted. */
  readonly sets: readonly (readonly Scope[])[];
  /** Finer rules that arguments may bring into play which are not known yet. */
  readonly maybe: readonly { readonly when: string; readonly anyOf: readonly Scope[] }[];
}

/** More scope sets than this, on the way to the smallest, are not worked out. */
const maxSets = 2_000;

/** What an operation asks for, each coordinate once, in the order in which they come. */
export function needsOf(schema: GraphQLSchema, selection: Selection, audience: Audience): Need[] {
  const needs = new Map<string, Need>();
  const carried = carriedFields(schema, selection);
  for (const selected of walk(selection)) {
    if (carried.has(selected)) continue;
    for (const { coordinate, rule } of rulesOf(schema, selected)) {
      const known = selected.unknown.size === 0;
      const sets = (known ? ruleFor(rule, selected.args) : rule).scopeSets.filter((set) => isFor(audience, set));
      const maybe = known ? [] : rule.conditions.map(({ when, anyOf }) => ({ when, anyOf }));
      const need = { coordinate, sets, maybe };
      needs.set(JSON.stringify(need), need);
    }
  }
  return [...needs.values()];
}

/** A customer's token holds scopes for own data and for what is public, every other token those of staff. */
function isFor(audience: Audience, set: readonly Scope[]): boolean {
  if (audience === 'staff') return !set.some(isOwnDataScope);
  return set.every((scope) => isOwnDataScope(scope) || /^public(:|$)/.test(scope));
}

/** The coordinates that nobody of the audience is admitted to. */
export function closed(needs: readonly Need[]): string[] {
  return [...new Set(needs.filter(({ sets }) => sets.length === 0).map(({ coordinate }) => coordinate))];
}

/**
 * The smallest scope sets that satisfy all needs but those that are closed to the audience: an OR of ANDs without
 * redundant sets, smallest and least powerful first. Null: there are too many to be of use.
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
  return found.sort((one, other) => one.length - other.length || power(one) - power(other));
}

const powers: Readonly<Record<string, number>> = { admin: 40, write: 20, create: 18, read: 10, user: 4, public: 1 };

/** How much a scope set lets its holder do, for an order: `admin:` most, a scope limited to a path less than one that is not. */
function power(set: readonly Scope[]): number {
  return set.reduce((sum, scope) => {
    const [verb = '', , path] = scope.split(':');
    return sum + (powers[verb] ?? 10) - (path === undefined ? 0 : 1);
  }, 0);
}

/** Which coordinates ask for each scope of a set: those that would be refused without it. */
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

/** Whether the scopes that somebody holds satisfy a need. */
export function isOpen({ sets }: Need, held: Iterable<Scope>): boolean {
  const scopes = new Set(held);
  return sets.some((set) => set.every((scope) => scopes.has(scope)));
}

/** How what a client holds compares with what it needs. */
export interface Comparison {
  /** Needs that are not satisfied, with what each lacks. */
  readonly lacking: readonly { readonly coordinate: string; readonly missing: readonly (readonly Scope[])[] }[];
  /** Scopes that could be taken away, all of them together, and nothing that works would stop working. */
  readonly excess: readonly Scope[];
}

/** Compares the scopes that somebody holds with needs; null in place of the excess where it cannot be worked out. */
export function compare(needs: readonly Need[], granted: readonly Scope[]): Comparison {
  const held = new Set(granted);
  const lacking = needs
    .filter((need) => !isOpen(need, held))
    .map(({ coordinate, sets }) => ({
      coordinate,
      missing: sets.map((set) => set.filter((scope) => !held.has(scope))),
    }));
  const satisfied = needs
    .filter((need) => isOpen(need, held))
    .map((need) => ({ ...need, sets: need.sets.filter((set) => set.every((scope) => held.has(scope))) }));
  const [enough] = smallestSets(satisfied) ?? [granted];
  return { lacking, excess: granted.filter((scope) => !enough?.includes(scope)) };
}
