import { isOwnDataScope } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';
import { type Denial, denialOf } from './denial.ts';
import { type Gate, type Way, wayOf } from './gate.ts';
import { type Rule, stricter, verdict } from './rule.ts';

/** What can be said of a gate and a viewer. */
export type Decision =
  | { readonly decision: 'allowed' }
  | { readonly decision: 'denied'; readonly denial: Denial }
  /** Whose data it turns out to be, what its arguments are, or what its parent is and carries, decides. */
  | { readonly decision: 'depends'; readonly on: 'owner' | 'arguments' | 'parent' };

/** That something is not known yet: a source that is not loaded, a variable without a value. */
export const unknown: unique symbol = Symbol('unknown');

/** What is known of a call when it is decided upon. */
export interface Known {
  /** The gate's own coordinate, which a denial names. */
  readonly coordinate: string;
  /** The input of the call, null where there is nothing to ask for. */
  readonly input: unknown | typeof unknown;
  /** The arguments of the field; `unknown` where one of them is. */
  readonly args: object | typeof unknown;
  /** False: whether the parent carries the value is not known yet. */
  readonly loads: boolean;
}

const allowed: Decision = { decision: 'allowed' };

/**
 * Decides whether a viewer may pass a gate. With input and arguments known the answer is never `depends`: so the plan
 * asks it ahead, and the gate itself when its turn comes.
 */
export function decide(gate: Gate, viewer: Viewer, known: Known): Decision {
  const { input } = known;
  if (input !== unknown && input !== null) return decideWay(gate, wayOf(gate, input, viewer), viewer, known);
  const all = gate.ways.filter(({ preferred }) => !preferred).map((way) => decideWay(gate, way, viewer, known));
  const [first = allowed] = all;
  if (all.every(({ decision }) => decision === first.decision)) return first;
  // There is nothing to ask for, so that there is nothing to be denied but what is denied whatever is asked for.
  if (input === null) return allowed;
  return { decision: 'depends', on: known.args === unknown ? 'arguments' : 'parent' };
}

function decideWay(gate: Gate, way: Way, viewer: Viewer, known: Known): Decision {
  const { coordinate, input, args, loads } = known;
  const strictest = stricter(
    way.rule,
    gate.conditions.map(({ anyOf }) => anyOf),
  );
  if (args === unknown && verdict(way.rule, viewer) !== verdict(strictest, viewer))
    return { decision: 'depends', on: 'arguments' };
  const rule = args === unknown ? way.rule : ruleWith(gate, way, args);
  const decided = verdict(rule, viewer);
  if (decided === 'allowed') return allowed;
  if (!loads) return { decision: 'depends', on: 'parent' };
  if (decided === 'denied') {
    const code = viewer.kind === 'ANONYMOUS' ? 'UNAUTHENTICATED' : 'INSUFFICIENT_SCOPE';
    return { decision: 'denied', denial: denialOf(code, rule.scopeSets, coordinate, viewer) };
  }
  if (viewer.customerId !== null && input === unknown) return { decision: 'depends', on: 'owner' };
  const owner = input === unknown || input === null ? null : way.owner(input);
  if (viewer.customerId !== null && owner === viewer.customerId) return allowed;
  const others = rule.scopeSets.filter((set) => !set.some(isOwnDataScope));
  return { decision: 'denied', denial: denialOf('NOT_OWNER', others, coordinate, viewer) };
}

/** The rule of a way with these arguments: each condition that applies asks for one of its scopes as well. */
export function ruleWith({ conditions }: Gate, { rule }: Way, args: object): Rule {
  return stricter(
    rule,
    conditions.filter((condition) => condition.applies(args)).map(({ anyOf }) => anyOf),
  );
}

/** What is known of a call before it runs. */
export interface Foreseen {
  /** The parent as far as its members are known; `unknown`: nothing is known of it. */
  readonly source: object | typeof unknown;
  /** The arguments whose values are known. */
  readonly args: object;
  /** The names of those whose values are not. */
  readonly unknownArgs: ReadonlySet<string>;
  /** Null: nobody in particular. */
  readonly viewer: Viewer | null;
}

/** The input of a gate's call; `unknown` where it reads something of which the value is not known, or cannot be used. */
export function inputOf(gate: Gate, { source, args, unknownArgs, viewer }: Foreseen): unknown | typeof unknown {
  const known = unknownArgs.size === 0 ? args : guarded(args, (name) => !unknownArgs.has(name), true);
  const parent =
    source === unknown ? guarded({}, isNone, true) : guarded(source, (name) => Object.hasOwn(source, name), true);
  try {
    return gate.input(parent, known, viewer ?? nobody) ?? null;
  } catch {
    return unknown;
  }
}

const isNone = () => false;
// biome-ignore lint/suspicious/noExplicitAny: reading any member of nobody in particular is what is found out
const nobody: any = guarded({}, isNone, true);

/** An object of which members that are not known cannot be read. */
function guarded<Target extends object>(target: Target, isKnown: (name: string) => boolean, whole: boolean): Target {
  const check = (name: string | symbol) => {
    if (typeof name === 'string' && !isKnown(name)) throw new TypeError('not known yet');
  };
  return new Proxy(target, {
    get(_, name) {
      check(name);
      return Reflect.get(target, name);
    },
    has(_, name) {
      check(name);
      return Reflect.has(target, name);
    },
    ownKeys() {
      if (whole) throw new TypeError('not known yet');
      return Reflect.ownKeys(target);
    },
  });
}
