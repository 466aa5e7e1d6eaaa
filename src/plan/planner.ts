import { hash } from 'node:crypto';
import type { VariableValues } from 'graphql';
import { LRUCache } from 'lru-cache';
import type { Denial } from '../auth/access/denial.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { OperationTree } from '../execution/tree.ts';
import { isOwnDataScope } from '../kernel/scope.ts';
import { answerSize } from './answer-size.ts';
import type { Calls } from './call-site.ts';
import { callsOf } from './calls.ts';
import { type Deciding, decidingFacts, decidingVariables } from './deciding.ts';
import { decisions } from './decisions.ts';
import { type EarlyCall, earlyCalls } from './early.ts';
import { selectionOf } from './selection.ts';
import { denialsOf, mayCall, type Skipped, skips } from './skips.ts';

/** What is known of an operation before it runs. */
export interface Plan {
  /** Everything that will be denied, each coordinate once. */
  readonly denials: readonly Denial[];
  readonly skipped: Skipped;
  /** Calls that need not wait for what they hang on. */
  readonly early: readonly EarlyCall[];
  /** What it will cost, without what is not run. */
  readonly calls: Calls;
  /** Fields that the answer may hold. */
  readonly answerSize: number;
}

/** Which operation is to run, and with what. */
export interface OperationToPlan {
  readonly tree: OperationTree;
  /** Whether the tree will come again as the same object: plans of others are not remembered. */
  readonly isRemembered: boolean;
  readonly variables: VariableValues;
}

/** Plans operations; what was planned is remembered as long as its tree is and there is room for it. */
export type Planner = (planned: OperationToPlan, viewer: Viewer) => Plan;

interface Known {
  /** Tells trees apart in keys. */
  readonly number: number;
  readonly variables: Deciding;
}

interface Remembered {
  readonly plan: Plan;
  readonly bytes: number;
}

/** Bytes of a plan without fields, and of each field: measured on Node 24 (heap after 1,000 plans of 10 and of 200 fields), rounded up. */
const bytesOf = { plan: 4_000, field: 600 };

/**
 * A planner. Plans hold no values of the caller's: neither arguments nor variables.
 *
 * @param cacheBytes bytes of plans that are remembered at most; 0: none. Default: 16 MiB
 */
export function createPlanner(cacheBytes = 16_777_216): Planner {
  const known = new WeakMap<OperationTree, Known>();
  const viewers = new WeakMap<Viewer, Rights>();
  let trees = 0;
  const plans =
    cacheBytes === 0
      ? null
      : new LRUCache<string, Remembered>({ maxSize: cacheBytes, sizeCalculation: ({ bytes }) => bytes });
  return (planned, viewer) => {
    const { tree } = planned;
    if (plans === null || !planned.isRemembered) return planNow(planned, viewer).plan;
    let entry = known.get(tree);
    if (entry === undefined) {
      trees += 1;
      entry = { number: trees, variables: decidingVariables(tree) };
      known.set(tree, entry);
    }
    // Numbers that no list is read with would make as many plans as there are numbers.
    if (!hasBounds(entry.variables.bounds, planned.variables)) return planNow(planned, viewer).plan;
    const rights = viewers.get(viewer) ?? rightsOf(viewer);
    viewers.set(viewer, rights);
    const key = `${entry.number} ${rights.key} ${valuesKey(planned, rights, entry.variables)}`;
    const remembered = plans.get(key);
    if (remembered !== undefined) return remembered.plan;
    const made = planNow(planned, viewer);
    plans.set(key, made);
    return made.plan;
  };
}

function hasBounds(bounds: ReadonlySet<string>, { coerced }: VariableValues): boolean {
  return [...bounds].every((name) => {
    const value = coerced[name] ?? null;
    return value === null || (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 100);
  });
}

function planNow({ tree, variables }: OperationToPlan, viewer: Viewer): Remembered {
  const { schema } = tree;
  const selection = selectionOf(tree, { names: null, values: variables });
  const decided = decisions(schema, selection, viewer);
  const skipped = skips(selection, decided);
  const plan: Plan = {
    denials: denialsOf(selection, decided),
    skipped,
    early: earlyCalls(selection, decided),
    calls: callsOf(schema, selection, {
      viewer,
      runs: (selected) => mayCall(selected, skipped, decided),
    }),
    answerSize: answerSize(selection),
  };
  return { plan, bytes: bytesOf.plan + bytesOf.field * tree.size };
}

/** What a plan depends on of its viewer. */
interface Rights {
  /** A hash: ids of customers are not kept. */
  readonly key: string;
  /** Whether a `user:` scope is among them. */
  readonly isOwner: boolean;
}

function rightsOf({ scopes, kind, customerId }: Viewer): Rights {
  const sorted = [...scopes].sort();
  const isOwner = sorted.some(isOwnDataScope);
  return { key: hashOf([kind === 'ANONYMOUS', sorted, isOwner ? customerId : null]), isOwner };
}

/** What a plan depends on of the variables, as a hash; empty: of none. */
function valuesKey(planned: OperationToPlan, { isOwner }: Rights, deciding: Deciding): string {
  const facts = decidingFacts(deciding, planned.variables, isOwner);
  return facts.length === 0 ? '' : hashOf(facts);
}

function hashOf(facts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(facts), 'base64');
}
