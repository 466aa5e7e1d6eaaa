import { GraphQLError, Kind } from 'graphql';
import { AccessDeniedError } from '../auth/access/denial.ts';
import { InvalidTokenError, KeysUnavailableError } from '../auth/tokens/errors.ts';
import { type ErrorCode, isErrorCode } from '../kernel/error-code.ts';
import { InputError } from '../kernel/input-error.ts';
import { LimitError } from '../kernel/limit-error.ts';
import { UnreadableError } from '../kernel/unreadable.ts';
import { BudgetError } from '../plan/budget.ts';
import { UpstreamError, type UpstreamErrorKind } from '../upstream/errors.ts';
import { documentMessage } from './unquoted.ts';

/** What a client is told of an error: a message of ours and the extensions that its code calls for. */
export interface ClientError {
  readonly code: ErrorCode;
  readonly message: string;
  /** Further extensions beside `code` and `requestId`; each code has a fixed set. */
  readonly facts?: Readonly<Record<string, unknown>>;
  /** What a value of a service should have been, where it cannot be read. */
  readonly expected?: string;
}

const codeOfKind: Readonly<Record<UpstreamErrorKind, ErrorCode>> = {
  timeout: 'UPSTREAM_TIMEOUT',
  unavailable: 'UPSTREAM_UNAVAILABLE',
  aborted: 'UPSTREAM_UNAVAILABLE',
  rate_limited: 'UPSTREAM_RATE_LIMITED',
  unauthenticated: 'UNAUTHENTICATED',
  refused: 'UPSTREAM_REFUSED',
  malformed: 'UPSTREAM_MALFORMED',
  budget: 'BUDGET_EXCEEDED',
  not_found: 'NOT_FOUND',
  bad_request: 'BAD_USER_INPUT',
  conflict: 'CONFLICT',
};

const messageOfKind: Readonly<Record<UpstreamErrorKind, string>> = {
  timeout: 'did not answer in time.',
  unavailable: 'cannot be reached at the moment.',
  aborted: 'was not waited for: the client went away.',
  rate_limited: 'has had too many requests; try again later.',
  unauthenticated: 'does not take the token any more.',
  refused: 'refused a call that the scopes of the token allow.',
  malformed: 'sent an answer that cannot be used.',
  budget: 'was not called: the operation has used up its upstream calls.',
  not_found: 'does not know what was asked for.',
  bad_request: 'did not accept the input.',
  conflict: 'says that the state does not allow it.',
};

/** The error as a client may see it; undefined for one that nobody foresaw, which is told as `INTERNAL`. */
export function describeError(error: unknown): ClientError | undefined {
  const cause = rootOf(error);
  if (isOfUpstreamsValue(error, cause)) return describeUnreadable(new UnreadableError('an id'));
  if (cause instanceof AccessDeniedError) {
    const { code, ...facts } = cause.denial;
    return { code, message: cause.message, facts };
  }
  if (cause instanceof UpstreamError) return describeUpstream(cause);
  if (cause instanceof BudgetError) {
    const { message, estimate, limit, costliest } = cause;
    return { code: 'BUDGET_EXCEEDED', message, facts: { estimate, limit, costliest } };
  }
  if (cause instanceof LimitError) {
    const { message, limit, most, counted } = cause;
    return { code: 'LIMIT_EXCEEDED', message, facts: { limit, most, counted } };
  }
  if (cause instanceof UnreadableError) return describeUnreadable(cause);
  if (cause instanceof InputError) return { code: 'BAD_USER_INPUT', message: cause.message };
  if (cause instanceof InvalidTokenError) return { code: 'UNAUTHENTICATED', message: cause.message };
  if (cause instanceof KeysUnavailableError) return { code: 'SERVICE_UNAVAILABLE', message: cause.message };
  // Types hold our own code to values where there must be one: what has none was not sent.
  if (cause instanceof Error && /^Cannot return null for non-nullable field /.test(cause.message))
    return describeUnreadable(new UnreadableError('this field'));
  return error instanceof GraphQLError ? describeGraphQL(error, cause) : undefined;
}

function describeUnreadable({ message, expected }: UnreadableError): ClientError {
  return { code: 'UPSTREAM_MALFORMED', message, expected };
}

/**
 * An id that no call can be made with, or that a service refuses, at a field inside another that is given no arguments:
 * nobody but a service can have given it.
 */
function isOfUpstreamsValue(error: unknown, cause: unknown): boolean {
  const isAboutId = cause instanceof InputError || (cause instanceof UpstreamError && cause.kind === 'bad_request');
  if (!isAboutId || !(error instanceof GraphQLError)) return false;
  const { nodes: [node] = [], path = [] } = error;
  // Indexes of rows stand in the path too, which are no fields.
  const depth = path.filter((key) => typeof key === 'string').length;
  return depth > 1 && node?.kind === Kind.FIELD && (node.arguments ?? []).length === 0;
}

function describeUpstream({ kind, service, retryAfter, outcome, isWrite, refId }: UpstreamError): ClientError {
  return {
    code: codeOfKind[kind],
    message: `The ${service} service ${messageOfKind[kind]}`,
    facts: {
      service,
      ...(retryAfter !== undefined && { retryAfter }),
      ...(isWrite && outcome !== undefined && { outcome, ...(refId !== undefined && { refId }) }),
    },
  };
}

const inDocument: ReadonlySet<ErrorCode | undefined> = new Set(['GRAPHQL_PARSE_FAILED', 'GRAPHQL_VALIDATION_FAILED']);

function describeGraphQL(error: GraphQLError, cause: unknown): ClientError | undefined {
  const code = codeOf(error);
  const message = inDocument.has(code) ? documentMessage(error) : error.message;
  if (code !== undefined) return { code, message };
  if (isAboutInput(error) || isRequestError(error, cause)) return { code: 'BAD_USER_INPUT', message };
  // GraphQL's own complaint about a result, which has no code: a value that does not fit the field.
  if (cause instanceof GraphQLError && cause.extensions['code'] === undefined)
    return describeUnreadable(new UnreadableError('this field'));
  return undefined;
}

const codeOfStatus = new Map<unknown, ErrorCode>([
  [405, 'METHOD_NOT_ALLOWED'],
  [413, 'PAYLOAD_TOO_LARGE'],
]);

/** The code of an error: ours, or derived from the HTTP status of Yoga's own errors. */
function codeOf({ extensions: { code, http } }: GraphQLError): ErrorCode | undefined {
  return isErrorCode(code) ? code : codeOfStatus.get(http?.status);
}

/** Raised before any field ran, by GraphQL or Yoga: the body, the operation's name. */
function isRequestError({ path }: GraphQLError, cause: unknown): boolean {
  return path === undefined && cause instanceof GraphQLError;
}

/** Raised while reading a variable or an argument: such an error points at it; one about a result, at the field. */
function isAboutInput({ nodes }: GraphQLError): boolean {
  const kind = nodes?.[0]?.kind;
  return kind !== undefined && kind !== 'Field';
}

function rootOf(error: unknown): unknown {
  let current = error;
  while (current instanceof GraphQLError && current.originalError !== undefined) current = current.originalError;
  return current;
}

/**
 * A GraphQL error that holds what a client is told, at the place where the error arose.
 *
 * @param more what is told beside the facts of its code
 */
export function toClientError(error: unknown, requestId: string, more: object = {}): GraphQLError {
  const told = describeError(error) ?? { code: 'INTERNAL', message: 'Unexpected error.' };
  const place = error instanceof GraphQLError ? placeOf(error) : {};
  return new GraphQLError(told.message, {
    ...place,
    extensions: { code: told.code, ...told.facts, ...more, requestId },
  });
}

function placeOf({ nodes, source, positions, path }: GraphQLError) {
  return { nodes: nodes ?? null, source: source ?? null, positions: positions ?? null, path: path ?? null };
}

const statusOfCode: Readonly<Partial<Record<ErrorCode, number>>> = {
  PERSISTED_QUERY_NOT_FOUND: 200,
  UNAUTHENTICATED: 401,
  INSUFFICIENT_SCOPE: 403,
  NOT_OWNER: 403,
  NOT_FOUND: 404,
  RATE_LIMITED: 429,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  METHOD_NOT_ALLOWED: 405,
  SERVICE_UNAVAILABLE: 503,
  INTERNAL: 500,
};

/** Status of an answer that holds data, errors beside it or not. */
export const partialStatus = 200;

/** Status of an answer without data, by the code of its first error: 400 unless the code says otherwise. */
export function statusOf(code: ErrorCode): number {
  return statusOfCode[code] ?? 400;
}
