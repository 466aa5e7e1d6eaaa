import type { EgressProxy } from '../kernel/egress-proxy.ts';
import { type Jwk, KeyFetchError, someJwks } from '../kernel/jwk.ts';
import { memberOf } from '../kernel/record.ts';
import { jsonOf } from './answer.ts';
import { createHttp, type Http, HttpError } from './http.ts';

/** The account's own key endpoint, and the API client that may read it. */
export interface AccountKeysOptions {
  /** Base URL with the version. */
  readonly baseUrl: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Proxy that the endpoint is asked through. Default: none. */
  readonly proxy?: EgressProxy | null | undefined;
}

/** The audience of grants and tokens for an account, in the form that the vendor's pages on API clients use. */
export function audienceOfAccount(accountId: string): string {
  return `https://api.dintero.com/v1/accounts/${accountId}`;
}

const timeout = 5_000;
const maxBodyBytes = 1024 * 1024;

/**
 * Fetches the keys of an account: `GET /accounts/{oid}/auth/keys` with a token of
 * `POST /accounts/{oid}/auth/token` (client credentials), which is used until a minute before it expires.
 *
 * The function rejects with a KeyFetchError that says at which step it failed.
 */
export function accountKeys(options: AccountKeysOptions): () => Promise<readonly Jwk[]> {
  const { baseUrl, accountId, clientId, clientSecret, proxy } = options;
  const { origin, pathname } = new URL(baseUrl);
  const http = createHttp({ origin, connections: 1, maxBodyBytes, proxy });
  const path = `${pathname.replace(/\/$/, '')}/accounts/${accountId}/auth`;
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  let token = '';
  let tokenUntil = 0;

  async function freshToken(): Promise<string> {
    if (Date.now() < tokenUntil) return token;
    const { value, seconds } = await askToken(http, `${path}/token`, credentials, audienceOfAccount(accountId));
    token = value;
    tokenUntil = Date.now() + Math.max(0, seconds - 60) * 1000;
    return token;
  }

  return async () => {
    const headers = { authorization: `Bearer ${await freshToken()}` };
    try {
      return await askKeys(http, `${path}/keys`, headers);
    } catch (error) {
      // The token may have been the reason, so the next fetch gets a new one.
      tokenUntil = 0;
      throw error;
    }
  };
}

/**
 * An access token of the API client, and how many seconds it is valid.
 *
 * @throws KeyFetchError
 */
export function accountToken({ baseUrl, accountId, clientId, clientSecret, proxy }: AccountKeysOptions) {
  const { origin, pathname } = new URL(baseUrl);
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const path = `${pathname.replace(/\/$/, '')}/accounts/${accountId}/auth/token`;
  const http = createHttp({ origin, connections: 1, maxBodyBytes, proxy });
  return askToken(http, path, credentials, audienceOfAccount(accountId));
}

/** Fetches a plain key set from a URL: `{ "keys": [...] }` or a bare array. Rejects as `accountKeys` does. */
export function jwksUrl(url: string, proxy: EgressProxy | null = null): () => Promise<readonly Jwk[]> {
  const { origin, pathname } = new URL(url);
  const http = createHttp({ origin, connections: 1, maxBodyBytes, proxy });
  return () => askKeys(http, pathname, {});
}

async function askKeys(http: Http, path: string, headers: Ask['headers']): Promise<readonly Jwk[]> {
  return someJwks(await askJson(http, { step: 'keys', method: 'GET', path, headers, body: null }), 'keys');
}

async function askToken(http: Http, path: string, credentials: string, audience: string) {
  const body = JSON.stringify({ grant_type: 'client_credentials', audience });
  const headers = { authorization: `Basic ${credentials}`, 'content-type': 'application/json' };
  const answer = await askJson(http, { step: 'token', method: 'POST', path, headers, body });
  const value = memberOf(answer, 'access_token');
  const seconds = memberOf(answer, 'expires_in');
  if (typeof value === 'string' && typeof seconds === 'number') return { value, seconds };
  throw new KeyFetchError('token', 'The answer is not a token: access_token and expires_in are expected.', 200);
}

interface Ask {
  readonly step: KeyFetchError['step'];
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

async function askJson(http: Http, { step, ...ask }: Ask): Promise<unknown> {
  const headers = { accept: 'application/json', ...ask.headers };
  const answer = await http.send({ ...ask, headers, timeout }).catch((error: unknown) => {
    if (error instanceof HttpError) throw new KeyFetchError(step, messageOf(error), null, error.fault);
    throw error;
  });
  const { status } = answer;
  if (status !== 200) throw new KeyFetchError(step, `The answer is ${status}, not 200.`, status);
  const read = jsonOf(answer);
  if ('flaw' in read) throw new KeyFetchError(step, 'The answer is not JSON.', status);
  return read.json;
}

function messageOf({ reason, fault }: HttpError): string {
  return fault === null ? messages[reason] : `There is no connection: ${fault}.`;
}

const messages: Readonly<Record<HttpError['reason'], string>> = {
  timeout: `There was no answer within ${timeout / 1000} seconds.`,
  aborted: 'The request was aborted.',
  connection: 'There is no connection.',
  too_large: `The answer is larger than ${maxBodyBytes} bytes.`,
  encoding: 'The answer cannot be decoded.',
};
