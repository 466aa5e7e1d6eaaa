/** Account of the sandbox. */
export const accountId = 'T00000001';

/** `aud` of the sandbox's tokens. */
export const audience = `https://api.dintero.com/v1/accounts/${accountId}`;

/**
 * Whether a token may be asked for this audience: the account's own in both forms that the vendor shows, or the address
 * under which the sandbox itself was called, as the vendor's browser libraries ask.
 */
export function isOwnAudience(value: string, host: string | undefined): boolean {
  const prefixed = `https://${accountId}@api.dintero.com/v1/accounts/${accountId}`;
  return [audience, prefixed, `http://${host}/v1/accounts/${accountId}`].includes(value);
}
