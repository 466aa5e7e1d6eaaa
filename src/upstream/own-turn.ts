/**
 * Answers of more bytes than this, which take some milliseconds to read, are read one in each turn of the event loop. Shorter
 * ones do not wait: what a request has read would then outlast V8's young generation (test/short-lived.test.ts).
 */
export const longAnswer = 524_288;

const waiting: (() => void)[] = [];

/**
 * Waits for a turn of the event loop that nobody else gets who waits here, so that long pieces of work do not follow each
 * other without a break: between two of them, other requests are served.
 */
export function ownTurn(): Promise<void> {
  return new Promise((resolve) => {
    waiting.push(resolve);
    if (waiting.length === 1) setImmediate(next);
  });
}

function next(): void {
  waiting.shift()?.();
  if (waiting.length > 0) setImmediate(next);
}
