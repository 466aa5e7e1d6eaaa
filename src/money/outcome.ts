import type { Transaction } from '../upstream/contract/checkout.ts';
import type { Kind, Operation } from './operations.ts';
import { standingOf } from './standing.ts';

/** What became of one operation. */
export type OperationOutcome = 'DONE' | 'PENDING' | 'REFUSED' | 'UNKNOWN';

const outcomes = { done: 'DONE', failed: 'REFUSED', open: 'PENDING', unclear: 'UNKNOWN' } as const;

/** What an operation came to. */
export function outcomeOfOperation({ state }: Operation): OperationOutcome {
  return outcomes[state];
}

/**
 * The operation of a payment that was asked for with a reference; undefined where no event tells of it, which proves nothing.
 * One that was done or goes on comes before those that failed.
 *
 * @param reference null: a void, which has none
 */
export function ownOperation(payment: Transaction, kind: Kind, reference: string | null): Operation | undefined {
  const own = standingOf(payment).operations.filter(
    (each) => each.kind === kind && (reference === null || each.reference === reference),
  );
  const rank = ({ state }: Operation) => ['done', 'open', 'unclear', 'failed'].indexOf(state);
  return own.toSorted((one, other) => rank(one) - rank(other) || timeOf(other) - timeOf(one))[0];
}

/** When the same may be tried again after it failed: milliseconds of the clock, or `never`. */
export function retryTime({ event: { error } }: Operation): number | 'never' {
  const codes = error?.retry_policy?.retry_codes ?? [];
  if (codes.includes('DO_NOT_RETRY')) return 'never';
  const after = Date.parse(error?.retry_policy?.retry_after ?? '');
  if (codes.includes('RETRY_AFTER_DELAY')) return Number.isNaN(after) ? 'never' : after;
  return codes.includes('RETRY_IMMEDIATELY') ? 0 : 'never';
}

/** Milliseconds for which an operation may go on before it is named as one that goes on too long. */
const patience = 86_400_000;

/** Whether an open operation has been going on for too long; one without a time has. */
export function isOverdue(operation: Operation, now: number): boolean {
  return !(now - timeOf(operation) <= patience);
}

function timeOf({ event }: Operation): number {
  return Date.parse(event.created_at ?? '');
}
