import type { Endpoint, EndpointName, Service } from './endpoint.ts';

/** Every way in which an upstream call can fail. */
export type UpstreamErrorKind =
  /** No answer before the timeout of the call or the deadline of the request. */
  | 'timeout'
  /** No connection, a reset, a 5xx answer, or an open circuit. */
  | 'unavailable'
  /** 429. */
  | 'rate_limited'
  /** 401: the caller's token is no longer valid. */
  | 'unauthenticated'
  /** 403, although the caller has the scopes. */
  | 'refused'
  /** 404 in the form of the service. */
  | 'not_found'
  /** 400, or another 4xx that says the input is wrong. */
  | 'bad_request'
  /** 409. */
  | 'conflict'
  /** An answer that cannot be used; `flaw` says why. */
  | 'malformed'
  /** The request has used its budget of upstream calls. */
  | 'budget'
  /** The client has gone, or its answer was completed without this call. */
  | 'aborted';

/** Why an answer cannot be used. */
export type AnswerFlaw =
  /** The connection closed before the end of the answer. */
  | 'cut_short'
  | 'too_large'
  /** The `Content-Encoding` is not known, or does not match the bytes. */
  | 'encoding'
  /** The charset is not known, or does not match the bytes. */
  | 'charset'
  | 'json'
  /** 404, but not in the form of the service: nobody knows whether the thing exists. */
  | 'not_found'
  /** A successful status that is not in the contract. */
  | 'status'
  /** An array instead of an object, or the reverse. */
  | 'kind'
  /** A successful status with an error in the body. */
  | 'error'
  /** Required ids are missing. */
  | 'ids'
  /** The answer is about something else than the call asked for. */
  | 'other_id'
  /** An endless list: its next page is the same page. */
  | 'cursor';

/** Whether a failed call may have had an effect: `NOT_SENT`: it had none; `UNKNOWN`: it may have. */
export type CallOutcome = 'NOT_SENT' | 'UNKNOWN';

/**
 * What upstream says about an input that it refuses, in its own words and form. It may quote the input, so it must not get into
 * messages or logs; it is only used to find our own words.
 */
export interface UpstreamProblems {
  /** Upstream's error code; null if it sent none. */
  readonly code: string | null;
  /** Upstream's message for people; null if it sent none. */
  readonly message: string | null;
  /** As upstream listed them; empty if it listed none. */
  readonly errors: readonly Readonly<Record<string, unknown>>[];
}

/** Facts of a failed upstream call. */
export interface UpstreamFailure {
  readonly kind: UpstreamErrorKind;
  readonly endpoint: EndpointName;
  readonly service: Service;
  /** HTTP status, if there was an answer. */
  readonly status?: number | undefined;
  /** Only with `malformed`. */
  readonly flaw?: AnswerFlaw | undefined;
  /** Node's code for a failed connection: `ECONNREFUSED`; only if there is one. */
  readonly fault?: string | null;
  /** Seconds to wait before the next call, as upstream says; only with `rate_limited`. */
  readonly retryAfter?: number | undefined;
  /** Only with `timeout`, `unavailable`, `malformed`, `aborted` and `budget`. */
  readonly outcome?: CallOutcome | undefined;
  /** Whether the call was a write. */
  readonly isWrite?: boolean;
  /** The idempotency key of the failed write, if the caller gave one. */
  readonly refId?: string | undefined;
  /** Only with `bad_request`, `conflict` and `not_found`, if the body of the answer could be read. */
  readonly problems?: UpstreamProblems | undefined;
}

/** The one error of upstream calls. Its message contains no URL, no token and nothing of the answer. */
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
  // Private, so that logging or serializing the error does not show it.
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

  /** What upstream said about the input; undefined if it said nothing. */
  get problems(): UpstreamProblems | undefined {
    return this.#problems;
  }

  /** The same failure, as that of a write with this idempotency key. */
  asWrite(refId: string | undefined): UpstreamError {
    return new UpstreamError({ ...this, problems: this.problems, isWrite: true, refId });
  }
}

/** The error of a call that was not made. */
export function notSent(
  { name, service }: Pick<Endpoint, 'name' | 'service'>,
  kind: 'aborted' | 'timeout' | 'budget' | 'unavailable',
): UpstreamError {
  return new UpstreamError({ kind, endpoint: name, service, outcome: 'NOT_SENT' });
}

const gatewayStatuses = new Set([502, 503, 504]);

/** Whether the service is down: no connection, no answer, or a gateway that says so. A 500 concerns one call only. */
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
