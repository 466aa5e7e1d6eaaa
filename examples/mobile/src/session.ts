import type { TokenSupplier } from 'dintero-graphql/client';
import type { Backend } from './backend.js';

/**
 * A customer's tokens, from the refresh token that the phone has kept since the last time. The client asks for one before its
 * first request, and for another once a token was refused.
 */
export function session(backend: Backend, kept: string): TokenSupplier {
  let refreshToken = kept;
  return async () => {
    const renewed = await backend.renew(refreshToken);
    refreshToken = renewed.refreshToken;
    return renewed.accessToken;
  };
}
