/** A value that a service sent cannot be read. Told as `UPSTREAM_MALFORMED`; the message quotes nothing of the value. */
export class UnreadableError extends Error {
  override readonly name = 'UnreadableError';

  /** @param what what the value should have been: `a date`; of the contract's type, where it is left out */
  constructor(what = 'what its contract says') {
    super(`A service sent a value that cannot be read as ${what}.`);
  }
}
