import type { ErrorCode } from '../../kernel/error-code.ts';
import { statusOf } from '../errors.ts';

/** An HTTP response. */
export interface HttpResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array<ArrayBuffer> | null;
}

/** Why a request is refused before GraphQL sees it. */
export interface Refusal {
  readonly code: ErrorCode;
  /** Default: that of the code. */
  readonly status?: number;
  readonly message: string;
  /** Headers that the refusal calls for. */
  readonly headers?: Readonly<Record<string, string>>;
  /** What the code calls for beside `code` and `requestId`. */
  readonly facts?: Readonly<Record<string, unknown>>;
}

/** Whether something was refused. */
export function isRefusal<Value extends object>(value: Value | Refusal): value is Refusal {
  return 'code' in value && 'message' in value;
}

/** An answer of JSON. */
export function jsonResponse(value: unknown, status = 200): HttpResponse {
  return { status, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

/** The answer to a request that is refused before GraphQL sees it, in GraphQL's form. */
export function refusalResponse({ code, status, message, headers, facts }: Refusal, requestId: string): HttpResponse {
  const error = { message, extensions: { code, ...facts, requestId } };
  const answer = jsonResponse({ errors: [error] }, status ?? statusOf(code));
  return { ...answer, headers: { ...answer.headers, ...headers } };
}

/** The response with additional headers; existing ones are kept. */
export function withHeaders(answer: HttpResponse, headers: Readonly<Record<string, string>>): HttpResponse {
  return { ...answer, headers: { ...headers, ...answer.headers } };
}

/** The answer with what every answer says: it is a person's own, is what it says that it is, and belongs to a request. */
export function finished(answer: HttpResponse, requestId: string): HttpResponse {
  return withHeaders(answer, {
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    'x-request-id': requestId,
  });
}

/** Headers that say how an answer is sent, which whoever sends it knows. */
const ofTransfer: ReadonlySet<string> = new Set(['connection', 'content-length', 'keep-alive', 'transfer-encoding']);

/** What code that knows `Response` answered. */
export async function fromResponse(
  response: Response,
): Promise<HttpResponse & { readonly body: Uint8Array<ArrayBuffer> | null }> {
  const body = response.body === null ? null : new Uint8Array(await response.arrayBuffer());
  // Yoga's own Response keeps names as they were written.
  const named = [...response.headers].map(([name, value]) => [name.toLowerCase(), value] as const);
  const headers = named.filter(([name]) => !ofTransfer.has(name));
  return { status: response.status, headers: Object.fromEntries(headers), body };
}

/** Statuses that HTTP gives no body. */
export const bodiless: ReadonlySet<number> = new Set([101, 204, 205, 304]);

/** The same answer for code that knows `Response`. */
export function toResponse({ status, headers, body }: HttpResponse): Response {
  // HTTP knows no status below 200 as an answer; 499 is for the log alone.
  return new Response(bodiless.has(status) ? null : body, { status, headers });
}
