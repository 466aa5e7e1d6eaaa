import type { ErrorCode } from '../kernel/error-code.ts';
import { statusOf } from './errors.ts';

/** The answer to a request that is refused before GraphQL sees it, in GraphQL's form. */
export function errorResponse(
  code: ErrorCode,
  message: string,
  requestId: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const body = { errors: [{ message, extensions: { code, requestId } }] };
  return Response.json(body, { status: statusOf(code), headers: { ...headers, 'x-request-id': requestId } });
}
