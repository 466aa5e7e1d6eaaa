import { isOwnDataScope } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';
import { type Denial, denialOf } from './denial.ts';
import { notKnown } from './foresee.ts';
import { type Gate, isHeld, type Way } from './gate.ts';
import { type Rule, stricter, verdict } from './rule.ts';

/** What can be said of a gate and a viewer. */
export type Decision =
  | { readonly decision: 'allowed' }
  | { readonly decision: 'denied'; readonly denial: Denial }
  /** Whose data it turns out to be, what its arguments are, or what its parent is and carries, decides. */
  | { readonly decision: 'depends'; readonly on: 'owner' | 'arguments' | 'parent' };

/** What is known of a call when it is decided upon. */
export interface Known {
  /** The gate's own coordinate, which a denial names. */
  readonly coordinate: string;
  /** The input of the call, null where there is nothing to ask for. */
  readonly input: object | null | typeof notKnown;
  /** The ways that it may go. */
  readonly ways: readonly Way[];
  /** The arguments of the field; `notKnown` where one of them is. */
  readonly args: object | typeof notKnown;
  /** False: whether the parent carries the value is not known yet. */
  readonly loads: boolean;
}

const allowed: Decision = { decision: 'allowed' };

/**
 * Decides whether a viewer may pass a gate. With input and arguments known the answer is never `depends`: so the plan
 * asks it ahead, and the gate itself when its turn comes.
 */
export function decide(gate: Gate, viewer: Viewer, known: Known): Decision {
  const { input, args } = known;
  // A way that is taken by those only whom it admits denies nobody, as long as there is another.
  const open = known.ways.filter((way) => !way.preferred || isHeld(way, viewer));
  const all = (open.length > 0 ? open : known.ways).map((way) => decideWay(gate, way, viewer, known));
  const [first = allowed] = all;
  if (all.every(({ decision }) => decision === first.decision)) return first;
  // There is nothing to ask for, so that nothing is denied but what is denied whatever is asked for.
  if (input === null) return allowed;
  return { decision: 'depends', on: args === notKnown ? 'arguments' : 'parent' };
}

function decideWay(gate: Gate, way: Way, viewer: Viewer, known: Known): Decision {
  const { coordinate, input, args, loads } = known;
  if (args === notKnown && dependsOnArguments(gate, way, viewer)) return { decision: 'depends', on: 'arguments' };
  const rule = args === notKnown ? way.rule : ruleWith(gate, way, args);
  const decided = verdict(rule, viewer);
  if (decided === 'allowed') return allowed;
  if (!loads) return { decision: 'depends', on: 'parent' };
  if (decided === 'denied') {
    const code = viewer.kind === 'ANONYMOUS' ? 'UNAUTHENTICATED' : 'INSUFFICIENT_SCOPE';
    return { decision: 'denied', denial: denialOf(code, rule.scopeSets, coordinate, viewer) };
  }
  if (viewer.customerId !== null && input === notKnown) return { decision: 'depends', on: 'owner' };
  const owner = input === notKnown || input === null ? null : way.owner(input);
  if (viewer.customerId !== null && owner === viewer.customerId) return allowed;
  const others = rule.scopeSets.filter((set) => !set.some(isOwnDataScope));
  return { decision: 'denied', denial: denialOf('NOT_OWNER', others, coordinate, viewer) };
}

function dependsOnArguments(gate: Gate, way: Way, viewer: Viewer): boolean {
  return gate.conditions.length > 0 && verdict(way.rule, viewer) !== verdict(strictestOf(gate, way), viewer);
}

/** The rules of ways where every condition of their gate applies, each made once. */
const strictest = new WeakMap<Gate, Map<Way, Rule>>();

function strictestOf(gate: Gate, way: Way): Rule {
  const known = strictest.get(gate) ?? new Map<Way, Rule>();
  let rule = known.get(way);
  if (rule === undefined) {
    const scopes = gate.conditions.map(({ anyOf }) => anyOf);
    rule = stricter(way.rule, scopes);
    strictest.set(gate, known.set(way, rule));
  }
  return rule;
}

/** The rule of a way with these arguments: each condition that applies asks for one of its scopes as well. */
export function ruleWith({ conditions }: Gate, { rule }: Way, args: object): Rule {
  return stricter(
    rule,
    conditions.filter((condition) => condition.applies(args)).map(({ anyOf }) => anyOf),
  );
}
