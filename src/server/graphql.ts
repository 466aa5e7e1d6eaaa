import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';
import type { Asking, Run } from './run.ts';

/** What Yoga is made of. */
export interface GraphQLOptions {
  readonly schema: GraphQLSchema;
  readonly run: Run;
  /** Tells of errors that arose before an operation ran. */
  readonly outcomeOf: (result: ExecutionResult, exchange: Exchange) => Outcome;
  /** Largest request body, in bytes. */
  readonly maxRequestBytes: number;
}

/** `/graphql` as a fetch handler: Yoga for everything about HTTP and our way of running operations. */
export function createGraphQL({ schema, run, outcomeOf, maxRequestBytes }: GraphQLOptions) {
  return createYoga<Exchange>({
    schema,
    graphqlEndpoint: '/graphql',
    landingPage: false,
    logging: false,
    maskedErrors: false,
    multipart: false,
    batching: false,
    maxRequestBodySize: maxRequestBytes,
    parserAndValidationCache: false,
    cors: false,
    graphiql: false,
    plugins: [ourWay(run, outcomeOf)],
  });
}

function ourWay(run: Run, outcomeOf: GraphQLOptions['outcomeOf']): Plugin<Exchange, Exchange> {
  return {
    onParams({ request, setParamsHandler, context }) {
      setParamsHandler(async ({ params }) => {
        const outcome = await run(askingOf(params), context, request.method === 'GET');
        return withHttp(outcome);
      });
    },
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || !('errors' in result || 'data' in result)) return;
      if (result.extensions?.http?.status === undefined) setResult(withHttp(outcomeOf(result, serverContext)));
    },
  };
}

function askingOf({ query, variables, operationName, extensions }: GraphQLParams): Asking {
  return {
    query: query ?? '',
    variables: variables ?? {},
    operationName: operationName ?? null,
    wantsCost: extensions?.['cost'] === true,
  };
}

/** Yoga takes status and headers from there, and leaves them out of the body. */
function withHttp({ result, status, headers }: Outcome) {
  return { ...result, extensions: { ...result.extensions, http: { status, headers } } };
}
