import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Logger } from 'pino';
import { AccessDeniedError } from '../auth/access/denial.ts';
import { type ErrorCode, isErrorCode } from '../kernel/error-code.ts';
import type { Notify } from '../kernel/notices.ts';
import { challengeOf } from './challenge.ts';
import { describeError, partialStatus, statusOf, toClientError } from './errors.ts';
import { logUnexpected } from './log.ts';
import type { RequestContext } from './request-context.ts';
import { createUnread, type Unread } from './unread.ts';

/** The result of an operation, as the client may see it. */
export interface Outcome {
  readonly result: ExecutionResult;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** Errors that are about the document and its variables rather than about the request. */
const ofDocument: ReadonlySet<ErrorCode> = new Set([
  'GRAPHQL_PARSE_FAILED',
  'GRAPHQL_VALIDATION_FAILED',
  'INTROSPECTION_DISABLED',
  'BAD_USER_INPUT',
]);

/** What outcomes are made with. */
export interface OutcomeOptions {
  readonly log: Logger;
  readonly notify: Notify;
  /** Most errors reported per code. */
  readonly maxSameErrors: number;
}

/** Whether it is one result, and neither a batch nor a stream of them. */
export function isResult(result: unknown): result is ExecutionResult {
  return typeof result === 'object' && result !== null && ('errors' in result || 'data' in result);
}

/** Turns the result of an operation into what the client may see. */
export type OutcomeOf = (result: ExecutionResult, context: RequestContext) => Outcome;

/** Makes the function that turns every error into what a client may see, notes what happened, and sets the status. */
export function createOutcomes({ log, notify, maxSameErrors }: OutcomeOptions): OutcomeOf {
  const unreadOf = createUnread(notify);
  return (result, { facts, isLegacy }) => {
    const { requestId } = facts;
    const errors = result.errors && clientErrors(result.errors, unreadOf(facts.tree), maxSameErrors, requestId, log);
    const codes = errors?.map(({ extensions }) => extensions['code']).filter(isErrorCode) ?? [];
    for (const code of codes) facts.codes.add(code);
    if (facts.watch !== null) facts.denied.push(...deniedIn(result));
    const [first] = codes;
    const hasRun = result.data !== undefined || first === undefined;
    const status = hasRun || (isLegacy && ofDocument.has(first)) ? partialStatus : statusOf(first);
    const challenge = result.data === undefined ? challengeOf(result.errors ?? []) : undefined;
    return {
      result: { ...(errors && { errors }), ...withoutErrors(result) },
      status,
      headers: {
        // Of what comes this far, only a mutation is refused for its method.
        ...(status === 405 && { allow: 'POST' }),
        ...(challenge !== undefined && { 'www-authenticate': challenge }),
      },
    };
  };
}

/** Coordinates that were denied. */
function deniedIn({ errors = [] }: ExecutionResult): string[] {
  return errors.flatMap(({ originalError }) =>
    originalError instanceof AccessDeniedError ? originalError.denial.coordinate : [],
  );
}

function withoutErrors({ data, extensions }: ExecutionResult): ExecutionResult {
  return { ...(data !== undefined && { data }), ...(extensions !== undefined && { extensions }) };
}

/** The first of each code, and after them how many more there are; values that cannot be read once for each coordinate. */
function clientErrors(
  errors: readonly GraphQLError[],
  unread: Unread,
  most: number,
  requestId: string,
  log: Logger,
): readonly GraphQLError[] {
  const kept: GraphQLError[] = [];
  const counts = new Map<unknown, number>();
  for (const error of errors) {
    const described = describeError(error);
    if (described?.expected !== undefined && !unread.isNew(error, described.expected)) continue;
    const code = described?.code ?? 'INTERNAL';
    const count = (counts.get(code) ?? 0) + 1;
    counts.set(code, count);
    if (count > most) continue;
    if (described === undefined) logUnexpected(log, requestId, error.originalError ?? error);
    kept.push(error);
  }
  const told = kept.map((error) => {
    const more = unread.more(error);
    return toClientError(error, requestId, more > 0 ? { more } : {});
  });
  for (const [code, count] of counts) {
    if (count <= most) continue;
    const more = count - most;
    told.push(new GraphQLError(`${more} more of this kind.`, { extensions: { code, more, requestId } }));
  }
  return told;
}
