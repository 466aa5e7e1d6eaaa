import { InvalidTokenError, KeysUnavailableError } from '../auth/tokens/errors.ts';
import { refusalText } from '../auth/tokens/refusal.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Config } from '../config/config.ts';
import type { Notify } from '../kernel/notices.ts';
import type { RequestFacts } from './facts.ts';
import type { HttpRequest } from './http/request.ts';
import type { Refusal } from './http/response.ts';

/** Tells who sends an `Authorization` header; null where there is none. */
export type Verify = (authorization: string | null) => Viewer | Promise<Viewer>;

/** How callers are told apart, and what is told of those who are not let in. */
export interface Authentication {
  readonly verify: Verify;
  readonly notify: Notify;
  readonly config: Pick<Config, 'allowAnonymous' | 'nodeEnv'>;
}

/**
 * The viewer of a request, or why the whole request is refused: 401 for a token that cannot be accepted or is needed and
 * missing, 503 when there are no keys to verify it with. A bad token is never treated as none. The reason goes to the
 * log, and to the caller unless this is production. A promise for a token that has to be verified.
 */
export function authenticate(
  { headers: sent }: HttpRequest,
  facts: Pick<RequestFacts, 'tokenCheck'>,
  authentication: Authentication,
): Viewer | Refusal | Promise<Viewer | Refusal> {
  const { allowAnonymous } = authentication.config;
  const known = authentication.verify(sent['authorization'] ?? null);
  if (!(known instanceof Promise)) return admitted(known, allowAnonymous);
  return known.then(
    (viewer) => admitted(viewer, allowAnonymous),
    (error) => refused(error, facts, authentication),
  );
}

function admitted(viewer: Viewer, allowAnonymous: boolean): Viewer | Refusal {
  return viewer.kind !== 'ANONYMOUS' || allowAnonymous ? viewer : tokenNeeded;
}

const tokenNeeded: Refusal = {
  code: 'UNAUTHENTICATED',
  message: 'An access token is needed.',
  headers: { 'www-authenticate': 'Bearer' },
};

function refused(error: unknown, facts: Pick<RequestFacts, 'tokenCheck'>, { notify, config }: Authentication): Refusal {
  if (error instanceof InvalidTokenError) {
    facts.tokenCheck = error.refusal.check;
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
