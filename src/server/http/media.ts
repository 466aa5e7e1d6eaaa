import type { HttpRequest } from './request.ts';
import type { Refusal } from './response.ts';
import { readEntry, readWeighted, type Weighted } from './weighted.ts';

/** UTF-8 alone is read and written; a type without a charset is taken for it. */
function isUtf8({ parameters }: Weighted): boolean {
  return /^utf-?8$/.test(parameters.get('charset') ?? 'utf-8');
}

/** Why a body is not taken as it is sent: only plain JSON in UTF-8 is; undefined: it is. */
export function refuseBody({ headers }: Pick<HttpRequest, 'headers'>): Refusal | undefined {
  const type = readEntry(headers['content-type'] ?? '');
  // Browsers send other types across origins without asking first.
  if (type.value !== 'application/json') return unsupported('POST takes application/json.');
  if (!isUtf8(type)) return unsupported('The body must be UTF-8.');
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  return encoding === 'identity' ? undefined : unsupported('The body must not be compressed.');
}

function unsupported(message: string): Refusal {
  return { code: 'UNSUPPORTED_MEDIA_TYPE', message, headers: { accept: 'application/json' } };
}

/** JSON media types. */
export type JsonType = 'application/json' | 'application/graphql-response+json';

/** Response media types for operations. */
export type AnswerType = JsonType | 'text/event-stream' | 'multipart/mixed';

const answerTypes: ReadonlyMap<string, AnswerType> = new Map([
  ['application/json', 'application/json'],
  ['application/graphql-response+json', 'application/graphql-response+json'],
  ['application/*', 'application/json'],
  ['*/*', 'application/json'],
  ['text/event-stream', 'text/event-stream'],
  ['multipart/mixed', 'multipart/mixed'],
]);

/** Whether a media type is one of JSON. */
export function isJson(type: AnswerType): type is JsonType {
  return type.startsWith('application/');
}

/**
 * The media type that an answer is to have by the request's `Accept`, JSON before others, or a refusal with 406. It is told
 * before anything runs: an answer that cannot be given would hide what a write has done.
 */
export function answerTypeOf({ headers: { accept = '' } }: Pick<HttpRequest, 'headers'>): AnswerType | Refusal {
  if (accept.trim() === '') return 'application/json';
  const wanted = readWeighted(accept).filter(isUtf8);
  const types = wanted.flatMap(({ value }) => answerTypes.get(value) ?? []);
  return types.find(isJson) ?? types[0] ?? notAcceptable;
}

const notAcceptable: Refusal = {
  code: 'UNSUPPORTED_MEDIA_TYPE',
  status: 406,
  message: 'Answers are application/json or application/graphql-response+json, in UTF-8.',
};

/**
 * Whether an operation that cannot run is to be answered with 200: clients that name `application/json` and not the type
 * of GraphQL look into the body (GraphQL over HTTP, section 6.4.1).
 */
export function isLegacy(accept: string | undefined): boolean {
  if (accept === undefined) return false;
  const types = readWeighted(accept).map(({ value }) => value);
  return types.includes('application/json') && !types.includes('application/graphql-response+json');
}
