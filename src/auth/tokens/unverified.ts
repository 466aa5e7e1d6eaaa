import { decodeJwt, errors } from 'jose';
import type { Viewer } from '../viewer.ts';
import { viewerOf } from './claims.ts';

/**
 * The viewer that a token claims to stand for, without a look at its signature: to explain, never to admit. Claims are
 * read by their default names. Undefined for what is no token.
 */
export function unverifiedViewer(token: string): Viewer | undefined {
  try {
    const options = {
      audiences: [],
      accountId: '',
      scopeClaims: ['scope', 'scp', 'permissions'],
      customerClaim: 'sub',
    };
    return viewerOf(decodeJwt(token), token, options);
  } catch (error) {
    if (error instanceof errors.JWTInvalid) return undefined;
    throw error;
  }
}
