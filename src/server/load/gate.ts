import type { Refusal } from '../http/response.ts';

/** Reserves a slot and returns its release function, or the refusal if no slot is free. */
export type ReserveSlot = () => (() => void) | Refusal;

const full: Refusal = {
  code: 'SERVICE_UNAVAILABLE',
  message: 'Too many requests run at the moment.',
  headers: { 'retry-after': '1' },
};

/** Slots for this many concurrent requests; a further request is refused at once rather than kept waiting. */
export function createGate(most: number): ReserveSlot {
  let running = 0;
  return () => {
    if (running >= most) return full;
    running += 1;
    return () => {
      running -= 1;
    };
  };
}
