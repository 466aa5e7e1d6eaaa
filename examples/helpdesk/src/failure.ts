import type { CombinedError } from 'urql';
import { SignInError } from './sign-in.ts';

/** What went wrong with a request, for the person at the page. */
export interface Failure {
  /** What happened, a sentence. */
  readonly what: string;
  /** What they can do, a sentence. */
  readonly todo: string;
  /** What support asks for; null: nobody has a number for it. */
  readonly requestId: string | null;
}

/** The error where all of a request failed, or all of the one field that it asks for; undefined: something has arrived. */
export function wholeFailure(error: CombinedError | undefined, field?: string): CombinedError | undefined {
  const isWhole =
    error?.networkError || error?.graphQLErrors.some(({ path }) => !path || (path.length === 1 && path[0] === field));
  return isWhole ? error : undefined;
}

/** What an error says of a request, or of one field where an entry of its errors is given. */
export function failureOf({ networkError, graphQLErrors, response }: CombinedError, entry = graphQLErrors[0]): Failure {
  const { code, requestId, retryAfter } = entry?.extensions ?? {};
  const seconds = Number(retryAfter ?? response?.headers?.get('retry-after') ?? Number.NaN);
  const [what, todo] =
    texts[String(code)] ?? (networkError === undefined ? unknown : ofNetwork(networkError, response?.status));
  return {
    what,
    todo: Number.isNaN(seconds) ? todo : `Try again in ${seconds} s.`,
    requestId: typeof requestId === 'string' ? requestId : null,
  };
}

type Text = readonly [what: string, todo: string];

const signedOut: Text = ['Your sign-in is not accepted any more.', 'Sign in again.'];
const refused: Text = ['Your sign-in does not allow this.', 'Ask whoever gives out access here.'];
const busy: Text = ['There are too many requests at the moment.', 'Wait a minute and try again.'];
const down: Text = ['What this comes from cannot be reached at the moment.', 'Try again in a minute.'];
const unknown: Text = ['Something is wrong on the server.', 'Try again, and tell support if it stays so.'];

/** By `extensions.code`; any other is `unknown`. */
const texts: Readonly<Record<string, Text>> = {
  UNAUTHENTICATED: signedOut,
  INSUFFICIENT_SCOPE: refused,
  RATE_LIMITED: busy,
  UPSTREAM_RATE_LIMITED: busy,
  UPSTREAM_TIMEOUT: ['The answer took too long.', 'Try again in a minute.'],
  UPSTREAM_UNAVAILABLE: down,
  SERVICE_UNAVAILABLE: down,
};

/** No answer of the server's, or none that can be read. */
function ofNetwork(error: Error, status: number | undefined): Text {
  if (error instanceof SignInError) return ['You cannot be signed in at the moment.', 'Try again in a minute.'];
  if (error.name === 'TimeoutError') return ['No answer came in time.', 'Try again.'];
  switch (status) {
    case undefined:
      return ['The server cannot be reached.', 'Look whether you are online, and try again.'];
    case 401:
      return signedOut;
    case 403:
      return refused;
    case 404:
      return ['The server is not where this page looks for it.', 'Tell support.'];
    case 429:
      return busy;
    default:
      return status >= 502 ? down : unknown;
  }
}
