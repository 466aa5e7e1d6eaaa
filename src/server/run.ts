import { type ExecutionResult, GraphQLError, type GraphQLSchema, getOperationAST } from 'graphql';
import { createExecute } from '../execution/execute.ts';
import type { GraphContext } from '../graphql/context.ts';
import { LimitError } from '../kernel/limit-error.ts';
import { type AccessMode, createAccess } from './access.ts';
import type { Prepared } from './documents.ts';
import type { Exchange } from './exchange.ts';
import { holdGuesses } from './limits/guesses.ts';
import { holdVariables, type Limits } from './limits/limits.ts';
import type { Outcome } from './outcome.ts';
import { readVariables } from './variables.ts';

/** What a caller asks for, once the HTTP request has been read. */
export interface Asking {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  /** Null: the only operation. */
  readonly operationName: string | null;
  /** Whether the answer is to say what it cost upstream. */
  readonly wantsCost: boolean;
}

/** What operations run with. */
export interface RunOptions {
  readonly schema: GraphQLSchema;
  readonly context: (exchange: Exchange) => GraphContext;
  /** Turns a result into what a client may see. */
  readonly outcomeOf: (result: ExecutionResult, exchange: Exchange) => Outcome;
  readonly documentOf: (text: string) => Prepared;
  readonly config: Limits & {
    readonly introspection: boolean;
    readonly accessMode: AccessMode;
    readonly upstreamCallBudget: number;
    readonly cacheBytes: number;
  };
}

/** Runs an operation for a caller; `readOnly`: the request is one that must change nothing. */
export type Run = (asking: Asking, exchange: Exchange, readOnly: boolean) => Promise<Outcome>;

/**
 * The way of every operation, whatever brought it: limits, parsing, validation, variables, access and plan, execution,
 * and what is told of errors.
 */
export function createRun({ schema, context, outcomeOf, documentOf, config }: RunOptions): Run {
  const { introspection, accessMode: mode, maxAnswerFields } = config;
  const cacheBytes = Math.floor(config.cacheBytes / 2);
  const decide = createAccess({ schema, mode, callBudget: config.upstreamCallBudget, maxAnswerFields, cacheBytes });
  const execute = createExecute();

  async function resultOf(
    { query, variables, operationName, wantsCost }: Asking,
    exchange: Exchange,
    readOnly: boolean,
  ) {
    holdVariables(variables, config);
    const prepared = documentOf(query);
    if ('errors' in prepared) return prepared;
    const { document, isRemembered } = prepared;
    const operation = getOperationAST(document, operationName);
    if (!operation) return { errors: [new GraphQLError(noOperation(operationName), bad)] };
    exchange.facts.operationName = operation.name?.value ?? null;
    exchange.facts.operationType = operation.operation;
    exchange.facts.document = document;
    if (readOnly && operation.operation !== 'query')
      return { errors: [new GraphQLError('GET is for queries.', notByGet)] };
    const read = readVariables(schema, operation, variables, introspection);
    if ('errors' in read) return read;
    holdGuesses(document, operation, read.values);
    const contextValue = context(exchange);
    const decision = decide({
      document,
      isRemembered,
      operationName,
      variables: read.values,
      context: contextValue,
    });
    if ('errors' in decision) return decision;
    const hideSuggestions = !introspection;
    const result = await execute(
      { schema, document, contextValue, variableValues: variables, operationName, hideSuggestions },
      read.values,
    );
    const { waves } = decision;
    const cost = wantsCost
      ? { calls: exchange.session.callCount, waves, budget: config.upstreamCallBudget }
      : undefined;
    return withNotes(result, contextValue, { mode, cost });
  }

  return async (asking, exchange, readOnly) => {
    try {
      return outcomeOf(await resultOf(asking, exchange, readOnly), exchange);
    } catch (error) {
      if (!(error instanceof LimitError)) throw error;
      return outcomeOf({ errors: [new GraphQLError(error.message, { originalError: error })] }, exchange);
    }
  };
}

const bad = { extensions: { code: 'BAD_USER_INPUT' } };
const notByGet = { extensions: { code: 'METHOD_NOT_ALLOWED' } };

function noOperation(name: string | null): string {
  return name === null
    ? 'The document holds several operations; operationName says which one is meant.'
    : 'The document does not hold the operation that operationName names.';
}

interface Notes {
  readonly mode: AccessMode;
  /** Undefined: nobody asked. */
  readonly cost: object | undefined;
}

/** Adds what was noted while it ran. */
function withNotes(result: ExecutionResult, { access }: GraphContext, { mode, cost }: Notes): ExecutionResult {
  if (!('data' in result)) return result;
  const errors = [...(result.errors ?? []), ...access.errors];
  const extensions = {
    ...(mode === 'report' && { access: { denied: [...access.denials.values()] } }),
    ...(cost !== undefined && { cost }),
  };
  return {
    ...result,
    ...(errors.length > 0 && { errors }),
    ...(Object.keys(extensions).length > 0 && { extensions }),
  };
}
