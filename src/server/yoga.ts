import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin, type YogaServerInstance } from 'graphql-yoga';
import type { Ask } from './ask.ts';
import type { Exchange } from './exchange.ts';
import type { Question } from './http/question.ts';
import type { Outcome } from './outcome.ts';

/** What Yoga is handed with a request. */
export interface Handed extends Exchange {
  readonly question: Question;
}

/** Yoga as it is used here. */
export type Yoga = YogaServerInstance<Handed, object>;

/** What Yoga answers with. */
export interface YogaOptions {
  readonly schema: GraphQLSchema;
  /** Tells of errors that arose before an operation ran. */
  readonly outcomeOf: (result: ExecutionResult, exchange: Exchange) => Outcome;
}

/** Yoga at a path: it reads who wants what in which form; what is asked is answered as the short way answers. */
export function createYogaOf(path: string, ask: Ask, { schema, outcomeOf }: YogaOptions): Yoga {
  return createYoga<Handed>({
    schema,
    graphqlEndpoint: path,
    landingPage: false,
    logging: false,
    maskedErrors: false,
    multipart: false,
    batching: false,
    parserAndValidationCache: false,
    cors: false,
    graphiql: false,
    plugins: [ourWay(ask, outcomeOf)],
  });
}

function ourWay(ask: Ask, outcomeOf: YogaOptions['outcomeOf']): Plugin<Handed, Handed> {
  return {
    onParams({ request, setParams, setParamsHandler, context }) {
      // Yoga wants a query, and knows no documents that are named by an id alone.
      setParams({ query: context.question.query ?? '' });
      setParamsHandler(async () => withHttp(await ask(context.question, context, request.method === 'GET')));
    },
    onResultProcess({ result, setResult, serverContext }) {
      if (Array.isArray(result) || !('errors' in result || 'data' in result)) return;
      if (result.extensions?.http?.status === undefined) setResult(withHttp(outcomeOf(result, serverContext)));
    },
  };
}

/** Yoga takes status and headers from there, and leaves them out of the body. */
function withHttp({ result, status, headers }: Outcome) {
  return { ...result, extensions: { ...result.extensions, http: { status, headers } } };
}
