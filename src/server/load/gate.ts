import type { Refusal } from '../http/response.ts';

/** Takes a place among the requests that run, and gives what lets go of it; or says that there is none. */
export type Gate = () => (() => void) | Refusal;

const full: Refusal = {
  code: 'SERVICE_UNAVAILABLE',
  message: 'Too many requests run at the moment.',
  headers: { 'retry-after': '1' },
};

/** A gate for so many requests at once; what comes above that is turned away at once rather than kept waiting. */
export function createGate(most: number): Gate {
  let running = 0;
  return () => {
    if (running >= most) return full;
    running += 1;
    return () => {
      running -= 1;
    };
  };
}
