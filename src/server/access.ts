import { type DocumentNode, GraphQLError, type GraphQLSchema, type VariableValues } from 'graphql';
import { AccessDeniedError, type Denial } from '../auth/access/denial.ts';
import { noteDenial } from '../auth/access/state.ts';
import type { GraphContext } from '../graphql/context.ts';
import { holdTo } from '../kernel/limit-error.ts';
import { BudgetError } from '../plan/budget.ts';
import { startEarly } from '../plan/early.ts';
import { createPlanner } from '../plan/planner.ts';

/**
 * What is done about what a caller may not see: `partial` null in its place and an error, `reject` nothing runs,
 * `report` upstream decides and the answer lists what would have been denied.
 */
export type AccessMode = 'partial' | 'reject' | 'report';

/** How operations are decided upon. */
export interface AccessOptions {
  readonly schema: GraphQLSchema;
  readonly mode: AccessMode;
  /** Upstream calls that one operation may make. */
  readonly callBudget: number;
  /** Fields that an answer may come to. */
  readonly maxAnswerFields: number;
  /** Bytes of plans that are remembered. */
  readonly cacheBytes: number;
}

/** An operation that is about to run. */
export interface Running {
  readonly document: DocumentNode;
  /** Whether the document is remembered. */
  readonly isRemembered: boolean;
  readonly operationName: string | null;
  readonly variables: VariableValues;
  readonly context: GraphContext;
}

/**
 * Decides an operation before it runs: what is denied, what need not run for it, what it would cost, and what can start
 * at once.
 */
export type Decide = (running: Running) => Decision;

/** The errors for which nothing is to run, or that it may, in how many waves of upstream calls. */
export type Decision = { readonly errors: readonly GraphQLError[] } | { readonly waves: number };

/**
 * Makes the function that decides operations.
 *
 * @throws LimitError (the function) when the answer may be too large
 */
export function createAccess({ schema, mode, callBudget, maxAnswerFields, cacheBytes }: AccessOptions): Decide {
  const plan = createPlanner(schema, cacheBytes);
  return ({ document, isRemembered, operationName, variables, context }) => {
    const { viewer, access: state } = context;
    const planned = plan({ document, isRemembered, operationName, variables }, viewer);
    holdTo('fields of the answer', maxAnswerFields, planned.answerSize);
    if (mode === 'reject' && planned.denials.length > 0) return { errors: planned.denials.map(toError) };
    if (planned.calls.known > callBudget) {
      const originalError = new BudgetError(planned.calls, callBudget);
      return { errors: [new GraphQLError(originalError.message, { originalError })] };
    }
    if (mode === 'report') for (const denial of planned.denials) noteDenial(state, denial);
    else state.skipped = planned.skips;
    startEarly(planned.early, { variables, viewer, context });
    return { waves: planned.calls.waves };
  };
}

function toError(denial: Denial): GraphQLError {
  const originalError = new AccessDeniedError(denial);
  return new GraphQLError(originalError.message, { originalError });
}
