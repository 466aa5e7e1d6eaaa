import type { GraphQLResolveInfo } from 'graphql';
import type { Scope, ScopedEndpoint } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';
import type { Rule } from './rule.ts';

/** How often a way calls an endpoint at most. */
export interface CallCount {
  readonly endpoint: ScopedEndpoint;
  /** Counted for each parent, for each answer that brings parents (those of one are a batch), or once for the request. */
  readonly per: 'parent' | 'answer' | 'request';
  /** Null: no bound is known; there is mostly one. */
  readonly most: number | null;
}

/** One way upstream to what a field gives. Types of input are erased: a way is given inputs of its own field only. */
export interface Way {
  /** In which case it is taken, in words that follow "Where": `the card is a customer's`. Null: the only way. */
  readonly when: string | null;
  applies(input: object): boolean;
  /** True: it is taken by those only whom it admits; for others a later way answers as well. */
  readonly preferred: boolean;
  /** All of them may be called, and the scopes of all are needed. */
  readonly endpoints: readonly ScopedEndpoint[];
  /** Endpoints that save calls; they are called for those only whom they admit. */
  readonly shortcuts: readonly ScopedEndpoint[];
  readonly rule: Rule;
  /** Whose data an input asks for: the customer's id; null or undefined: nobody's. */
  owner(input: object): string | null | undefined;
  readonly counts: readonly CallCount[];
}

/** A finer rule of upstream's that the arguments bring into play, beside the published scopes. */
export interface Condition<Args> {
  /** In which case, in words that follow "Where": `the card is named by its id`. */
  readonly when: string;
  applies(args: Args): boolean;
  /** Where it applies, one of these must be held as well. */
  readonly anyOf: readonly [Scope, ...Scope[]];
}

/** Where a gate is passed. */
export interface Call {
  readonly args: object;
  readonly context: object;
  /** Undefined where the call is begun ahead of its turn. */
  readonly info: GraphQLResolveInfo | undefined;
}

/** What a parent carries already, so that nothing need be called for it. */
export interface Carried<Source, Answer> {
  /** The value, as the endpoint would answer it; `nothing` where the parent tells that there is none; null or undefined where it has to be loaded. */
  value(source: Source): Answer | typeof nothing | null | undefined;
  /** The endpoints whose answers lack it; those of all others carry it. For the plan. Default: any may lack it. */
  readonly lackedBy?: readonly ScopedEndpoint[];
}

/** What `carried` gives where the parent itself tells that there is nothing to load. */
export const nothing: unique symbol = Symbol('nothing');

/**
 * What stands between a caller and what a field gives: the ways upstream to it, each with its rule, and what makes of
 * source and arguments the input of the call. It is at once the access rule, the plan's call and the only way upstream.
 */
export interface Gate {
  /** The first that applies to an input is taken. */
  readonly ways: readonly [Way, ...Way[]];
  /** The input of the call; null or undefined: there is nothing to ask for, and the field is null. */
  input(source: unknown, args: object, viewer: Viewer): object | null | undefined;
  readonly carried: Carried<unknown, unknown> | undefined;
  readonly conditions: readonly Condition<object>[];
  /**
   * The members of the result, or of each row of a page, that are known before it is loaded, in the form of the result;
   * null: none. With them, what hangs on the result can be decided and started ahead. Undefined: none ever are.
   */
  readonly known: ((args: object, viewer: Viewer, source: object) => object | null) | undefined;
  /** Makes the call by the way that was taken. */
  load(input: object, way: Way, call: Call): Promise<unknown>;
  /** What the field gives of an answer that is not null. */
  finish(answer: unknown, source: unknown, args: object, viewer: Viewer): unknown;
}

/** The way that a viewer's request for an input goes. */
export function wayOf({ ways }: Pick<Gate, 'ways'>, input: object, viewer: Viewer): Way {
  let last: Way | undefined;
  for (const way of ways) {
    if (!way.applies(input)) continue;
    if (!way.preferred || isHeld(way, viewer)) return way;
    last = way;
  }
  return last ?? ways[0];
}

/** Whether a viewer's scopes admit to a way for anybody's data. */
export function isHeld({ rule }: Way, { scopes }: Viewer): boolean {
  return rule.scopeSets.some((set) => set.every((scope) => !scope.startsWith('user:') && scopes.has(scope)));
}

/** Whether every scope set of a way is one of another way, so that nothing need be said of it beside that one. */
export function isIncluded(way: Way, other: Way): boolean {
  return way.rule.scopeSets.every((set) =>
    other.rule.scopeSets.some((each) => each.length === set.length && each.every((scope) => set.includes(scope))),
  );
}
