import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { isOwnDataScope } from '../kernel/scope.ts';
import { audience } from './account.ts';
import type { TokenClaims } from './deviations/deviation.ts';
import type { Caller } from './handler.ts';
import type { Persona } from './personas.ts';

/** `iss` of the sandbox's tokens. */
const issuer = 'https://api.dintero.com';
/** Seconds for which the sandbox's tokens are valid: four hours, as the vendor's guides have it. */
export const lifetime = 14_400;

/** The contents of a token. */
export interface IssuedClaims {
  readonly scopes: readonly string[];
  readonly scopeClaim?: Persona['scopeClaim'];
  readonly customerId?: string | undefined;
  readonly subject?: string;
  /** Seconds; may be negative. Default: four hours. */
  readonly expiresIn?: number;
  readonly issuer?: string;
  readonly audience?: string;
}

/** Makes and checks the sandbox's tokens. */
export interface Issuer {
  issue(claims: IssuedClaims): Promise<string>;
  /** The caller of a token; undefined if it is not valid. */
  read(token: string): Promise<Caller | undefined>;
  /** The public keys, newest first. */
  keys(): JWK[];
  /** Signs with a new key from now on; the last one stays published. */
  rotate(): Promise<void>;
}

interface SigningKey {
  readonly kid: string;
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}

/** An issuer with a new RSA key. `deviate` may change what its tokens say. */
export async function createIssuer(
  deviate: (claims: TokenClaims) => TokenClaims = (claims) => claims,
): Promise<Issuer> {
  let keys: readonly SigningKey[] = [await newKey()];
  const standard: JWTPayload = deviate({ iss: issuer, aud: audience });
  const expected = { issuer: standard.iss ?? issuer, audience: standard.aud ?? audience, algorithms: ['RS256'] };
  // Who holds a token is remembered, since what it says may deviate from what anybody could read.
  const callers = new Map<string, Caller>();
  return {
    async issue(claims) {
      const [key] = keys;
      if (key === undefined) throw new Error('The issuer has no key.');
      const now = Math.floor(Date.now() / 1000);
      const jti = randomUUID();
      const { scopes } = claims;
      const customerId = scopes.some(isOwnDataScope) ? claims.customerId : undefined;
      const clientId = claims.customerId === undefined ? (claims.subject ?? null) : null;
      callers.set(jti, { scopes: new Set(scopes), customerId: customerId ?? null, clientId });
      const payload: JWTPayload = deviate({
        scope: claims.scopeClaim === 'string' ? scopes.join(' ') : [...scopes],
        sub: claims.customerId ?? claims.subject ?? 'client',
        iss: claims.issuer ?? issuer,
        aud: claims.audience ?? audience,
        iat: now,
        exp: now + (claims.expiresIn ?? lifetime),
        jti,
      });
      return new SignJWT(payload).setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' }).sign(key.privateKey);
    },
    async read(token) {
      for (const { publicKey } of keys) {
        try {
          const { payload } = await jwtVerify(token, publicKey, expected);
          return callers.get(payload.jti ?? '');
        } catch {
          // Signed with another key, or not valid at all: the loop's end tells.
        }
      }
      return undefined;
    },
    keys: () => keys.map(({ jwk }) => jwk),
    async rotate() {
      keys = [await newKey(), ...keys.slice(0, 1)];
    },
  };
}

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = randomUUID();
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}
