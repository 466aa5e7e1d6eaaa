/** What a caller sent cannot be used; the message names the input and is safe to show. Answered as `BAD_USER_INPUT`. */
export class InputError extends Error {
  override readonly name = 'InputError';
}
