import { isRecord } from '../kernel/record.ts';
import type { Endpoint } from './endpoint.ts';
import {
  type AnswerFlaw,
  type CallOutcome,
  UpstreamError,
  type UpstreamErrorKind,
  type UpstreamProblems,
} from './errors.ts';
import { flawOf, type RequestParameters } from './form.ts';
import type { HttpAnswer, HttpError } from './http.ts';
import { type Json, readJson } from './read-json.ts';

/**
 * The JSON object or array of a successful answer, in the form that the contract promises; undefined for an endpoint
 * that answers without a body.
 *
 * @throws UpstreamError for every other answer
 */
export function readAnswer(endpoint: Endpoint, asked: RequestParameters, answer: HttpAnswer): unknown {
  const { status } = answer;
  const { kind, statuses } = endpoint.answer;
  if (status < 200 || status >= 300) throw failed(endpoint, answer);
  if (endpoint.method === 'HEAD') return undefined;
  if (!statuses.includes(status)) throw malformed(endpoint, 'status', status);
  if (kind === 'none') return undefined;
  const read = jsonOf(answer);
  const flaw = 'flaw' in read ? read.flaw : flawOf(endpoint, asked, read.json);
  if (flaw !== undefined || 'flaw' in read) throw malformed(endpoint, flaw, status);
  return read.json;
}

/** An answer that cannot be used. */
export function malformed(
  { name, service }: Endpoint,
  flaw: AnswerFlaw | undefined,
  status?: number | undefined,
): UpstreamError {
  return new UpstreamError({ kind: 'malformed', endpoint: name, service, status, flaw, outcome: 'UNKNOWN' });
}

/** The JSON that an answer holds, in the charset that it says, or why there is none. */
export function jsonOf({ headers, body }: HttpAnswer): Json {
  const type = headers['content-type'];
  return readJson(body, typeof type === 'string' ? type : (type?.[0] ?? ''));
}

/** Turns a failed HTTP request into an UpstreamError. */
export function readFailure({ name, service }: Endpoint, error: HttpError): UpstreamError {
  const outcome: CallOutcome = error.reached === 'nothing' ? 'NOT_SENT' : 'UNKNOWN';
  const kind = kindOfFailure(error);
  const flaw = kind === 'malformed' ? flawOfFailure(error) : undefined;
  return new UpstreamError({ kind, endpoint: name, service, flaw, outcome, fault: error.fault });
}

function flawOfFailure({ reason }: HttpError): AnswerFlaw {
  return reason === 'too_large' || reason === 'encoding' ? reason : 'cut_short';
}

function kindOfFailure({ reason, reached }: HttpError): UpstreamErrorKind {
  if (reason === 'timeout') return 'timeout';
  if (reason === 'aborted') return 'aborted';
  if (reason === 'too_large' || reason === 'encoding') return 'malformed';
  return reached === 'answer' ? 'malformed' : 'unavailable';
}

function failed(endpoint: Endpoint, answer: HttpAnswer): UpstreamError {
  const { name, service, method } = endpoint;
  const { status, headers } = answer;
  const kind = kindOfStatus(status);
  if (kind === 'not_found' && !isOfService(method, answer)) return malformed(endpoint, 'not_found', status);
  return new UpstreamError({
    kind,
    endpoint: name,
    service,
    status,
    retryAfter: kind === 'rate_limited' ? retryAfterOf(headers['retry-after']) : undefined,
    outcome: kind === 'unavailable' || kind === 'timeout' ? 'UNKNOWN' : undefined,
    problems: tellingKinds.has(kind) ? problemsOf(jsonOf(answer)) : undefined,
  });
}

/**
 * Whether a 404 is the service's own, which has an `error` in its body, and not that of a proxy or of a path that is not
 * there: of those nobody knows whether the thing exists. An answer to HEAD has no body, and tells by its type, if by anything.
 */
function isOfService(method: Endpoint['method'], answer: HttpAnswer): boolean {
  if (method === 'HEAD')
    return /^(|application\/([\w.-]+\+)?json\b.*)$/i.test(String(answer.headers['content-type'] ?? ''));
  const read = jsonOf(answer);
  return 'json' in read && isRecord(read.json) && (read.json['error'] ?? null) !== null;
}

function kindOfStatus(status: number): UpstreamErrorKind {
  if (status === 401) return 'unauthenticated';
  if (status === 403) return 'refused';
  if (status === 408) return 'timeout';
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
  if (/^\d{1,9}$/.test(header)) return Number(header);
  if (!header.endsWith('GMT')) return undefined;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

const tellingKinds: ReadonlySet<UpstreamErrorKind> = new Set(['bad_request', 'conflict', 'not_found']);

/** Reads the contract's `Error` object as far as it is one. */
function problemsOf(read: Json): UpstreamProblems | undefined {
  const error = 'json' in read && isRecord(read.json) ? read.json['error'] : undefined;
  if (!isRecord(error)) return undefined;
  const { code, message, errors } = error;
  return {
    code: typeof code === 'string' ? code : null,
    message: typeof message === 'string' ? message : null,
    errors: Array.isArray(errors) ? errors.filter(isRecord) : [],
  };
}
