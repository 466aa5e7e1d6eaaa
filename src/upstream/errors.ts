import type { Endpoint, EndpointName, Service } from './endpoint.ts';

/** Every way in which an upstream call can fail. */
export type UpstreamErrorKind =
  /** No answer within the call's or the request's time. */
  | 'timeout'
  /** No connection, a reset, a 5xx answer, or the service is cut off for a while. */
  | 'unavailable'
  /** 429. */
  | 'rate_limited'
  /** 401: the caller's token is not good any more. */
  | 'unauthenticated'
  /** 403 to a call that the caller's scopes allow. */
  | 'refused'
  /** 404 in the form of the service. */
  | 'not_found'
  /** 400, or another 4xx that says the input is wrong. */
  | 'bad_request'
  /** 409. */
  | 'conflict'
  /** An answer that cannot be used: `flaw` says why. */
  | 'malformed'
  /** The request has used up its upstream calls. */
  | 'budget'
  /** The client went away, or its answer was made without it. */
  | 'aborted';

/** Why an answer cannot be used. */
export type AnswerFlaw =
  /** The connection ended before the answer did. */
  | 'cut_short'
  | 'too_large'
  /** A `Content-Encoding` that is not known, or is not what the bytes are. */
  | 'encoding'
  /** A charset that is not known, or is not what the bytes are. */
  | 'charset'
  | 'json'
  /** 404, but not in the form of the service: nobody knows whether the thing exists. */
  | 'not_found'
  /** Success, but not the one that the contract knows. */
  | 'status'
  /** An array where an object is promised, or the other way around. */
  | 'kind'
  /** Success by its status, an error by its body. */
  | 'error'
  /** The ids that must be there are not. */
  | 'ids'
  /** It is about something else than what was asked for. */
  | 'other_id'
  /** A list that would never end: its next page is this one. */
  | 'cursor';

/** Whether a call that failed has been acted upon: `NOT_SENT` it has not, `UNKNOWN` it may have. */
export type CallOutcome = 'NOT_SENT' | 'UNKNOWN';

/**
 * What upstream says of an input that it does not take, member by member, in upstream's own words and shape.
 * Material for a mapping to words of ours: it may quote what was sent, so it goes into no message and no log.
 */
export interface UpstreamProblems {
  /** Upstream's machine code; null where it sent none. */
  readonly code: string | null;
  /** Upstream's sentence for people; null where it sent none. */
  readonly message: string | null;
  /** As upstream listed them; empty where it listed none. */
  readonly errors: readonly Readonly<Record<string, unknown>>[];
}

/** Facts of a failed upstream call. */
export interface UpstreamFailure {
  readonly kind: UpstreamErrorKind;
  readonly endpoint: EndpointName;
  readonly service: Service;
  /** HTTP status, where there was an answer. */
  readonly status?: number | undefined;
  /** Only with `malformed`. */
  readonly flaw?: AnswerFlaw | undefined;
  /** Why the connection failed, in Node's word: `ECONNREFUSED`; only where one did that has a word. */
  readonly fault?: string | null;
  /** Seconds after which upstream asks to be called again; only with `rate_limited`. */
  readonly retryAfter?: number | undefined;
  /** Only with `timeout`, `unavailable`, `malformed`, `aborted` and `budget`. */
  readonly outcome?: CallOutcome | undefined;
  /** Whether it was called to change something; endpoints that read may be called to write, too. */
  readonly isWrite?: boolean;
  /** The caller's own key of the write that failed, where it gave one. */
  readonly refId?: string | undefined;
  /** Only with `bad_request`, `conflict` and `not_found`, where the answer's body said something. */
  readonly problems?: UpstreamProblems | undefined;
}

/** The one error of upstream calls. Its message is ours: no URL, no token, nothing of the answer. */
export class UpstreamError extends Error {
  override readonly name = 'UpstreamError';
  readonly kind: UpstreamErrorKind;
  readonly endpoint: EndpointName;
  readonly service: Service;
  readonly status: number | undefined;
  readonly flaw: AnswerFlaw | undefined;
  readonly fault: string | null;
  readonly retryAfter: number | undefined;
  readonly outcome: CallOutcome | undefined;
  readonly isWrite: boolean;
  readonly refId: string | undefined;
  // Private, so that whoever logs or serializes the error's members does not meet it by accident.
  readonly #problems: UpstreamProblems | undefined;

  constructor(failure: UpstreamFailure) {
    super(`The ${failure.service} service: ${failure.kind.replace('_', ' ')}.`);
    this.kind = failure.kind;
    this.endpoint = failure.endpoint;
    this.service = failure.service;
    this.status = failure.status;
    this.flaw = failure.flaw;
    this.fault = failure.fault ?? null;
    this.retryAfter = failure.retryAfter;
    this.outcome = failure.outcome;
    this.isWrite = failure.isWrite ?? false;
    this.refId = failure.refId;
    this.#problems = failure.problems;
  }

  /** What upstream said of the input; undefined where it said nothing. */
  get problems(): UpstreamProblems | undefined {
    return this.#problems;
  }

  /** The same failure, of a write with this key of the caller's. */
  asWrite(refId: string | undefined): UpstreamError {
    return new UpstreamError({ ...this, problems: this.problems, isWrite: true, refId });
  }
}

/** The failure of a call that was not made. */
export function notSent(
  { name, service }: Pick<Endpoint, 'name' | 'service'>,
  kind: 'aborted' | 'timeout' | 'budget' | 'unavailable',
): UpstreamError {
  return new UpstreamError({ kind, endpoint: name, service, outcome: 'NOT_SENT' });
}

const gatewayStatuses = new Set([502, 503, 504]);

/** Whether the service was not there: no connection, no answer, or a gateway that says so. A 500 is one call's own. */
export function isDown(error: unknown): boolean {
  if (!(error instanceof UpstreamError)) return false;
  const { kind, status } = error;
  if (kind !== 'unavailable' && kind !== 'timeout') return false;
  return status === undefined || gatewayStatuses.has(status);
}

/**
 * Whether a call is to be made once more. GET and HEAD only: connect errors, resets before the first byte, and the statuses
 * that a gateway answers with.
 */
export function isWorthRetrying(method: Endpoint['method'], error: unknown): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  if (!(error instanceof UpstreamError) || error.kind !== 'unavailable') return false;
  return error.status === undefined || gatewayStatuses.has(error.status);
}
