import { referenceDate } from './data/seed.ts';

/** What moves when something is written; part of the state, so that every sandbox starts alike. */
export interface ClockState {
  /** Moments and ids that were given out so far. */
  readonly clock: { ticks: number };
}

/** A clock at its start. */
export function createClock(): ClockState {
  return { clock: { ticks: 0 } };
}

/** ISO 8601 text of now: the moment that all data is relative to, and one second more at each call. */
export function stamp({ clock }: ClockState): string {
  clock.ticks += 1;
  return new Date(referenceDate.getTime() + clock.ticks * 1000).toISOString();
}

/** A UUID that nothing has yet; the same one in the same order at every run. */
export function freshId({ clock }: ClockState): string {
  clock.ticks += 1;
  return `5a9db0c5-1111-4000-8000-${clock.ticks.toString(16).padStart(12, '0')}`;
}
