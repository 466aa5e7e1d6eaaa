import { memberOf } from './record.ts';

/** A public key in JSON form (RFC 7517), not yet checked. */
export interface Jwk {
  readonly kty: string;
  readonly kid?: string;
  readonly alg?: string;
  readonly use?: string;
  readonly [member: string]: unknown;
}

/** Keys could not be fetched. The message quotes nothing of the request or the answer. */
export class KeyFetchError extends Error {
  override readonly name = 'KeyFetchError';
  /** The failed step: getting a token for the key endpoint, getting the keys, or reading a file. */
  readonly step: 'token' | 'keys' | 'file';
  /** HTTP status; null if there was no answer. */
  readonly status: number | null;
  /** Node's code for a failed connection: `ECONNREFUSED`. Null if there is none. */
  readonly fault: string | null;

  constructor(step: KeyFetchError['step'], message: string, status: number | null = null, fault: string | null = null) {
    super(message);
    this.step = step;
    this.status = status;
    this.fault = fault;
  }
}

/**
 * Reads a key set: `{ "keys": [...] }` as RFC 7517 has it, or a bare array. Members that are not keys are left out;
 * null for a value that is not a key set.
 */
export function readJwks(value: unknown): readonly Jwk[] | null {
  if (Array.isArray(value)) return value.filter(isJwk);
  const keys = memberOf(value, 'keys');
  return Array.isArray(keys) ? readJwks(keys) : null;
}

/**
 * The keys of a set, of which there must be some.
 *
 * @throws KeyFetchError that says which form the value has instead
 */
export function someJwks(value: unknown, step: 'keys' | 'file'): readonly Jwk[] {
  const keys = readJwks(value);
  if (keys !== null && keys.length > 0) return keys;
  const what = keys === null ? `not a list of keys, but ${formOf(value)}` : 'a list without keys';
  const status = step === 'keys' ? 200 : null;
  throw new KeyFetchError(step, `What is there is ${what}; an array of JWKs or { "keys": [...] } is expected.`, status);
}

function formOf(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return `a ${typeof value}`;
  const names = Object.keys(value).filter((name) => /^\w{1,30}$/.test(name));
  return names.length === 0 ? 'an object' : `an object with ${names.slice(0, 5).join(', ')}`;
}

function isJwk(value: unknown): value is Jwk {
  return typeof memberOf(value, 'kty') === 'string';
}
