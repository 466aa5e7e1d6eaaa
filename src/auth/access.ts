import { allOf, isOwnDataScope, type Scope, type ScopedEndpoint, scopeSets } from '../kernel/scope.ts';
import type { Denial } from './errors.ts';
import type { Viewer } from './viewer.ts';

/**
 * Says whose data a field gives: the customer's id, null or undefined when it is nobody's.
 * `'holder'` instead: an argument of the field is itself the secret that admits to the data, so `user:` scopes count
 * without a comparison of customers.
 */
export type Owner<Source, Args> = Methods<Source, Args>['owner'] | 'holder';

/** Written as methods, whose parameters may be erased: a rule is given sources and arguments of its own field only. */
interface Methods<Source, Args> {
  owner(source: Source, args: Args, viewer: Viewer): string | null | undefined;
}

/** A finer rule of upstream's that the arguments bring into play, beside the published scopes of the operations. */
export interface Condition<Args> {
  /** In which case, in words that follow "Where": `the card is named by its id`. */
  readonly when: string;
  applies(args: Args): boolean;
  /** Where it applies, one of these must be held as well. */
  readonly anyOf: readonly [Scope, ...Scope[]];
}

/** How often a field calls an operation at most. */
export interface CallCount {
  readonly operation: ScopedEndpoint;
  /** Counted for each parent, for each answer that brings parents (those of one are a batch), or once for the request. */
  readonly per: 'parent' | 'answer' | 'request';
  /** Null: no bound is known; there is mostly one. */
  readonly most: number | null;
}

/** What a caller must hold to read a field that calls upstream. */
export interface Requirement<Source, Args> {
  /** Every upstream operation that the field calls itself; their published scopes are the rule. */
  readonly operations: readonly [ScopedEndpoint, ...ScopedEndpoint[]];
  /** Where declared, `user:` scopes count too, for the viewer's own data. Without it they never count. */
  readonly owner?: Owner<Source, Args>;
  /**
   * True when the parent already carries the value, so that no call is made and the gate of the parent's field was
   * enough. Default: the field always calls.
   */
  covered?(source: Source): boolean;
  /**
   * With `covered`: the operations whose results lack the value; those of all others carry it. For the estimate of calls.
   * Default: any may lack it.
   */
  readonly lackedBy?: readonly ScopedEndpoint[];
  /**
   * What it calls, where that is not each operation once for each parent. For the estimate of calls. `unknown` are the
   * arguments whose value is not known yet.
   */
  calls?(args: Args, unknown: ReadonlySet<string>): readonly CallCount[];
  /** Finer rules that depend on the arguments. Default: none. */
  readonly conditions?: readonly Condition<Args>[];
  /**
   * The keys of the result that are known before it is loaded, in the form of the result; null: none. With them, what
   * hangs on the result can be decided and started ahead.
   */
  known?(args: Args, viewer: Viewer): object | null;
  /** True when the resolver reads nothing of its parent but keys that `known` tells, so that it can start ahead of it. */
  readonly early?: boolean;
}

/** A requirement with everything worked out that does not depend on the caller. */
export interface Rule {
  readonly operations: readonly ScopedEndpoint[];
  /** Scope sets any of which admits, as the schema shows them: an OR of ANDs. */
  readonly scopeSets: readonly (readonly Scope[])[];
  /** The `user:` scopes among them: they admit to the caller's own data only. */
  readonly ownDataScopes: readonly Scope[];
  /** Whether `user:` scopes count without a comparison of customers. */
  readonly holder: boolean;
  /** Whether the field calls nothing when its parent already carries the value. */
  readonly mayBeCovered: boolean;
  /** Finer rules that depend on the arguments; empty: none. */
  readonly conditions: readonly Condition<object>[];
  /** As in the requirement; undefined: `user:` scopes never count. */
  readonly owner: Owner<unknown, object> | undefined;
  /** As in the requirement; undefined: no keys are known ahead. */
  readonly known: Requirement<unknown, object>['known'] | undefined;
  /** As in the requirement. */
  readonly early: boolean;
  /** As in the requirement; undefined: any may lack it. */
  readonly lackedBy: readonly ScopedEndpoint[] | undefined;
  /** As in the requirement; undefined: each operation once for each parent. */
  readonly calls: Requirement<unknown, object>['calls'] | undefined;
}

/**
 * Works out a requirement's rule.
 *
 * @throws Error when an operation lists no scope that could admit anybody
 */
export function ruleOf(requirement: Requirement<unknown, object>): Rule {
  const { operations, owner, covered, conditions = [], known, early = false, lackedBy, calls } = requirement;
  const lists = operations.map((operation) => countedScopes(operation, owner !== undefined));
  const sets = scopeSets(lists);
  return {
    operations,
    scopeSets: sets,
    ownDataScopes: owner === 'holder' ? [] : [...new Set(sets.flat().filter(isOwnDataScope))],
    holder: owner === 'holder',
    mayBeCovered: covered !== undefined,
    conditions,
    owner,
    known,
    early,
    lackedBy,
    calls,
  };
}

function countedScopes(operation: ScopedEndpoint, owned: boolean): readonly Scope[] {
  const counted = owned ? operation.scopes : operation.scopes.filter((scope) => !isOwnDataScope(scope));
  if (counted.length === 0)
    throw new Error(`No scope admits to ${operation.name}; declare an owner or another operation.`);
  return counted;
}

/** What the scopes of a viewer alone decide: `'own'` means allowed for the viewer's own data. */
export function verdict(rule: Rule, viewer: Viewer): 'allowed' | 'own' | 'denied' {
  let own = false;
  for (const set of rule.scopeSets) {
    if (!set.every((scope) => viewer.scopes.has(scope))) continue;
    if (rule.holder || !set.some(isOwnDataScope)) return 'allowed';
    own = true;
  }
  return own ? 'own' : 'denied';
}

/** The rule as it is with these arguments: each condition that applies asks for one of its scopes as well. */
export function ruleFor(rule: Rule, args: object): Rule {
  const applying = rule.conditions.filter((condition) => condition.applies(args));
  if (applying.length === 0) return rule;
  const extra = applying.map(({ anyOf }) => anyOf.map((scope) => [scope]));
  return { ...rule, scopeSets: allOf([rule.scopeSets, ...extra]), conditions: [] };
}

/** Why a viewer may not read data of `owner` (null: nobody's) at a coordinate; undefined when the viewer may. */
export function denial(
  rule: Rule,
  coordinate: string,
  viewer: Viewer,
  owner: () => string | null | undefined,
): Denial | undefined {
  const decided = verdict(rule, viewer);
  if (decided === 'allowed') return undefined;
  if (decided === 'own') {
    const isOwn = viewer.customerId !== null && owner() === viewer.customerId;
    return isOwn ? undefined : denialOf('NOT_OWNER', rule, coordinate, viewer);
  }
  return denialOf(viewer.kind === 'ANONYMOUS' ? 'UNAUTHENTICATED' : 'INSUFFICIENT_SCOPE', rule, coordinate, viewer);
}

/** What a viewer whom a rule refuses at a coordinate is told. */
export function denialOf(code: Denial['code'], rule: Rule, coordinate: string, viewer: Viewer): Denial {
  const sets = code === 'NOT_OWNER' ? rule.scopeSets.filter((set) => !set.some(isOwnDataScope)) : rule.scopeSets;
  return {
    code,
    coordinate,
    required: sets,
    granted: [...viewer.scopes].sort(),
    missing: sets.map((set) => set.filter((scope) => !viewer.scopes.has(scope))),
  };
}
