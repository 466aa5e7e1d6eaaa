import type { TokenRefusal } from './refusal.ts';

/** The token that came with a request cannot be accepted; the whole request fails with 401. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
  /** Which check failed: for the log, and for callers who try things out. */
  readonly refusal: TokenRefusal;

  constructor(refusal: TokenRefusal) {
    super('The access token is not valid.');
    this.refusal = refusal;
  }
}

/** There are no keys to verify tokens with at the moment; the whole request fails with 503. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}
