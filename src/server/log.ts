import { type DestinationStream, type Logger, pino } from 'pino';
import type { Exchange } from './exchange.ts';

/** The process's log: JSON lines on standard output unless another stream is given. */
export function createLogger(level: string, stream?: DestinationStream): Logger {
  const options = { level, base: null, timestamp: pino.stdTimeFunctions.isoTime };
  return stream === undefined ? pino(options) : pino(options, stream);
}

const namePattern = /^[_a-z]\w{0,99}$/i;

/** Writes the one line that a request leaves: no personal data, no token, no text of the query. */
export function logRequest(log: Logger, exchange: Exchange, status: number, durationMs: number): void {
  const { requestId, viewer, session, facts } = exchange;
  const { operationName, operationType, codes } = facts;
  log.info(
    {
      requestId,
      operationName: operationName !== null && namePattern.test(operationName) ? operationName : null,
      operationType,
      viewer: viewer.kind,
      status,
      durationMs: Math.round(durationMs * 10) / 10,
      upstreamCalls: session.callCount,
      codes: [...codes],
    },
    'request',
  );
}

/** Writes down an error that nobody foresaw: its name and where it arose, never its message, which may hold data. */
export function logUnexpected(log: Logger, requestId: string, error: unknown): void {
  const name = error instanceof Error ? error.name : typeof error;
  const frames = error instanceof Error ? (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)) : [];
  log.error({ requestId, error: name, at: frames.slice(0, 8).map((line) => line.trim()) }, 'unexpected error');
}
