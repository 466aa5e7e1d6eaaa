import type { AddPerson } from '../auth/person/person.ts';
import { PersonRefusedError, personHeader } from '../auth/person/refused.ts';
import { InvalidTokenError, KeysUnavailableError } from '../auth/tokens/errors.ts';
import { refusalText } from '../auth/tokens/refusal.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { Config } from '../config/config.ts';
import type { Notify } from '../kernel/notices.ts';
import type { RequestFacts } from './facts.ts';
import type { HttpRequest } from './http/request.ts';
import type { Refusal } from './http/response.ts';

/** Returns the viewer of an `Authorization` header; null if there is no header. */
export type Verify = (authorization: string | null) => Viewer | Promise<Viewer>;

/** How callers are told apart, and what is told of those who are not let in. */
export interface Authentication {
  readonly verify: Verify;
  /** Adds the person who acts for a client. */
  readonly addPerson: AddPerson;
  /** Told of each statement about a person that was refused, and of the viewer who sent it. */
  readonly onRefusedPerson: (viewer: Viewer, check: string, requestId: string) => void;
  readonly notify: Notify;
  readonly config: Pick<Config, 'allowAnonymous' | 'nodeEnv'>;
}

/**
 * The viewer of a request, or why the whole request is refused: 401 for a token or a statement about a person that cannot be
 * accepted or is needed and missing, 503 when there are no keys to verify it with. A bad token is never treated as none.
 * The reason goes to the log, and to the caller unless this is production.
 */
export async function authenticate(
  { headers: sent }: HttpRequest,
  facts: Pick<RequestFacts, 'tokenCheck' | 'requestId'>,
  authentication: Authentication,
): Promise<Viewer | Refusal> {
  const { verify, addPerson, onRefusedPerson, config } = authentication;
  let viewer: Viewer | undefined;
  try {
    viewer = await verify(sent['authorization'] ?? null);
    if (viewer.kind === 'ANONYMOUS' && !config.allowAnonymous) return tokenNeeded;
    return await addPerson(viewer, sent[personHeader]);
  } catch (error) {
    if (error instanceof PersonRefusedError && viewer !== undefined)
      onRefusedPerson(viewer, error.refusal.check, facts.requestId);
    return refused(error, facts, authentication);
  }
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
    const message = config.nodeEnv === 'production' ? error.message : refusalText(error);
    const headers = { 'www-authenticate': 'Bearer error="invalid_token"' };
    return { code: 'UNAUTHENTICATED', message, headers };
  }
  if (error instanceof PersonRefusedError) {
    notify('a statement about a person was refused', error.refusal.check, { ...error.refusal });
    const message = config.nodeEnv === 'production' ? error.message : refusalText(error);
    return { code: 'UNAUTHENTICATED', message };
  }
  if (error instanceof KeysUnavailableError) {
    return { code: 'SERVICE_UNAVAILABLE', message: error.message, headers: { 'retry-after': '5' } };
  }
  throw error;
}
