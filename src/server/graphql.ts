import type { Ask } from './ask.ts';
import type { Exchange } from './exchange.ts';
import { type Answer, fromResponse, jsonAnswer } from './http/answer.ts';
import { type Asked, toRequest } from './http/asked.ts';
import { type AnswerType, isJson } from './http/media.ts';
import type { Question } from './http/question.ts';
import type { Yoga, YogaOptions } from './yoga.ts';

/** What GraphQL over HTTP is made of. */
export interface GraphQLOptions extends YogaOptions {
  readonly ask: Ask;
  /** Whether what is usual is answered without Yoga. */
  readonly shortWay: boolean;
}

/** Answers a question that was read from a request, in the media type that was agreed upon. */
export type AnswerQuestion = (
  asked: Asked,
  question: Question,
  exchange: Exchange,
  type: AnswerType,
) => Promise<Answer>;

/**
 * GraphQL over HTTP. A question by POST that wants JSON, which nearly all are, is answered a short way: Yoga takes a fifth of
 * the processor time of such a request. Everything else is Yoga's: GET, and other media types.
 */
export function createGraphQL({ ask, shortWay, ...options }: GraphQLOptions): AnswerQuestion {
  // Loaded where it is used: with all that it is made of it would make every start slower.
  let yoga: Promise<Yoga> | undefined;

  async function viaYoga(asked: Asked, question: Question, exchange: Exchange, accept: AnswerType): Promise<Answer> {
    // The question was read already; what Yoga reads here is whom and in which form to answer.
    const headers = { ...asked.headers, accept, 'content-type': 'application/json' };
    const request = toRequest({ ...asked, path, headers }, asked.method === 'GET' ? null : '{}');
    try {
      yoga ??= import('./yoga.ts').then(({ createYogaOf }) => createYogaOf(path, ask, options));
      const response = await (await yoga).fetch(request, { ...exchange, question });
      // Text, as the short way's is, so that it is compressed as that is.
      const { body, ...answer } = await fromResponse(response);
      return { ...answer, body: body === null ? null : new TextDecoder().decode(body) };
    } catch (error) {
      // Yoga fails when the client goes away; that is no fault of ours, and nobody reads the answer.
      if (!asked.departure.happened) throw error;
      return jsonAnswer(null);
    }
  }

  return async (asked, question, exchange, type) => {
    if (asked.method !== 'POST' || !shortWay || !isJson(type)) return viaYoga(asked, question, exchange, type);
    const { result, status, headers } = await ask(question, exchange, false);
    return { status, headers: { 'content-type': `${type}; charset=utf-8`, ...headers }, body: JSON.stringify(result) };
  };
}

const path = '/graphql';
