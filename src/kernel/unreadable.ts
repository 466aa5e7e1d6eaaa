/** A service sent a value that is not valid. Answered as `UPSTREAM_MALFORMED`; the message does not quote the value. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';

  /** What was expected: `a date`. */
  readonly expected: string;

  /** @param expected what the value should have been; of the contract's type, where it is left out */
  constructor(expected = 'what its contract says') {
    super(`A service sent a value that cannot be read as ${expected}.`);
    this.expected = expected;
  }
}

/**
 * What stands where a value cannot be read: whatever is done with it throws UnreadableError. It can be handed on, so that
 * what holds it can be copied.
 */
export const unreadable: unknown = new Proxy(
  {},
  Object.fromEntries(
    (['get', 'has', 'ownKeys', 'getPrototypeOf', 'getOwnPropertyDescriptor', 'set', 'defineProperty'] as const).map(
      (trap) => [trap, refuse],
    ),
  ),
);

function refuse(): never {
  throw new UnreadableError();
}
