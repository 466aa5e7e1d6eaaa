import { isOwnDataScope, type Scope } from './scope.ts';

/** For whom scope sets are worked out: tokens of staff and API clients, or tokens of customers with `user:` scopes. */
export type Audience = 'staff' | 'customer';

/** The audience of a token, by its scopes. */
export function audienceOf(held: Iterable<Scope>): Audience {
  return [...held].some(isOwnDataScope) ? 'customer' : 'staff';
}

/** Whether tokens of an audience can have these scopes: a customer's token only has `user:` scopes and `public`. */
export function isFor(audience: Audience, set: readonly Scope[]): boolean {
  if (audience === 'staff') return !set.some(isOwnDataScope);
  return set.every((scope) => isOwnDataScope(scope) || verbOf(scope) === 'public');
}

/** Verbs, least powerful first; an unknown verb counts as the last. */
const verbs = ['public', 'user', 'read', 'create', 'write', 'admin'];

/**
 * How much a scope lets its holder do, a whole number that says nothing but which of two is more: what is public before
 * own data before reading before writing before `admin:`; a scope limited to a path before a whole one.
 */
export function powerOf(scope: Scope): number {
  const at = verbs.indexOf(verbOf(scope));
  return 2 * (at === -1 ? verbs.length - 1 : at) + (scope.split(':').length > 2 ? 0 : 1);
}

/**
 * Orders scope sets, least powerful first: by the most powerful scope of each, then by the next, and so on; a set that is
 * a beginning of another one comes first. Equal ones are ordered by the alphabet.
 */
export function byPower(one: readonly Scope[], other: readonly Scope[]): number {
  const [mine, theirs] = [powersOf(one), powersOf(other)];
  const at = mine.findIndex((power, index) => power !== theirs[index]);
  if (at !== -1) return (mine[at] ?? 0) - (theirs[at] ?? -1);
  if (mine.length !== theirs.length) return mine.length - theirs.length;
  return one.join(' ') < other.join(' ') ? -1 : 1;
}

function powersOf(set: readonly Scope[]): number[] {
  return set.map(powerOf).sort((one, other) => other - one);
}

function verbOf(scope: Scope): string {
  return scope.split(':')[0] ?? '';
}
