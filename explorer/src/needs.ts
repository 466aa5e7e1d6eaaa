import type { ExplainedField, Explanation } from '../../src/advice/explain.ts';
import type { Told } from './explanation.ts';

/** A scope that an operation needs of somebody like the caller. */
export interface Need {
  readonly scope: string;
  readonly isHeld: boolean;
  /** Coordinates that ask for it. */
  readonly by: readonly string[];
}

/** What an operation needs, of which the caller has some and misses some. */
export interface Needs {
  /** The set that lacks least, of those that would do; null: there are too many possibilities to tell one. */
  readonly scopes: readonly Need[] | null;
  /** Scopes that the caller holds and this operation has no use for. */
  readonly unused: readonly string[];
  /** Coordinates that nobody like the caller is admitted to. */
  readonly closed: readonly string[];
}

/** Compares what an operation needs with what the caller holds. */
export function needsOf({ viewer, scopes, fields }: Explanation): Needs {
  const held = new Set<string>(viewer?.scopes ?? []);
  const { sets, closed } = viewer?.kind === 'CUSTOMER' ? scopes.customer : scopes.staff;
  const lacking = (set: readonly string[]) => set.filter((scope) => !held.has(scope)).length;
  const [best] = [...(sets ?? [])].sort((one, other) => lacking(one) - lacking(other));
  return {
    scopes: best?.map((scope) => ({ scope, isHeld: held.has(scope), by: coordinatesOf(fields, scope) })) ?? null,
    unused: [...held].filter((scope) => best !== undefined && !best.includes(scope)),
    closed,
  };
}

function coordinatesOf(fields: readonly ExplainedField[], scope: string): string[] {
  const asking = fields.filter(({ carried, required }) => !carried && required.some((set) => set.includes(scope)));
  return [...new Set(asking.map(({ coordinate }) => coordinate))];
}

/** Of scope sets any of which would do, those that the whole operation needs as well; all where none is. In words. */
export function leastOf(sets: readonly (readonly string[])[], explanation: Explanation): string {
  const needed = new Set(needsOf(explanation).scopes?.map(({ scope }) => scope));
  const least = sets.filter((set) => set.every((scope) => needed.has(scope)));
  return (least.length > 0 ? least : sets).map((set) => set.join(' and ')).join(' or ');
}

/** The fields of an operation that the caller is denied. */
export function deniedOf({ fields }: Explanation): ExplainedField[] {
  return fields.filter(({ verdict }) => verdict?.decision === 'denied');
}

/** An upstream call of an operation, or several of one kind. */
export interface Call {
  readonly path: string;
  readonly method: string;
  /** Below the account's path. */
  readonly template: string;
  readonly service: string;
  readonly wave: number;
  /** How many, in words: `1`, `0–5`, `5+`. */
  readonly count: string;
  readonly isBatched: boolean;
  /** True: not made, for the caller is denied its field. */
  readonly isSpared: boolean;
}

/** The calls of an operation in their waves, with those that are spared since the caller is denied their fields. */
export function wavesOf({ mine, whole }: Told): (readonly Call[])[] {
  const isSame = (one: Site, other: Site) =>
    one.template === other.template && one.method === other.method && one.path.join() === other.path.join();
  const spared = whole.calls.sites.filter((site) => !mine.calls.sites.some((each) => isSame(each, site)));
  const calls = [
    ...mine.calls.sites.map((site) => callOf(site, false)),
    ...(mine.viewer === null ? [] : spared.map((site) => callOf(site, true))),
  ];
  const waves = Map.groupBy(calls, ({ wave }) => wave);
  return [...waves].sort(([one], [other]) => one - other).map(([, each]) => each);
}

type Site = Explanation['calls']['sites'][number];

function callOf({ path, method, template, wave, least, most, known, batched }: Site, isSpared: boolean): Call {
  // Every path begins with the account's.
  const short = template.replace(/^\/accounts\/\{\w+\}/, '');
  return {
    path: path.join('.'),
    method,
    template: short,
    service: short.split('/')[1] ?? '',
    wave,
    count: countOf({ least, most, known }),
    isBatched: batched,
    isSpared,
  };
}

/** A number of calls in words: `6`, `1–6`, `6 or more`. */
export function countOf({ least, most, known }: Pick<Site, 'least' | 'most' | 'known'>): string {
  if (most === null) return `${known} or more`;
  return least === most ? String(most) : `${least}–${most}`;
}
