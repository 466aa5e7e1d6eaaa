import { isOwnDataScope } from '../../kernel/scope.ts';
import type { Viewer } from '../viewer.ts';
import { type Denial, denialOf } from './denial.ts';
import { notKnown } from './foresee.ts';
import { type Gate, isHeld, type Way } from './gate.ts';
import { type Rule, stricter, verdict } from './rule.ts';

/** Whether a viewer may pass a gate. */
export type Decision =
  | { readonly decision: 'allowed' }
  | { readonly decision: 'denied'; readonly denial: Denial }
  /** Not known yet: it depends on whose data it is, on an argument, or on what the parent carries. */
  | { readonly decision: 'depends'; readonly on: 'owner' | 'arguments' | 'parent' };

/** What is known of a call at the time of the decision. */
export interface Known {
  /** The coordinate that a denial names. */
  readonly coordinate: string;
  /** The input of the call; null: there is nothing to call. */
  readonly input: object | null | typeof notKnown;
  /** The ways that the call may take. */
  readonly ways: readonly Way[];
  /** The arguments of the field; `notKnown` if any of them is not known. */
  readonly args: object | typeof notKnown;
  /** False: the parent may carry the value, in which case nothing is called. */
  readonly loads: boolean;
}

const allowed: Decision = { decision: 'allowed' };

/**
 * Decides whether a viewer may pass a gate. The planner asks before the operation runs, the gate when its field runs; the
 * answer is `depends` only while the input or an argument is not known.
 */
export function decide(gate: Gate, viewer: Viewer, known: Known): Decision {
  const { input, args } = known;
  // A preferred way is only for viewers who have its scopes. The others take another way, so it denies nobody.
  const open = known.ways.filter((way) => !way.preferred || isHeld(way, viewer));
  const all = (open.length > 0 ? open : known.ways).map((way) => decideWay(gate, way, viewer, known));
  const [first = allowed] = all;
  if (all.every(({ decision }) => decision === first.decision)) return first;
  // Nothing will be called, so only a denial that holds for every input counts; that was handled above.
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

/** For each way, its rule with every condition of the gate applied. Each is made once. */
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

/** The rule of a way for these arguments: each condition that applies adds the need for one of its scopes. */
export function ruleWith({ conditions }: Gate, { rule }: Way, args: object): Rule {
  return stricter(
    rule,
    conditions.filter((condition) => condition.applies(args)).map(({ anyOf }) => anyOf),
  );
}
