import type { TokenSupplier } from './token.ts';

/** Nobody is logged in any more: show the log-in. */
export class LoggedOutError extends Error {
  override readonly name = 'LoggedOutError';
}

/** How the log-in is asked. */
export interface LoginTokenOptions {
  /** The key of the session, for an app without a browser; a page has a cookie instead. */
  readonly key?: () => string | Promise<string>;
  /** Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/**
 * Supplies the access tokens of a customer who logged in by `dintero-graphql/login`.
 *
 * The function rejects with LoggedOutError when the session has ended, and with Error when the log-in does not answer.
 *
 * @param url where the log-in is: `/login`
 */
export function loginToken(url: string, { key, fetch: send = fetch }: LoginTokenOptions = {}): TokenSupplier {
  let token: string | undefined;
  return async ({ renew }) => {
    const response = await send(`${url}/renew`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        ...(key !== undefined && { authorization: `Bearer ${await key()}` }),
      },
      body: JSON.stringify(renew ? { refused: token } : {}),
    });
    if (response.status === 401) throw new LoggedOutError('Nobody is logged in.');
    if (!response.ok) throw new Error(`The log-in answered ${response.status}.`);
    const renewed: { readonly accessToken: string } = await response.json();
    token = renewed.accessToken;
    return token;
  };
}
