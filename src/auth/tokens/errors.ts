/** The token that came with a request cannot be accepted; the whole request fails with 401. */
export class InvalidTokenError extends Error {
  override readonly name = 'InvalidTokenError';
}

/** Keys to verify tokens with cannot be had at the moment; the whole request fails with 503. */
export class KeysUnavailableError extends Error {
  override readonly name = 'KeysUnavailableError';
}
