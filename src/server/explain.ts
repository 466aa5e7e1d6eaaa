import { type DocumentNode, GraphQLError, type GraphQLSchema, parse, validate } from 'graphql';
import { explain } from '../advice/explain.ts';
import type { Config } from '../config/config.ts';
import { PlanError } from '../plan/selection.ts';
import { authenticate, type Verify } from './authenticate.ts';
import { errorResponse, type Refusal } from './error-response.ts';
import { refuse } from './refuse.ts';
import { documentMessage } from './unquoted.ts';

/** What explanations are made from. */
export interface ExplainOptions {
  readonly schema: GraphQLSchema;
  readonly verify: Verify;
  readonly config: Pick<Config, 'maxRequestBytes'>;
}

interface Question {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>> | null;
  readonly operationName: string | null;
}

/** `POST /explain`: what a document needs, what the caller is refused, and what it costs. Calls nothing upstream. */
export async function answerExplain(request: Request, requestId: string, options: ExplainOptions): Promise<Response> {
  const answer = await explanationOf(request, options);
  if ('code' in answer) return errorResponse(answer, requestId);
  return Response.json(answer, { headers: { 'x-request-id': requestId } });
}

async function explanationOf(request: Request, { schema, verify, config }: ExplainOptions) {
  if (request.method !== 'POST') return methodNotAllowed;
  const refusal = refuse(request);
  if (refusal !== undefined) return refusal;
  const viewer = await authenticate(request, verify, true);
  if ('code' in viewer) return viewer;
  const text = await bodyOf(request, config.maxRequestBytes);
  const question = text === undefined ? tooLarge : questionOf(text);
  if ('code' in question) return question;
  const document = documentOf(schema, question.query);
  if ('code' in document) return document;
  try {
    return explain(schema, document, { ...question, viewer: viewer.kind === 'ANONYMOUS' ? null : viewer });
  } catch (error) {
    if (error instanceof PlanError) return badInput(error.message);
    throw error;
  }
}

const methodNotAllowed: Refusal = {
  code: 'METHOD_NOT_ALLOWED',
  message: 'Explanations are asked for by POST.',
  headers: { allow: 'POST' },
};
const tooLarge: Refusal = { code: 'PAYLOAD_TOO_LARGE', message: 'The request is too large.' };

function badInput(message: string): Refusal {
  return { code: 'BAD_USER_INPUT', message };
}

/** The text of a body; undefined where it has more bytes than allowed, of which no more are read. */
async function bodyOf({ body }: Request, maxBytes: number): Promise<string | undefined> {
  const reader = body?.getReader();
  const chunks: Uint8Array[] = [];
  let size = 0;
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) return undefined;
    chunks.push(part.value);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function questionOf(text: string): Question | Refusal {
  const json = parsed(text);
  if (!isRecord(json)) return badInput('The body must be a JSON object.');
  const { query, variables = null, operationName = null } = json;
  if (typeof query !== 'string') return badInput('query must be a text.');
  if (variables !== null && !isRecord(variables)) return badInput('variables must be an object.');
  if (operationName !== null && typeof operationName !== 'string') return badInput('operationName must be a text.');
  return { query, variables, operationName };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function documentOf(schema: GraphQLSchema, query: string): DocumentNode | Refusal {
  try {
    const document = parse(query);
    const [problem] = validate(schema, document, undefined, { hideSuggestions: true });
    return problem === undefined ? document : { code: 'GRAPHQL_VALIDATION_FAILED', message: documentMessage(problem) };
  } catch (error) {
    if (error instanceof GraphQLError) return { code: 'GRAPHQL_PARSE_FAILED', message: documentMessage(error) };
    throw error;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
