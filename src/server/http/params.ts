import { isRecord } from '../../kernel/record.ts';
import { inexactPlace } from './inexact.ts';
import type { Body, HttpRequest } from './request.ts';
import type { Refusal } from './response.ts';

/** GraphQL parameters of a request, from its body or its query string. Null: not given. */
export interface GraphQLParams {
  readonly query: string | null;
  readonly documentId: string | null;
  readonly operationName: string | null;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly extensions: Readonly<Record<string, unknown>> | null;
}

const decoder = new TextDecoder('utf-8', { fatal: true });

/** Reads a body of at most so many bytes, or says why it cannot be used. Unknown members are let be. */
export async function readBody(asked: HttpRequest, most: number): Promise<GraphQLParams | Refusal> {
  const declared = Number(asked.headers['content-length'] ?? 0);
  const body: Body = declared > most ? 'too large' : await asked.body(most);
  if (body === 'too large') return { code: 'PAYLOAD_TOO_LARGE', message: `The body has more than ${most} bytes.` };
  if (body === 'broken off') return bad('The body did not come to its end.');
  const text = decoded(body);
  const json = text === undefined ? undefined : parsed(text);
  if (text === undefined || json === undefined) return bad('The body must be JSON in UTF-8.');
  if (Array.isArray(json)) return bad('Batches are not taken: send each operation in a request of its own.');
  if (!isRecord(json)) return bad('The body must be a JSON object.');
  try {
    const place = inexactPlace(text);
    return place === undefined ? questionOf(json) : inexact(place);
  } catch (error) {
    if (error instanceof RangeError) return bad('The body is nested too deeply.');
    throw error;
  }
}

function decoded(body: Buffer): string | undefined {
  try {
    return decoder.decode(body);
  } catch {
    return undefined;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function inexact(place: string): Refusal {
  return bad(`${place} is a number with more digits than can be kept: write it as text.`);
}

/** Reads the parameters of an address, by which documents are asked for that have an id; none by their text. */
export function readAddress({ search }: Pick<HttpRequest, 'search'>): GraphQLParams | Refusal {
  const parameters = new URLSearchParams(search);
  const of = (name: string) => parameters.get(name) || undefined;
  if (parameters.has('query') || !(parameters.has('documentId') || parameters.has('extensions'))) return textByGet;
  try {
    const [variables, extensions] = ['variables', 'extensions'].map((name) => JSON.parse(of(name) ?? 'null'));
    const place = inexactPlace(of('variables') ?? '');
    if (place !== undefined) return inexact(place === '' ? 'variables' : `variables.${place}`);
    return questionOf({ documentId: of('documentId'), operationName: of('operationName'), variables, extensions });
  } catch {
    return bad('variables and extensions must be JSON.');
  }
}

const textByGet: Refusal = {
  code: 'METHOD_NOT_ALLOWED',
  message: 'GET is for documents that are known by an id, sent as documentId; a query is posted.',
  headers: { allow: 'POST' },
};

function questionOf(given: Readonly<Record<string, unknown>>): GraphQLParams | Refusal {
  const { query = null, documentId = null, operationName = null, variables = null, extensions = null } = given;
  const relayName = ['id', 'doc_id'].find((name) => typeof given[name] === 'string');
  if (query === null && documentId === null && extensions === null && relayName !== undefined)
    return bad(`Send the id of a known document as documentId, not as ${relayName}.`);
  if (!isText(query)) return bad('query must be a text.');
  if (!isText(documentId)) return bad('documentId must be a text.');
  if (!isText(operationName)) return bad('operationName must be a text.');
  if (variables !== null && !isRecord(variables)) return bad('variables must be an object.');
  if (extensions !== null && !isRecord(extensions)) return bad('extensions must be an object.');
  return { query, documentId, operationName, variables, extensions };
}

function bad(message: string): Refusal {
  return { code: 'BAD_USER_INPUT', message };
}

function isText(value: unknown): value is string | null {
  return value === null || typeof value === 'string';
}
