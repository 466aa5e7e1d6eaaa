import { decodeJwt, errors, type JWTPayload } from 'jose';
import type { Viewer } from '../viewer.ts';
import { type ClaimOptions, viewerOf } from './claims.ts';

/** What a token says: names and values. */
export type Claims = JWTPayload;

/** The claims of a token, without a look at its signature: to explain, never to admit. Undefined for what is no token. */
export function unverifiedClaims(token: string): Claims | undefined {
  try {
    return decodeJwt(token);
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return undefined;
    throw error;
  }
}

/**
 * The viewer that a token claims to stand for, without a look at its signature: to explain, never to admit. Undefined
 * for what is no token.
 *
 * @throws InvalidTokenError when the token is for own data only and does not say whose
 */
export function unverifiedViewer(token: string, options: ClaimOptions): Viewer | undefined {
  const claims = unverifiedClaims(token);
  return claims === undefined ? undefined : viewerOf(claims, token, options);
}
