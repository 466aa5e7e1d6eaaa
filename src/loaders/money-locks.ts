import type { Kind } from '../money/operations.ts';

/** A capture, refund or void of which nobody knows whether it was done: its answer was lost. */
export interface Doubt {
  readonly kind: Kind;
  /** Empty for a void, which has none. */
  readonly refId: string;
  /** In the minor unit. */
  readonly amount: number;
  /** Milliseconds of the clock when it was sent. */
  readonly since: number;
  /** How many operations of this kind and `refId` had failed before it was sent. */
  readonly failedBefore: number;
}

/** What is remembered of a payment, for as long as it is locked. */
export interface Doubts {
  /** Those of the last hour. */
  of(paymentId: string): Promise<readonly Doubt[]>;
  /** Written before money is moved, so that a process that ends meanwhile leaves it behind. */
  add(paymentId: string, doubt: Doubt): Promise<void>;
  settle(paymentId: string, doubt: Doubt): Promise<void>;
}

/** Sees to it that the money of a payment or an order is moved by one call at a time, over all processes. */
export interface MoneyLocks {
  /**
   * Runs `act` while nobody else has any of these keys: ids of payments, `order:` and the id of an order.
   *
   * @throws LockError where somebody has one, or locks cannot be had: nothing is run then
   */
  hold<Result>(keys: readonly string[], act: (doubts: Doubts) => Promise<Result>): Promise<Result>;
}

/** Milliseconds for which a payment stays closed to an amount in doubt; after that a person decides. */
export const doubtTime = 3_600_000;

/** Money cannot be moved now. The message follows the name of an input: `is locked by another call`. */
export class LockError extends Error {
  override readonly name = 'LockError';
}
