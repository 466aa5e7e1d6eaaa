import type { GraphQLResolveInfo } from 'graphql';
import type { Scope, ScopedEndpoint } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';
import type { Rule } from './rule.ts';

/** How often a way calls an endpoint, at most. */
export interface CallCount {
  readonly endpoint: ScopedEndpoint;
  /** Counted once per parent, once per answer that contains parents (they form a batch), or once per request. */
  readonly per: 'parent' | 'answer' | 'request';
  /** Null: there is no known limit; usually it is one. */
  readonly most: number | null;
}

/** One way to get the value of a field from upstream. Inputs are plain objects here: a way only gets inputs of its own field. */
export interface Way {
  /** When it is taken, as words that can follow "Where": `the card is a customer's`. Null: it is the only way. */
  readonly when: string | null;
  applies(input: object): boolean;
  /** True: it is taken only for viewers who have its scopes; a later way answers the others. */
  readonly preferred: boolean;
  /** The endpoints that it may call; the viewer needs the scopes of all of them. */
  readonly endpoints: readonly ScopedEndpoint[];
  /** Endpoints that save calls; they are called only for viewers who have their scopes. */
  readonly shortcuts: readonly ScopedEndpoint[];
  readonly rule: Rule;
  /** The id of the customer whose data an input asks for; null or undefined: it is no customer's data. */
  owner(input: object): string | null | undefined;
  readonly counts: readonly CallCount[];
}

/** A rule of upstream that applies for certain arguments, in addition to the published scopes. */
export interface Condition<Args> {
  /** When it applies, as words that can follow "Where": `the card is named by its id`. */
  readonly when: string;
  applies(args: Args): boolean;
  /** Where it applies, the viewer needs one of these scopes too. */
  readonly anyOf: readonly [Scope, ...Scope[]];
}

/** The field that passes a gate. */
export interface Call {
  readonly args: object;
  readonly context: object;
  /** Undefined if the call starts before its field runs. */
  readonly info: GraphQLResolveInfo | undefined;
}

/** How to read the value from the parent, if the parent has it, so that nothing needs to be called. */
export interface Carried<Source, Answer> {
  /** The value, as the endpoint would answer it; `nothing`: the parent says that there is no value; null or undefined: it must be loaded. */
  value(source: Source): Answer | typeof nothing | null | undefined;
  /** For the planner: the endpoints whose answers do not have the value; all others have it. Default: any may lack it. */
  readonly lackedBy?: readonly ScopedEndpoint[];
}

/** Returned by `carried` if the parent says that there is no value, so that there is nothing to load. */
export const nothing: unique symbol = Symbol('nothing');

/**
 * What stands between a caller and the value of a field: the ways to get it from upstream, each with its access rule, and
 * the function that makes the input of the call. Access rule, planned call and actual call are this one object.
 */
export interface Gate {
  /** The first way that applies to an input is taken. */
  readonly ways: readonly [Way, ...Way[]];
  /** The input of the call; null or undefined: there is nothing to call, and the field is null. */
  input(source: unknown, args: object, viewer: Viewer): object | null | undefined;
  readonly carried: Carried<unknown, unknown> | undefined;
  readonly conditions: readonly Condition<object>[];
  /**
   * The members of the result (of each row, for a page) that are known before it is loaded, in the form of the result; null:
   * none. Fields below can then be decided, and started, before the result is there. Undefined: none are ever known.
   */
  readonly known: ((args: object, viewer: Viewer, source: object) => object | null) | undefined;
  /** Makes the call on the way that was chosen. */
  load(input: object, way: Way, call: Call): Promise<unknown>;
  /** Turns an answer that is not null into the value of the field. */
  finish(answer: unknown, source: unknown, args: object, viewer: Viewer): unknown;
}

/** Chooses the way for an input and a viewer. */
export function wayOf({ ways }: Pick<Gate, 'ways'>, input: object, viewer: Viewer): Way {
  let last: Way | undefined;
  for (const way of ways) {
    if (!way.applies(input)) continue;
    if (!way.preferred || isHeld(way, viewer)) return way;
    last = way;
  }
  return last ?? ways[0];
}

/** Whether the viewer's scopes are enough for a way, whoever owns the data. */
export function isHeld({ rule }: Way, { scopes }: Viewer): boolean {
  return rule.scopeSets.some((set) => set.every((scope) => !scope.startsWith('user:') && scopes.has(scope)));
}

/** Whether another way has every scope set of this way, so that a description need not mention this one. */
export function isIncluded(way: Way, other: Way): boolean {
  return way.rule.scopeSets.every((set) =>
    other.rule.scopeSets.some((each) => each.length === set.length && each.every((scope) => set.includes(scope))),
  );
}
