import { InvalidTokenError, KeysUnavailableError } from '../auth/tokens/errors.ts';
import { refusalText } from '../auth/tokens/refusal.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Config } from '../config/config.ts';
import type { Notify } from '../kernel/notices.ts';
import type { Refusal } from './http/answer.ts';
import type { Asked } from './http/asked.ts';

/** Tells who sends an `Authorization` header; null where there is none. */
export type Verify = (authorization: string | null) => Promise<Viewer>;

/** How callers are told apart, and what is told of those who are not let in. */
export interface Authentication {
  readonly verify: Verify;
  readonly notify: Notify;
  readonly config: Pick<Config, 'allowAnonymous' | 'nodeEnv'>;
}

/**
 * The viewer of a request, or why the whole request is refused: 401 for a token that cannot be accepted or is needed and
 * missing, 503 when there are no keys to verify it with. A bad token is never treated as none. The reason goes to the
 * log, and to the caller unless this is production.
 *
 * @param allowAnonymous whether a request without a token may run; default: as configured
 */
export async function authenticate(
  { headers: sent }: Asked,
  { verify, notify, config }: Authentication,
  allowAnonymous = config.allowAnonymous,
): Promise<Viewer | Refusal> {
  try {
    const viewer = await verify(sent['authorization'] ?? null);
    if (viewer.kind !== 'ANONYMOUS' || allowAnonymous) return viewer;
    return {
      code: 'UNAUTHENTICATED',
      message: 'An access token is needed.',
      headers: { 'www-authenticate': 'Bearer' },
    };
  } catch (error) {
    if (error instanceof InvalidTokenError) {
      notify('an access token was refused', error.refusal.check, { ...error.refusal });
      const message = config.nodeEnv === 'production' ? error.message : refusalText(error.refusal);
      const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
      return { code: 'UNAUTHENTICATED', message, headers };
    }
    if (error instanceof KeysUnavailableError) {
      return { code: 'SERVICE_UNAVAILABLE', message: error.message, headers: { 'retry-after': '5' } };
    }
    throw error;
  }
}
