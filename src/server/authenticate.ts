import { InvalidTokenError, KeysUnavailableError } from '../auth/errors.ts';
import type { Viewer } from '../auth/viewer.ts';
import { errorResponse } from './error-response.ts';

/** Tells who sends an `Authorization` header; null where there is none. */
export type Verify = (authorization: string | null) => Promise<Viewer>;

/**
 * The viewer of a request, or the answer that refuses the whole request: 401 for a token that cannot be accepted or is
 * needed and missing, 503 when there are no keys to verify it with. A bad token is never treated as none.
 */
export async function authenticate(
  request: Request,
  requestId: string,
  verify: Verify,
  allowAnonymous: boolean,
): Promise<Viewer | Response> {
  try {
    const viewer = await verify(request.headers.get('authorization'));
    if (viewer.kind !== 'ANONYMOUS' || allowAnonymous) return viewer;
    return errorResponse('UNAUTHENTICATED', 'An access token is needed.', requestId, { 'www-authenticate': 'Bearer' });
  } catch (error) {
    if (error instanceof InvalidTokenError) {
      const challenge = { 'www-authenticate': 'Bearer error="invalid_token"' };
      return errorResponse('UNAUTHENTICATED', error.message, requestId, challenge);
    }
    if (error instanceof KeysUnavailableError) {
      return errorResponse('SERVICE_UNAVAILABLE', error.message, requestId, { 'retry-after': '5' });
    }
    throw error;
  }
}
