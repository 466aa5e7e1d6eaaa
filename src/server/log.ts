import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino';
import type { RequestFacts } from './facts.ts';

/** The log of a process. */
export type Log = Logger;

/**
 * The process's log: JSON lines on standard output unless another stream is given.
 *
 * @param worker number of this process where it is one of several, which each line tells
 */
export function createLogger(level: string, worker?: number, stream?: DestinationStream): Logger {
  const options = { level, base: worker === undefined ? null : { worker }, timestamp: stdTimeFunctions.isoTime };
  if (stream !== undefined) return pino(options, stream);
  // Lines are written together, at most 50 ms late: a write of its own for each takes a tenth of a short request.
  output ??= destination({ dest: 1, sync: false, minLength: 16_000, periodicFlush: 50 });
  return pino(options, output);
}

/** Standard output, which all logs of the process share: an app's tests start many servers. */
let output: DestinationStream | undefined;

const namePattern = /^[_a-z]\w{0,99}$/i;

/** The name of an operation where it may be shown: it is short and of letters, digits and `_`. Null otherwise. */
export function shownName(name: string | null): string | null {
  return name !== null && namePattern.test(name) ? name : null;
}

/** Writes the line of what was no valid HTTP request, or came too slowly. */
export function logUnread(log: Logger, requestId: string, status: number): void {
  log.info({ requestId, status }, 'a request that could not be read');
}

/** Writes one log line per request, without personal data, token or query text. */
export function logRequest(log: Logger, facts: RequestFacts, status: number, durationMs: number): void {
  const { requestId, watch, viewer, operationName, operationType, upstreamCalls, codes } = facts;
  const traceId = watch?.traceId ?? null;
  log.info(
    {
      requestId,
      ...(traceId !== null && { trace_id: traceId }),
      operationName: shownName(operationName),
      operationType,
      viewer,
      status,
      durationMs: Math.round(durationMs * 10) / 10,
      upstreamCalls,
      codes: [...codes],
    },
    'request',
  );
}

/** Logs an unexpected error: its name and stack frames, never its message, which may contain data. */
export function logUnexpected(log: Logger, requestId: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  log.error({ requestId, error: name, at: error instanceof Error ? framesOf(error) : [] }, 'unexpected error');
}

function framesOf({ stack = '', message }: Error): string[] {
  // A stack begins with the message, and a line of that may look like a frame.
  const lines = stack.replace(message, '').split('\n');
  return lines
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .slice(0, 8);
}
