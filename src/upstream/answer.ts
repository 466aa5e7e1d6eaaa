import { type Outcome, UpstreamError, type UpstreamErrorKind } from './errors.ts';
import { type HttpAnswer, HttpError } from './http.ts';
import type { Operation } from './operation.ts';

/**
 * The JSON of a successful answer, undefined where it has no body.
 *
 * @throws UpstreamError for every other answer
 */
export function readAnswer(operation: Operation, { status, headers, body }: HttpAnswer): unknown {
  if (status >= 200 && status < 300) {
    if (operation.method === 'HEAD' || status === 204 || body.length === 0) return undefined;
    return parse(operation, status, body);
  }
  const kind = kindOf(status);
  throw new UpstreamError({
    kind,
    operation: operation.id,
    service: operation.service,
    status,
    retryAfter: kind === 'rate_limited' ? retryAfterOf(headers['retry-after']) : undefined,
    outcome: status >= 500 ? 'UNKNOWN' : undefined,
  });
}

function parse(operation: Operation, status: number, body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw malformed(operation, status);
  }
}

/** An answer that cannot be read. */
export function malformed({ id, service }: Operation, status?: number): UpstreamError {
  return new UpstreamError({ kind: 'malformed', operation: id, service, status, outcome: 'UNKNOWN' });
}

function kindOf(status: number): UpstreamErrorKind {
  if (status === 401 || status === 403) return 'refused';
  if (status === 404) return 'not_found';
  if (status === 409) return 'conflict';
  if (status === 429) return 'rate_limited';
  if (status >= 400 && status < 500) return 'bad_request';
  // Redirects are not followed: an upstream that moved cannot be used.
  return 'unavailable';
}

/** Seconds of a `Retry-After` header, given as seconds or as a date; undefined where it is neither. */
function retryAfterOf(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string') return undefined;
  if (/^\d+$/.test(header)) return Number(header);
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

/** A failed exchange in the words of upstream calls. */
export function readFailure({ id, service }: Operation, error: unknown): UpstreamError {
  if (!(error instanceof HttpError)) throw error;
  const outcome: Outcome = error.reached === 'nothing' ? 'NOT_SENT' : 'UNKNOWN';
  return new UpstreamError({ kind: kindOfFailure(error), operation: id, service, outcome });
}

function kindOfFailure({ reason, reached }: HttpError): UpstreamErrorKind {
  if (reason === 'timeout') return 'timeout';
  if (reason === 'aborted') return 'aborted';
  if (reason === 'too_large') return 'malformed';
  return reached === 'answer' ? 'malformed' : 'unavailable';
}
