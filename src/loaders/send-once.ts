import type { TransactionEvent } from '../upstream/contract/checkout.ts';
import { UpstreamError } from '../upstream/errors.ts';
import type { Doubt, Doubts } from './money-locks.ts';

/** A write that must not be made twice. */
interface Write<Thing> {
  /** What is locked. */
  readonly key: string;
  /** Remembered from before the write until its result is known. */
  readonly doubt: Doubt;
  readonly send: () => Promise<Thing>;
  /** Reads the thing as it is now; null: it is not there. */
  readonly read: () => Promise<Thing | null>;
  /** Whether the thing shows what the write did. */
  readonly isSettled: (thing: Thing) => boolean;
}

/** What became of a write. */
type Sent<Thing> =
  | { readonly state: 'settled'; readonly after: Thing }
  /** `after` is null where the thing could not be read. */
  | { readonly state: 'unknown'; readonly after: Thing | null }
  | { readonly state: 'not sent' }
  | { readonly state: 'refused'; readonly refusal: NonNullable<TransactionEvent['error']> };

/**
 * Makes a write once. An answer that does not show what it did, or none at all, is looked up once; the doubt stays where
 * that does not show it either.
 *
 * @throws UpstreamError where the service fails in a way that says nothing of the write, such as 401
 */
export async function sendOnce<Thing extends object>(write: Write<Thing>, doubts: Doubts): Promise<Sent<Thing>> {
  const { key, doubt, send, read, isSettled } = write;
  await doubts.add(key, doubt);
  const answer = await send().catch(asUpstreamError);
  const isLost = answer instanceof UpstreamError;
  if (isLost && answer.outcome !== 'UNKNOWN') {
    await doubts.settle(key, doubt);
    if (answer.outcome === 'NOT_SENT') return { state: 'not sent' };
    if (answer.kind !== 'bad_request' && answer.kind !== 'conflict' && answer.kind !== 'not_found') throw answer;
    const { code, message } = answer.problems ?? { code: null, message: null };
    return {
      state: 'refused',
      refusal: { ...(code !== null && { code }), message: message ?? 'Dintero did not say why.' },
    };
  }
  const told = isLost ? null : answer;
  const after = told !== null && isSettled(told) ? told : await read().catch(() => told);
  if (after === null || !isSettled(after)) return { state: 'unknown', after };
  await doubts.settle(key, doubt);
  return { state: 'settled', after };
}

function asUpstreamError(error: unknown): UpstreamError {
  if (error instanceof UpstreamError) return error;
  throw error;
}
