import { type ExecutionResult, GraphQLError, OperationTypeNode } from 'graphql';
import { runInTurn, runObject } from './object.ts';
import { OperationRun, type RunWith } from './run.ts';
import type { Answer, OperationTree } from './tree.ts';

/**
 * Runs an operation as graphql-js does; a promise where anything in it takes time. Its tree is walked as it is: fields were
 * collected, and arguments without variables are worked out, once and not for every row of every request. A resolver that
 * declares fewer than four parameters is given no `info`.
 */
export function execute(tree: OperationTree, given: RunWith): ExecutionResult | Promise<ExecutionResult> {
  const run = new OperationRun(tree, given);
  try {
    const data =
      tree.operation.operation === OperationTypeNode.MUTATION
        ? runInTurn(run, tree.root, given.rootValue)
        : runObject(run, tree.root, given.rootValue, undefined);
    return data instanceof Promise ? answerLater(run, data) : resultOf(run, data);
  } catch (error) {
    return failed(run, error);
  }
}

async function answerLater(run: OperationRun, data: Promise<Answer>): Promise<ExecutionResult> {
  try {
    return resultOf(run, await data);
  } catch (error) {
    return failed(run, error);
  }
}

function failed(run: OperationRun, error: unknown): ExecutionResult {
  run.note(toGraphQLError(error), undefined);
  return resultOf(run, null);
}

function resultOf({ errors }: OperationRun, data: Answer | null): ExecutionResult {
  return errors.length > 0 ? { errors, data } : { data };
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error('Something else than an error was thrown.');
  return new GraphQLError(originalError.message, { originalError });
}
