import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { RequestFacts } from './exchange.ts';

/** The log of a process. */
export type Log = Logger;

/**
 * The process's log: JSON lines on standard output unless another stream is given.
 *
 * @param worker number of this process where it is one of several, which each line tells
 */
export function createLogger(level: string, worker?: number, stream?: DestinationStream): Logger {
  const options = { level, base: worker === undefined ? null : { worker }, timestamp: createTimestamp() };
  if (stream !== undefined) return pino(options, stream);
  output ??= together(destination(1));
  return pino(options, output);
}

/** The member `time` of lines, in ISO 8601: the text of a millisecond is made once for all of its lines. */
function createTimestamp(): () => string {
  let known = Number.NaN;
  let text = '';
  return () => {
    const now = Date.now();
    if (now !== known) {
      known = now;
      text = `,"time":"${new Date(now).toISOString()}"`;
    }
    return text;
  };
}

/** Standard output, which all logs of the process share: an app's tests start many servers. */
let output: DestinationStream | undefined;

/** Milliseconds that a line may wait for others; what kills the process without a word takes no more of them. */
const mostWait = 10;

/**
 * Writes lines together: each write in the background takes 30 µs, a tenth of a short request. What is left is written when
 * the process ends by itself.
 */
function together(inner: DestinationStream): DestinationStream {
  let lines = '';
  const flush = () => {
    const due = lines;
    lines = '';
    if (due !== '') inner.write(due);
  };
  process.once('exit', flush);
  return {
    write(line) {
      if (lines === '') setTimeout(flush, mostWait);
      lines += line;
    },
  };
}

const namePattern = /^[_a-z]\w{0,99}$/i;

/** Writes the one line that a request leaves: no personal data, no token, no text of the query. */
export function logRequest(log: Logger, facts: RequestFacts, status: number, durationMs: number): void {
  const { requestId, viewer, operationName, operationType, upstreamCalls, codes } = facts;
  log.info(
    {
      requestId,
      operationName: operationName !== null && namePattern.test(operationName) ? operationName : null,
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

/** Writes down an error that nobody foresaw: its name and where it arose, never its message, which may hold data. */
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
