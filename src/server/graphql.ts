import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { createYoga, type GraphQLParams, type Plugin } from 'graphql-yoga';
import type { Exchange } from './exchange.ts';
import type { Outcome } from './outcome.ts';
import type { Asking, Run } from './run.ts';
import type { TrustedDocuments } from './trusted/manifests.ts';
import { findDocument, type TrustedMode } from './trusted/trusted.ts';

/** What Yoga is made of. */
export interface GraphQLOptions {
  readonly schema: GraphQLSchema;
  readonly run: Run;
  /** Tells of errors that arose before an operation ran. */
  readonly outcomeOf: (result: ExecutionResult, exchange: Exchange) => Outcome;
  /** Largest request body, in bytes. */
  readonly maxRequestBytes: number;
  /** Which documents may run, and those that are known by an id. */
  readonly trusted: { readonly mode: TrustedMode; readonly documents: TrustedDocuments };
}

/** `/graphql` as a fetch handler: Yoga for everything about HTTP and our way of running operations. */
export function createGraphQL({ schema, run, outcomeOf, maxRequestBytes, trusted }: GraphQLOptions) {
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
    extraParamNames: ['documentId'],
    plugins: [ourWay(run, outcomeOf, trusted)],
  });
}

function ourWay(
  run: Run,
  outcomeOf: GraphQLOptions['outcomeOf'],
  { mode, documents }: GraphQLOptions['trusted'],
): Plugin<Exchange, Exchange> {
  return {
    onParams({ request, params, setParams, setParamsHandler, context }) {
      const isGet = request.method === 'GET';
      const documentId = isGet
        ? new URL(request.url).searchParams.get('documentId')
        : Reflect.get(params, 'documentId');
      const found = findDocument({ ...params, documentId }, mode, documents);
      const isRefused = found instanceof GraphQLError;
      // Nothing that names a document is missing one for Yoga.
      if (isRefused || found.text !== '') setParams({ ...params, query: isRefused ? '' : found.text });
      setParamsHandler(async ({ params: asked }) => {
        if (isRefused) return withHttp(outcomeOf({ errors: [found] }, context));
        const outcome = await run(askingOf(asked), context, isGet);
        return withHttp(isGet && found.trusted ? keptByItsReader(outcome) : outcome);
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

/** An answer belongs to whose token it was: no shared cache may keep it, and a private one asks again before it is used. */
function keptByItsReader(outcome: Outcome): Outcome {
  const control = outcome.result.errors === undefined ? 'private, no-cache' : 'private, no-store';
  return { ...outcome, headers: { ...outcome.headers, 'cache-control': control } };
}

/** Yoga takes status and headers from there, and leaves them out of the body. */
function withHttp({ result, status, headers }: Outcome) {
  return { ...result, extensions: { ...result.extensions, http: { status, headers } } };
}
