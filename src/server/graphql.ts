import type { ExecutionResult, GraphQLSchema } from 'graphql';
import { createYoga, type Plugin } from 'graphql-yoga';
import type { Ask } from './ask.ts';
import type { Exchange } from './exchange.ts';
import { type Answer, fromResponse, jsonAnswer, refusalAnswer } from './http/answer.ts';
import { type Asked, toRequest } from './http/asked.ts';
import { acceptedType } from './http/media.ts';
import type { Question } from './http/question.ts';
import type { Outcome } from './outcome.ts';

/** What GraphQL over HTTP is made of. */
export interface GraphQLOptions {
  readonly schema: GraphQLSchema;
  readonly ask: Ask;
  /** Tells of errors that arose before an operation ran. */
  readonly outcomeOf: (result: ExecutionResult, exchange: Exchange) => Outcome;
  /** Whether what is usual is answered without Yoga. */
  readonly shortWay: boolean;
}

/** Answers a question that was read from a request. */
export type AnswerQuestion = (asked: Asked, question: Question, exchange: Exchange) => Promise<Answer>;

/**
 * GraphQL over HTTP. A question by POST that wants JSON, which nearly all are, is answered a short way: Yoga takes a fifth of
 * the processor time of such a request. Everything else is Yoga's: GET, and other media types.
 */
export function createGraphQL({ ask, shortWay, ...options }: GraphQLOptions): AnswerQuestion {
  const yoga = createYogaOf(ask, options);

  async function viaYoga(asked: Asked, question: Question, exchange: Exchange): Promise<Answer> {
    // The question was read already; what Yoga reads here is whom and in which form to answer.
    const headers = { ...asked.headers, 'content-type': 'application/json' };
    const request = toRequest({ ...asked, path, headers }, asked.method === 'GET' ? null : '{}');
    try {
      const answer = await fromResponse(await yoga.fetch(request, { ...exchange, question }));
      // Yoga says that without a word.
      return answer.status === 406 ? notAcceptable(exchange.facts.requestId) : answer;
    } catch (error) {
      // Yoga fails when the client goes away; that is no fault of ours, and nobody reads the answer.
      if (!asked.signal.aborted) throw error;
      return jsonAnswer(null);
    }
  }

  return async (asked, question, exchange) => {
    const type = asked.method === 'POST' && shortWay ? acceptedType(asked.headers['accept']) : null;
    if (type === null) return viaYoga(asked, question, exchange);
    const { result, status, headers } = await ask(question, exchange, false);
    return { status, headers: { 'content-type': `${type}; charset=utf-8`, ...headers }, body: JSON.stringify(result) };
  };
}

const path = '/graphql';

function notAcceptable(requestId: string): Answer {
  const message = 'Answers are application/json or application/graphql-response+json.';
  return { ...refusalAnswer({ code: 'UNSUPPORTED_MEDIA_TYPE', message }, requestId), status: 406 };
}

/** What Yoga is handed with a request. */
interface Handed extends Exchange {
  readonly question: Question;
}

function createYogaOf(ask: Ask, { schema, outcomeOf }: Pick<GraphQLOptions, 'schema' | 'outcomeOf'>) {
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

function ourWay(ask: Ask, outcomeOf: GraphQLOptions['outcomeOf']): Plugin<Handed, Handed> {
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
