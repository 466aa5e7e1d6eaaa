import type { ErrorCode } from '../kernel/error-code.ts';
import { statusOf } from './errors.ts';

/** Why a request is refused before GraphQL sees it. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly message: string;
  /** Headers that the refusal calls for, beside `x-request-id`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** The answer to a request that is refused before GraphQL sees it, in GraphQL's form. */
export function errorResponse({ code, message, headers }: Refusal, requestId: string): Response {
  const body = { errors: [{ message, extensions: { code, requestId } }] };
  return Response.json(body, { status: statusOf(code), headers: { ...headers, 'x-request-id': requestId } });
}
