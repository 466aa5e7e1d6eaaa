import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { execute } from '../../execution/execute.ts';
import { AnswerTooLargeError } from '../../execution/run.ts';
import { LimitError } from '../../kernel/limit-error.ts';
import type { ServerPlugin } from '../request-context.ts';

/** Settings of execution. */
export interface ExecutionOptions {
  readonly hideSuggestions: boolean;
  /** Largest response, in bytes. */
  readonly maxAnswerBytes: number;
}

/** Runs operations as they were read, without the fields that the caller may not see, until an answer comes to too much. */
export function useExecution({ hideSuggestions, maxAnswerBytes: mostBytes }: ExecutionOptions): ServerPlugin {
  return {
    onExecute({ context, setExecuteFn }) {
      const { tree, variables } = context;
      if (tree === null || variables === null) return undefined;
      const { operation } = tree.operation;
      setExecuteFn(({ rootValue }) => {
        const result = execute(tree, {
          context,
          rootValue,
          variables,
          hideSuggestions,
          mostBytes,
          skips: context.skips,
        });
        return result instanceof Promise
          ? result.then((later) => bounded(later, operation))
          : bounded(result, operation);
      });
      const { watch, times } = context.facts;
      if (watch === null) return undefined;
      const startedAt = performance.now();
      return {
        onExecuteDone: () => {
          times.execute = performance.now() - startedAt;
        },
      };
    },
  };
}

/**
 * A query with too large a response is refused as by other limits. For a mutation the error says that its writes are
 * done.
 */
function bounded(result: ExecutionResult, operation: OperationTypeNode): ExecutionResult {
  const tooLarge = result.errors?.map(({ originalError }) => originalError).find(isTooLarge);
  if (tooLarge === undefined) return result;
  const isWrite = operation === OperationTypeNode.MUTATION;
  const more = isWrite ? ' What was written stays written.' : '';
  const originalError = new LimitError('bytes in the answer', tooLarge.most, tooLarge.counted, more);
  return { ...(isWrite && { data: null }), errors: [new GraphQLError(originalError.message, { originalError })] };
}

function isTooLarge(error: unknown): error is AnswerTooLargeError {
  return error instanceof AnswerTooLargeError;
}
