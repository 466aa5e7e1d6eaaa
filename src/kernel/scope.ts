/** A permission in an access token, as Dintero writes it: `read:customers`, `write:wallets:/info`. */
export type Scope = string;

/** What access rules and plans need to know about an endpoint. */
export interface ScopedEndpoint {
  /** Name of the endpoint: `listCustomers`. */
  readonly name: string;
  readonly method: string;
  /** Path template: `/accounts/{aid}/customers/users/{customer_id}`. */
  readonly path: string;
  /** Any one of these scopes gives access to the endpoint. */
  readonly scopes: readonly Scope[];
  /**
   * Where a request says whose data it is about: `path` in `{customer_id}` of its path, `body` in `customer_id` of its
   * body, `holder` an argument is itself the secret that admits. Null: nowhere, so that `user:` scopes never count.
   */
  readonly owner: 'path' | 'body' | 'holder' | null;
}

/** Whether these scopes give access to an endpoint, whoever owns the data. */
export function admits({ scopes }: ScopedEndpoint, held: ReadonlySet<Scope>): boolean {
  return scopes.some((scope) => !isOwnDataScope(scope) && held.has(scope));
}

/** Whether a scope gives a customer access to their own data only. */
export function isOwnDataScope(scope: Scope): boolean {
  return scope.startsWith('user:');
}

/**
 * The smallest scope sets that satisfy several any-of lists at once: an OR of ANDs without redundant sets.
 * Sets are in the order of the lists, scopes in a set alphabetically; no list at all gives one empty set.
 */
export function scopeSets(anyOfLists: readonly (readonly Scope[])[]): Scope[][] {
  return allOf(anyOfLists.map((list) => list.map((scope) => [scope])));
}

/**
 * The smallest scope sets that satisfy several rules at once, each an OR of ANDs; so is the answer, without redundant
 * sets. No rule at all gives one empty set.
 */
export function allOf(rules: readonly (readonly (readonly Scope[])[])[]): Scope[][] {
  let sets: Scope[][] = [[]];
  for (const rule of rules) {
    sets = minimal(sets.flatMap((set) => rule.map((more) => [...new Set([...set, ...more])].sort())));
  }
  return sets;
}

function minimal(sets: Scope[][]): Scope[][] {
  return sets.filter((set, index) => !sets.some((other, at) => at !== index && makesRedundant(other, at, set, index)));
}

function makesRedundant(other: Scope[], otherIndex: number, set: Scope[], index: number): boolean {
  if (!other.every((scope) => set.includes(scope))) return false;
  return other.length < set.length || otherIndex < index;
}
