/** Bounds retries to a share of the calls made, so that retries never double the load on a service in trouble. */
export interface RetryBudget {
  /** Notes a first try. */
  deposit(): void;
  /** Takes one retry out, false where there is none left. */
  withdraw(): boolean;
}

const share = 0.1;
const floor = 3;
const ceiling = 50;

/** A budget of 10 % of the calls made, with a few retries to start with and a bound on what quiet times save up. */
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
