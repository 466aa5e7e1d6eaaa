/** Bounds retries to a share of the calls made, so that retries never double the load on a service in trouble. */
export interface RetryBudget {
  /** Counts a first try. */
  deposit(): void;
  /** Takes one retry; false if none is left. */
  withdraw(): boolean;
}

const share = 0.1;
const floor = 3;
const ceiling = 50;

/** A budget of 10 % of the calls, with a few retries at the start, and a limit on how many can be saved up. */
export function createRetryBudget(): RetryBudget {
  let tokens = floor;
  return {
    deposit() {
      tokens = Math.min(ceiling, tokens + share);
    },
    withdraw() {
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
  };
}
