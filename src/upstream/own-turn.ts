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
