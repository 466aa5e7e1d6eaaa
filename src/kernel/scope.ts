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
  return scope.startsWith('user:') || isOneSided(scope);
}

/** What endpoints do with the data of a customer; null: some read and some write. */
export type Doing = 'read' | 'write' | null;

/**
 * Scopes of the vendor's guide to the log-in of customers that only read own data, or only write it, by the scope of the
 * contract that does both. The contract does not have them.
 */
const oneSided: ReadonlyMap<Scope, { readonly read: Scope; readonly write?: Scope }> = new Map([
  ['user:customers', { read: 'customer_customers:read', write: 'customer_customers:write' }],
  ['user:discounts', { read: 'customer_discounts:read' }],
  ['user:receipts', { read: 'customer_receipts:read' }],
]);
const oneSidedScopes = new Set([...oneSided.values()].flatMap(({ read, write }) => [read, write]));

/** Whether a scope lets a customer only read, or only write, own data. */
export function isOneSided(scope: Scope): boolean {
  return oneSidedScopes.has(scope);
}

/** Whether these scopes let a customer do what this scope of the contract gives access to. */
export function grants(held: ReadonlySet<Scope>, scope: Scope, doing: Doing): boolean {
  return held.has(scope) || (doing !== null && held.has(oneSided.get(scope)?.[doing] ?? ''));
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
