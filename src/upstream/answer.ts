import type { Endpoint } from './endpoint.ts';
import { type Outcome, UpstreamError, type UpstreamErrorKind, type UpstreamProblems } from './errors.ts';
import { guardAnswer } from './guard-answer.ts';
import { type HttpAnswer, HttpError } from './http.ts';

/**
 * The JSON object or array of a successful answer, guarded by the contract's types; undefined for HEAD and 204, which have no body.
 *
 * @throws UpstreamError for every other answer
 */
export function readAnswer(endpoint: Endpoint, answer: HttpAnswer): unknown {
  const { status, body } = answer;
  if (status < 200 || status >= 300) throw failed(endpoint, answer);
  if (endpoint.method === 'HEAD' || status === 204) return undefined;
  const json = parse(body);
  if (typeof json !== 'object' || json === null) throw malformed(endpoint, status);
  guardAnswer(endpoint, json);
  return json;
}

/** An answer that cannot be read. */
export function malformed({ name, service }: Endpoint, status?: number): UpstreamError {
  return new UpstreamError({ kind: 'malformed', endpoint: name, service, status, outcome: 'UNKNOWN' });
}

/** A failed exchange in the words of upstream calls. */
export function readFailure({ name, service }: Endpoint, error: unknown): UpstreamError {
  if (!(error instanceof HttpError)) throw error;
  const outcome: Outcome = error.reached === 'nothing' ? 'NOT_SENT' : 'UNKNOWN';
  return new UpstreamError({ kind: kindOfFailure(error), endpoint: name, service, outcome });
}

function kindOfFailure({ reason, reached }: HttpError): UpstreamErrorKind {
  if (reason === 'timeout') return 'timeout';
  if (reason === 'aborted') return 'aborted';
  if (reason === 'too_large') return 'malformed';
  return reached === 'answer' ? 'malformed' : 'unavailable';
}

function failed({ name, service }: Endpoint, { status, headers, body }: HttpAnswer): UpstreamError {
  const kind = kindOfStatus(status);
  return new UpstreamError({
    kind,
    endpoint: name,
    service,
    status,
    retryAfter: kind === 'rate_limited' ? retryAfterOf(headers['retry-after']) : undefined,
    outcome: kind === 'unavailable' ? 'UNKNOWN' : undefined,
    problems: tellingKinds.has(kind) ? problemsOf(parse(body)) : undefined,
  });
}

function kindOfStatus(status: number): UpstreamErrorKind {
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
  if (/^\d{1,9}$/.test(header)) return Number(header);
  if (!header.endsWith('GMT')) return undefined;
  const date = Date.parse(header);
  return Number.isNaN(date) ? undefined : Math.max(0, Math.ceil((date - Date.now()) / 1000));
}

const tellingKinds: ReadonlySet<UpstreamErrorKind> = new Set(['bad_request', 'conflict', 'not_found']);

/** Reads the contract's `Error` object as far as it is one. */
function problemsOf(json: unknown): UpstreamProblems | undefined {
  const error = isRecord(json) ? json['error'] : undefined;
  if (!isRecord(error)) return undefined;
  const { code, errors } = error;
  return {
    code: typeof code === 'string' ? code : null,
    errors: Array.isArray(errors) ? errors.filter(isRecord) : [],
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined for what is no JSON. */
function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}
