import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { accountId } from './upstream/data.ts';

/** `iss` and `aud` that every server is told to accept. */
export const issuer = 'https://api.dintero.com';
/** See `issuer`. */
export const audience = `https://api.dintero.com/v1/accounts/${accountId}`;

/** Access tokens for one run. */
export interface Tokens {
  readonly keys: readonly JWK[];
  /** Tokens of 32 callers who may read everything that is asked for, and change customers. */
  readonly good: readonly string[];
  /** Tokens that must be refused, by what is wrong with them. */
  readonly bad: Readonly<Record<string, string>>;
  /** A good token without the scopes for receipts. */
  readonly narrow: string;
}

const scopes = ['read:customers', 'write:customers', 'read:receipts', 'read:wallets', 'read:shopping', 'read:checkout'];

/** Makes a key and the tokens that it signs. */
export async function makeTokens(): Promise<Tokens> {
  const { privateKey, publicKey } = await generateKeyPair('RS256');
  const { privateKey: otherKey } = await generateKeyPair('RS256');
  const kid = 'bench';
  const now = Math.floor(Date.now() / 1000);

  const sign = (
    subject: string,
    change: { iss?: string; aud?: string; exp?: number; scope?: string[] } = {},
    key = privateKey,
  ) =>
    new SignJWT({ scope: change.scope ?? scopes })
      .setProtectedHeader({ alg: 'RS256', kid, typ: 'JWT' })
      .setSubject(subject)
      .setIssuer(change.iss ?? issuer)
      .setAudience(change.aud ?? audience)
      .setIssuedAt(now - 7_200)
      .setExpirationTime(change.exp ?? now + 7_200)
      .sign(key);

  return {
    keys: [{ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' }],
    good: await Promise.all(Array.from({ length: 32 }, (_, n) => sign(`caller-${n}`))),
    narrow: await sign('narrow', { scope: ['read:customers'] }),
    bad: {
      'other key': await sign('caller', {}, otherKey),
      expired: await sign('caller', { exp: now - 3_600 }),
      'other issuer': await sign('caller', { iss: 'https://example.com' }),
      'other audience': await sign('caller', { aud: 'https://example.com' }),
      unsigned: `${base64url({ alg: 'none', kid })}.${base64url({ sub: 'caller', iss: issuer, aud: audience, exp: now + 7_200, scope: scopes })}.`,
    },
  };
}

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
