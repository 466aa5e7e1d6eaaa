/** A public key in JSON form (RFC 7517), not yet checked. */
export interface Jwk {
  readonly kty: string;
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly [member: string]: unknown;
}

/**
 * Reads a key set: `{ "keys": [...] }` as RFC 7517 has it, or a bare array. Members that are no keys are left out, and
 * a value that is no key set has none.
 */
export function readJwks(value: unknown): readonly Jwk[] {
  if (Array.isArray(value)) return value.filter(isJwk);
  const isSet = typeof value === 'object' && value !== null && 'keys' in value && Array.isArray(value.keys);
  return isSet ? readJwks(value.keys) : [];
}

function isJwk(value: unknown): value is Jwk {
  return typeof value === 'object' && value !== null && 'kty' in value && typeof value.kty === 'string';
}
