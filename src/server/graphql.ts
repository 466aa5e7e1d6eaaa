import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { createYoga, type GraphQLParams } from 'graphql-yoga';
import { type AnswerType, isJson } from './http/media.ts';
import type { HttpRequest } from './http/request.ts';
import { fromResponse, type HttpResponse } from './http/response.ts';
import { isResult, type OutcomeOf } from './outcome.ts';
import { useOutcomes } from './plugins/outcomes.ts';
import type { RequestContext, ServerPlugin } from './request-context.ts';

/** What GraphQL over HTTP is made of. */
export interface GraphQLOptions {
  readonly schema: GraphQLSchema;
  readonly outcomeOf: OutcomeOf;
  /** What is ours, in the order in which hooks are called. */
  readonly ours: readonly ServerPlugin[];
  /** Plugins of the embedder; their hooks run after ours. */
  readonly theirs: readonly object[];
}

/** Runs an operation and answers in the negotiated media type. */
export type AnswerGraphQL = (request: HttpRequest, context: RequestContext, type: AnswerType) => Promise<HttpResponse>;

/** Hooks of Yoga about HTTP. */
const httpHooks = ['onRequest', 'onRequestParse', 'onResultProcess', 'onResponse', 'instrumentation'] as const;

/**
 * GraphQL over HTTP by Yoga, whose hooks every request goes through. Its own reading and writing of HTTP takes 1.6 to 3.4 times
 * the processor time, so ours is used for answers of JSON, unless a plugin has hooks about HTTP.
 */
export function createGraphQL({ schema, outcomeOf, ours, theirs }: GraphQLOptions): AnswerGraphQL {
  const writesItself = theirs.every((plugin) => httpHooks.every((hook) => !(hook in plugin)));
  const yoga = createYoga<RequestContext>({
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
    plugins: [useReadParams(), ...ours, useOutcomes(outcomeOf), ...theirs],
  });

  async function resultOf(request: Request, context: RequestContext): Promise<ExecutionResult> {
    try {
      const result = await yoga.getResultForParams({ params: paramsOf(context), request }, context);
      if (isResult(result)) return result;
      throw new Error('A plugin gave what is not one result.');
    } catch (error) {
      if (error instanceof GraphQLError) return { errors: [error] };
      const originalError = error instanceof Error ? error : new Error(String(error));
      return { errors: [new GraphQLError(originalError.message, { originalError })] };
    }
  }

  async function viaYoga(request: Request, signal: AbortSignal, context: RequestContext): Promise<HttpResponse> {
    try {
      const { body, ...response } = await fromResponse(await yoga.fetch(request, context));
      // As text, like our own responses, so that it is compressed too.
      return { ...response, body: body === null ? null : new TextDecoder().decode(body) };
    } catch (error) {
      // Yoga fails when the client goes away; that is no fault of ours, and nobody reads the answer.
      if (!signal.aborted) throw error;
      return { status: 200, headers: {}, body: null };
    }
  }

  return async ({ method, search, headers, signal }, context, type) => {
    const url = `http://server${path}${search}`;
    if (!writesItself || !isJson(type)) {
      const agreed = { ...headers, accept: type };
      return viaYoga(new yoga.fetchAPI.Request(url, { method, headers: agreed, signal }), signal, context);
    }
    const request = new yoga.fetchAPI.Request(url, { method, headers, signal });
    const { result, status, headers: more } = outcomeOf(await resultOf(request, context), context);
    return { status, headers: { 'content-type': `${type}; charset=utf-8`, ...more }, body: JSON.stringify(result) };
  };
}

const path = '/graphql';

/** The body or the address was read before Yoga is asked. */
function useReadParams(): ServerPlugin {
  return {
    onRequestParse({ serverContext, setRequestParser }) {
      setRequestParser(() => paramsOf(serverContext));
    },
  };
}

/** What was asked for, as Yoga knows it: it wants a query, and knows no documents that are named by an id alone. */
function paramsOf({ asked: { query, operationName, variables, extensions } }: RequestContext): GraphQLParams {
  return {
    query: query ?? '',
    variables: variables ?? {},
    ...(operationName !== null && { operationName }),
    ...(extensions !== null && { extensions }),
  };
}
