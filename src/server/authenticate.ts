import { InvalidTokenError, KeysUnavailableError } from '../auth/tokens/errors.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Refusal } from './error-response.ts';

/** Tells who sends an `Authorization` header; null where there is none. */
export type Verify = (authorization: string | null) => Promise<Viewer>;

/**
 * The viewer of a request, or why the whole request is refused: 401 for a token that cannot be accepted or is needed and
 * missing, 503 when there are no keys to verify it with. A bad token is never treated as none.
 */
export async function authenticate(
  request: Request,
  verify: Verify,
  allowAnonymous: boolean,
): Promise<Viewer | Refusal> {
  try {
    const viewer = await verify(request.headers.get('authorization'));
    if (viewer.kind !== 'ANONYMOUS' || allowAnonymous) return viewer;
    return {
      code: 'UNAUTHENTICATED',
      message: 'An access token is needed.',
      headers: { 'www-authenticate': 'Bearer' },
    };
  } catch (error) {
    if (error instanceof InvalidTokenError) {
      const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
      return { code: 'UNAUTHENTICATED', message: error.message, headers };
    }
    if (error instanceof KeysUnavailableError) {
      return { code: 'SERVICE_UNAVAILABLE', message: error.message, headers: { 'retry-after': '5' } };
    }
    throw error;
  }
}
