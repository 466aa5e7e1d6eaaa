import { GraphQLError, responsePathAsArray, type VariableValues } from 'graphql';
import { AccessDeniedError, type Denial } from '../auth/access/denial.ts';
import { type AccessState, noteDenial } from '../auth/access/state.ts';
import type { OperationTree, Skips, TreeField } from '../execution/tree.ts';
import type { GraphContext } from '../graphql/context.ts';
import { holdTo } from '../kernel/limit-error.ts';
import { BudgetError } from '../plan/budget.ts';
import { startEarly } from '../plan/early.ts';
import { createPlanner } from '../plan/planner.ts';
import type { Skipped } from '../plan/skips.ts';

/**
 * What happens to fields that the caller may not see: `partial` null in its place and an error, `reject` nothing runs,
 * `report` upstream decides and the answer lists what would have been denied.
 */
export type AccessMode = 'partial' | 'reject' | 'report';

/** Settings of the access decision. */
export interface AccessOptions {
  readonly mode: AccessMode;
  /** Most upstream calls of one operation. */
  readonly callBudget: number;
  /** Most fields in one answer. */
  readonly maxAnswerFields: number;
  /** Largest size of the plan cache, in bytes. */
  readonly cacheBytes: number;
}

/** An operation before it runs. */
export interface OperationToRun {
  readonly tree: OperationTree;
  /** Whether its document is cached. */
  readonly isRemembered: boolean;
  readonly variables: VariableValues;
  readonly context: GraphContext;
}

/**
 * Decides an operation before it runs: what is denied, what need not run for it, what it would cost, and what can start
 * at once.
 */
export type Decide = (running: OperationToRun) => AccessDecision;

/** The errors for which nothing is to run, or that it may: without which fields, and in how many waves of upstream calls. */
export type AccessDecision =
  | { readonly errors: readonly GraphQLError[] }
  | { readonly waves: number; readonly skips: Skips | null };

/**
 * Makes the function that decides operations.
 *
 * @throws LimitError (the function) when the answer may be too large
 */
export function createAccess({ mode, callBudget, maxAnswerFields, cacheBytes }: AccessOptions): Decide {
  const plan = createPlanner(cacheBytes);
  return ({ tree, isRemembered, variables, context }) => {
    const { viewer, access: state } = context;
    const planned = plan({ tree, isRemembered, variables }, viewer);
    holdTo('fields of the answer', maxAnswerFields, planned.answerSize);
    if (mode === 'reject' && planned.denials.length > 0)
      return { errors: planned.denials.map((denial) => toError(denial)) };
    if (planned.calls.known > callBudget) {
      const originalError = new BudgetError(planned.calls, callBudget);
      return { errors: [new GraphQLError(originalError.message, { originalError })] };
    }
    if (mode === 'report') for (const denial of planned.denials) noteDenial(state, denial);
    const skips = mode === 'report' || planned.skipped.size === 0 ? null : skipping(planned.skipped, state);
    startEarly(planned.early, { variables, viewer, context });
    return { waves: planned.calls.waves, skips };
  };
}

/** Skips fields, and adds one error per denied coordinate. */
function skipping(skipped: Skipped, state: AccessState): Skips {
  return {
    has: (field) => skipped.has(field),
    tell: (field, path) => {
      for (const denial of skipped.get(field) ?? [])
        if (noteDenial(state, denial)) state.errors.push(toError(denial, field.nodes, responsePathAsArray(path)));
    },
  };
}

function toError(denial: Denial, nodes?: TreeField['nodes'], path?: readonly (string | number)[]): GraphQLError {
  const originalError = new AccessDeniedError(denial);
  return new GraphQLError(originalError.message, { originalError, nodes: nodes ?? null, path: path ?? null });
}
