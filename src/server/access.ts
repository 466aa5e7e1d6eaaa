import { GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import type { Plugin, YogaInitialContext } from 'graphql-yoga';
import { AccessDeniedError, type Denial } from '../auth/access/denial.ts';
import { noteDenial } from '../auth/access/state.ts';
import type { GraphContext } from '../graphql/context.ts';
import { BudgetError } from '../plan/budget.ts';
import { startEarly } from '../plan/early.ts';
import { createPlanner, type Plan } from '../plan/planner.ts';
import { PlanError } from '../plan/selection.ts';
import type { Exchange } from './exchange.ts';

/**
 * What is done about what a caller may not see: `partial` null in its place and an error, `reject` nothing runs,
 * `report` upstream decides and the answer lists what would have been denied.
 */
export type AccessMode = 'partial' | 'reject' | 'report';

/** Decides an operation before it runs: what is denied, what need not run for it, what it would cost, and what can start at once. What it did cost
 * is told to those who ask for it with `extensions: { cost: true }`. */
export function access(
  schema: GraphQLSchema,
  mode: AccessMode,
  budget: number,
): Plugin<GraphContext & Exchange & YogaInitialContext> {
  const plan = createPlanner(schema);
  return {
    onExecute({ args, setResultAndStopExecution }) {
      const { document, operationName, variableValues, contextValue } = args;
      const operation = getOperationAST(document, operationName);
      if (!operation) return;
      const { viewer, access: state, session, params } = contextValue;
      const variables = variableValues ?? {};
      let planned: Plan;
      try {
        planned = plan({ document, operationName: operationName ?? null, variables }, viewer);
      } catch (error) {
        if (!(error instanceof PlanError)) throw error;
        setResultAndStopExecution({ errors: [new GraphQLError(error.message, { originalError: error })] });
        return;
      }
      if (mode === 'reject' && planned.denials.length > 0) {
        setResultAndStopExecution({ errors: planned.denials.map(toError) });
        return;
      }
      if (planned.calls.known > budget) {
        const originalError = new BudgetError(planned.calls, budget);
        setResultAndStopExecution({ errors: [new GraphQLError(originalError.message, { originalError })] });
        return;
      }
      if (mode === 'report') for (const denial of planned.denials) noteDenial(state, denial);
      else state.skipped = planned.skips;
      startEarly(planned.early, { schema, operation, variables, viewer, context: contextValue });
      return {
        onExecuteDone({ result, setResult }) {
          if (!('data' in result)) return;
          const errors = [...(result.errors ?? []), ...state.errors];
          const { waves } = planned.calls;
          const extensions = {
            ...(mode === 'report' && { access: { denied: [...state.denials.values()] } }),
            ...(params.extensions?.['cost'] === true && { cost: { calls: session.callCount, waves, budget } }),
          };
          setResult({
            ...result,
            ...(errors.length > 0 && { errors }),
            ...(Object.keys(extensions).length > 0 && { extensions }),
          });
        },
      };
    },
  };
}

function toError(denial: Denial): GraphQLError {
  const originalError = new AccessDeniedError(denial);
  return new GraphQLError(originalError.message, { originalError });
}
