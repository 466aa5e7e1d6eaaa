import { failure, type SandboxAnswer } from './answer.ts';
import { referenceDate } from './data/seed.ts';
import type { ClockState } from './state.ts';

/** A clock at its start. */
export function createClock(): ClockState {
  return { clock: { ticks: 0, answers: new Map() } };
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

/**
 * The answer that the same key had before, or what `act` answers now; a refusal is not remembered. 409 where the key
 * came with other contents before.
 */
export function once({ clock }: ClockState, key: string, body: unknown, act: () => SandboxAnswer): SandboxAnswer {
  const known = clock.answers.get(key);
  const contents = JSON.stringify(body);
  if (known !== undefined && known.contents !== contents)
    return failure(409, 'CONFLICT', 'This key came with other contents before.');
  if (known !== undefined) return known.answer;
  const answer = act();
  if (answer.status < 300) clock.answers.set(key, { contents, answer });
  return answer;
}

/** The note of a write, as drafts and orders keep them. */
export function apiCall(state: ClockState, method: string, path: string) {
  return {
    id: freshId(state),
    created_at: stamp(state),
    created_by: 'sandbox',
    event_type: 'api-event',
    version: 1,
    request: { method, path },
  };
}
