import { type CryptoKey, importJWK } from 'jose';
import type { Jwk } from '../../kernel/jwk.ts';

/** A public key that signatures may be checked with, and the one algorithm that it is used with. */
export interface UsableKey {
  readonly kid: string | null;
  readonly alg: string;
  readonly key: CryptoKey;
}

/** Algorithms that access tokens may be signed with. */
export const algorithms: readonly string[] = ['RS256', 'PS256', 'ES256', 'EdDSA'];

const minRsaBits = 2048;
const minRsaExponent = 3n;

/** A key ready for use, or in a few words why it is not used: `is for encryption`. */
export async function usableKey(jwk: Jwk): Promise<UsableKey | string> {
  const alg = jwk.alg ?? impliedAlgorithm(jwk);
  if (alg === undefined || !algorithms.includes(alg)) return `is not for any of ${algorithms.join(', ')}`;
  if (jwk.use !== undefined && jwk.use !== 'sig') return 'is not for signatures (use)';
  if (!mayVerify(jwk['key_ops'])) return 'is not for verifying (key_ops)';
  const bytes = (member: string) => Buffer.from(String(jwk[member] ?? ''), 'base64url');
  if (jwk.kty === 'RSA' && bytes('n').length * 8 < minRsaBits) return `has less than ${minRsaBits} bits`;
  if (jwk.kty === 'RSA' && BigInt(`0x0${bytes('e').toString('hex')}`) < minRsaExponent)
    return 'has an exponent below 3';
  try {
    const key = await importJWK(publicPart(jwk), alg);
    return key instanceof Uint8Array ? 'is not a public key' : { kid: jwk.kid ?? null, alg, key };
  } catch {
    return 'is not well-formed';
  }
}

function impliedAlgorithm({ kty, ['crv']: curve }: Jwk): string | undefined {
  if (kty === 'RSA') return 'RS256';
  if (kty === 'EC' && curve === 'P-256') return 'ES256';
  if (kty === 'OKP' && curve === 'Ed25519') return 'EdDSA';
  return undefined;
}

function mayVerify(operations: unknown): boolean {
  return operations === undefined || (Array.isArray(operations) && operations.includes('verify'));
}

const publicMembers = ['kty', 'n', 'e', 'crv', 'x', 'y'];

/** What a key is made of, without its private part. */
export function publicPart(jwk: Jwk): { kty: string } {
  const members = publicMembers
    .filter((member) => jwk[member] !== undefined)
    // The vendor writes that numbers may be broken into lines.
    .map((member) => [member, String(jwk[member]).replaceAll(/\s/g, '')]);
  return { ...Object.fromEntries(members), kty: jwk.kty };
}
