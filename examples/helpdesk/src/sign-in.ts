/** Nobody could be signed in: the helpdesk's own server gave no token. */
export class SignInError extends Error {
  override readonly name = 'SignInError';
}

/**
 * A token of an API client, from the helpdesk's own server.
 *
 * @throws SignInError where none comes
 */
export async function signIn(role: string): Promise<string> {
  const response = await fetch(`/token?as=${role}`, { signal: AbortSignal.timeout(10_000) }).catch((cause: unknown) => {
    throw new SignInError('The server of this page cannot be reached.', { cause });
  });
  const answer: unknown = await response.json().catch(() => null);
  if (typeof answer === 'object' && answer !== null && 'access_token' in answer) return String(answer.access_token);
  throw new SignInError(`The server of this page answered ${response.status}.`);
}
