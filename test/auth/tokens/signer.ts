import { CompactSign, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { createKeyStore, type KeySource } from '../../../src/auth/tokens/keys.ts';
import { createVerifier, type VerifierOptions } from '../../../src/auth/tokens/verify.ts';
import type { Jwk } from '../../../src/kernel/jwk.ts';
import { knownScopes } from '../../../src/server/token-settings.ts';

/** The time at which the tests take place, in seconds. */
export const start = 1_800_000_000;
/** Who issues the tests' tokens. */
export const issuer = 'https://issuer.example.com';
/** Whom the tests' tokens are for. */
export const audience = 'https://api.dintero.com/v1/accounts/T00000001';

type Members = Readonly<Record<string, unknown>>;

/** Signs tokens with one key pair. */
export interface Signer {
  /** The public key as a source would publish it. */
  readonly jwk: Jwk;
  /** A token for the tests' audience that lives for ten minutes; undefined takes a claim or a member of the header away. */
  sign(claims?: Members, header?: Members): Promise<string>;
  /** A token whose claims are this text. */
  signText(claims: string): Promise<string>;
}

/** A signer with a new key pair. */
export async function newSigner(kid = 'key-1', alg = 'ES256'): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const { kty = '', ...members } = await exportJWK(publicKey);
  return {
    jwk: { ...members, kty, kid, alg, use: 'sig' },
    sign: (claims = {}, header = {}) =>
      new SignJWT({ iss: issuer, aud: audience, sub: 'client', exp: start + 600, ...claims })
        .setProtectedHeader({ alg, kid, ...header })
        .sign(privateKey),
    signText: (claims) =>
      new CompactSign(new TextEncoder().encode(claims)).setProtectedHeader({ alg, kid }).sign(privateKey),
  };
}

/** A source of keys that always answers the same. */
export function sourceOf(keys: readonly Jwk[], issuers: readonly string[] = [issuer]): KeySource {
  return { name: 'test', issuers, fetch: async () => keys };
}

/** A verifier that knows the given keys and stands still at the tests' time. */
export function verifierOf(keys: readonly Jwk[], options: Partial<VerifierOptions> = {}) {
  const verify = createVerifier({
    keys: createKeyStore({ sources: [sourceOf(keys)] }),
    audiences: [audience],
    accountId: 'T00000001',
    scopeClaims: ['scope', 'scp', 'permissions', 'scopes'],
    knownScopes,
    customerForms: ['dintero:user:{customer}', '{customer}'],
    maxLifetime: 86_400,
    cacheBytes: 1_000_000,
    customerClaim: 'sub',
    clockSkew: 30,
    now: () => start * 1000,
    ...options,
  });
  return async (authorization: string | null) => verify(authorization);
}
