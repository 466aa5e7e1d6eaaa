/** A public key in JSON form (RFC 7517), not yet checked. */
export interface Jwk {
  readonly kty: string;
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly [member: string]: unknown;
}

/** Reads a key set: `{ "keys": [...] }` as RFC 7517 has it, or a bare array; members that are no keys are left out. */
export function readJwks(value: unknown): readonly Jwk[] {
  if (Array.isArray(value)) return value.filter(isJwk);
  return typeof value === 'object' && value !== null && 'keys' in value ? readJwks(value.keys) : [];
}

function isJwk(value: unknown): value is Jwk {
  return typeof value === 'object' && value !== null && 'kty' in value && typeof value.kty === 'string';
}
