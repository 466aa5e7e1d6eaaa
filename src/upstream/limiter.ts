/** Lets at most a number of tasks run at once, the others wait in line. */
export interface Limiter {
  /** Undefined: a place is free, and taken; otherwise it is once the promise resolves. */
  enter(): Promise<void> | undefined;
  /** Gives a place back. */
  leave(): void;
}

/** A limiter of `limit` tasks at once. */
export function createLimiter(limit: number): Limiter {
  let running = 0;
  const waiting: (() => void)[] = [];
  return {
    enter() {
      if (running >= limit) return new Promise((resolve) => waiting.push(resolve));
      running += 1;
      return undefined;
    },
    leave() {
      // A place goes straight to the next in line, so that nobody can slip in between.
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    },
  };
}
