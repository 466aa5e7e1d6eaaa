import {
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute as executeByGraphqlJs,
  GraphQLError,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql';
import { runInTurn, runObject } from './object.ts';
import { type Prepared, planned, prepare } from './prepare.ts';
import { type Answer, type ObjectPlan, Run, type VariableValues } from './run.ts';

/**
 * Executes an operation; a promise where anything in it takes time.
 *
 * @param variables what `args.variableValues` are once they are read; left out: they have yet to be read
 */
export type Execute = (args: ExecutionArgs, variables?: VariableValues) => ExecutionResult | Promise<ExecutionResult>;

/**
 * Makes a function that executes operations of one schema as graphql-js does, by a plan that is made once for each operation:
 * fields are collected, and arguments without variables worked out, once and not for every row of every request. What is
 * unusual goes to graphql-js: subscriptions, directives other than `@skip` and `@include`, and operations in which more than
 * four variables decide what is skipped.
 *
 * Plans live as long as their document. A resolver that declares fewer than four parameters is given no `info`.
 */
export function createExecute(): Execute {
  const known = new WeakMap<DocumentNode, Map<string, Prepared>>();

  function preparedOf({ document, operationName }: ExecutionArgs): Prepared | null {
    let byName = known.get(document);
    if (byName === undefined) {
      byName = new Map();
      known.set(document, byName);
    }
    const name = operationName ?? '';
    const found = byName.get(name) ?? prepare(document, operationName);
    // A name that the document does not have is anybody's word: it is not remembered.
    if (found !== null) byName.set(name, found);
    return found;
  }

  return (args, variables) => {
    const prepared = preparedOf(args);
    if (prepared === null) return executeByGraphqlJs(args);
    const { schema, contextValue, rootValue } = args;
    const hideSuggestions = args.hideSuggestions === true;
    const { operation } = prepared;
    const read = variables === undefined ? readVariables(args, operation) : { variableValues: variables };
    const { variableValues } = read;
    if (variableValues === undefined) return { errors: read.errors };
    try {
      const found = planned(prepared, schema, variableValues, hideSuggestions);
      if (found === undefined) return executeByGraphqlJs(args);
      const run = new Run(found.plan, contextValue, rootValue, variableValues, hideSuggestions);
      if (operation.operation === 'mutation') return answerLater(run, runInTurn(run, found.root, rootValue));
      return answer(run, found.root);
    } catch (error) {
      return { errors: [toGraphQLError(error)], data: null };
    }
  };
}

function readVariables({ schema, variableValues, hideSuggestions }: ExecutionArgs, operation: OperationDefinitionNode) {
  const options = { maxErrors: 50, hideSuggestions: hideSuggestions === true };
  return getVariableValues(schema, operation.variableDefinitions ?? [], variableValues ?? {}, options);
}

function answer(run: Run, root: ObjectPlan): ExecutionResult | Promise<ExecutionResult> {
  try {
    const data = runObject(run, root, run.rootValue, undefined);
    return data instanceof Promise ? answerLater(run, data) : resultOf(run, data);
  } catch (error) {
    return failed(run, error);
  }
}

async function answerLater(run: Run, data: Promise<Answer>): Promise<ExecutionResult> {
  try {
    return resultOf(run, await data);
  } catch (error) {
    return failed(run, error);
  }
}

function failed(run: Run, error: unknown): ExecutionResult {
  run.note(toGraphQLError(error), undefined);
  return resultOf(run, null);
}

function resultOf({ errors }: Run, data: Answer | null): ExecutionResult {
  return errors.length > 0 ? { errors, data } : { data };
}

function toGraphQLError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  const originalError = error instanceof Error ? error : new Error('Something else than an error was thrown.');
  return new GraphQLError(originalError.message, { originalError });
}
