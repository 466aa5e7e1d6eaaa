import { randomUUID } from 'node:crypto';
import { type CryptoKey, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from 'jose';
import type { Caller } from './handler.ts';
import type { Persona } from './personas.ts';

/** Account of the sandbox. */
export const accountId = 'T00000001';
/** `iss` of the sandbox's tokens. */
export const issuer = 'https://api.dintero.com';
/** `aud` of the sandbox's tokens. */
export const audience = `https://api.dintero.com/v1/accounts/${accountId}`;
/** Seconds for which the sandbox's tokens are valid. */
export const lifetime = 86_400;

/** What a token is to say. */
export interface Claims {
  readonly scopes: readonly string[];
  readonly scopeClaim?: Persona['scopeClaim'];
  readonly customerId?: string | undefined;
  readonly subject?: string;
  /** Seconds; may be negative. Default: a day. */
  readonly expiresIn?: number;
  readonly issuer?: string;
  readonly audience?: string;
}

/** Makes and checks the sandbox's tokens. */
export interface Issuer {
  issue(claims: Claims): Promise<string>;
  /** Who holds a token; undefined for one that is not valid. */
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

/** An issuer with a new RSA key. */
export async function createIssuer(): Promise<Issuer> {
  let keys: readonly SigningKey[] = [await newKey()];
  return {
    async issue(claims) {
      const [key] = keys;
      if (key === undefined) throw new Error('The issuer has no key.');
      const now = Math.floor(Date.now() / 1000);
      const subject = claims.customerId ?? claims.subject ?? 'client';
      return new SignJWT({ scope: claims.scopeClaim === 'string' ? claims.scopes.join(' ') : [...claims.scopes] })
        .setProtectedHeader({ alg: 'RS256', kid: key.kid, typ: 'JWT' })
        .setSubject(subject)
        .setIssuer(claims.issuer ?? issuer)
        .setAudience(claims.audience ?? audience)
        .setIssuedAt(now)
        .setExpirationTime(now + (claims.expiresIn ?? lifetime))
        .setJti(randomUUID())
        .sign(key.privateKey);
    },
    async read(token) {
      for (const { publicKey } of keys) {
        try {
          const { payload } = await jwtVerify(token, publicKey, { issuer, audience, algorithms: ['RS256'] });
          return callerOf(payload['scope'], payload.sub);
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

function callerOf(claim: unknown, subject: string | undefined): Caller {
  const list = Array.isArray(claim) ? claim.map(String) : String(claim).split(' ');
  const isCustomer = list.some((scope) => scope.startsWith('user:'));
  return { scopes: new Set(list), customerId: isCustomer ? (subject ?? null) : null };
}

async function newKey(): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const kid = randomUUID();
  return { kid, privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' } };
}
