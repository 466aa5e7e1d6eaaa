import { type Jwk, readJwks } from '../kernel/jwk.ts';
import { createHttp, type Http } from './http.ts';

/** The account's own key endpoint, and the API client that may read it. */
export interface AccountKeysOptions {
  /** Base URL with the version. */
  readonly baseUrl: string;
  readonly accountId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Audience that the client's token is asked for. */
  readonly audience: string;
}

const timeout = 5_000;
const maxBodyBytes = 1024 * 1024;

/**
 * Fetches the keys of an account: `GET /accounts/{oid}/auth/keys` with a token of
 * `POST /accounts/{oid}/auth/token` (client credentials), which is used until a minute before it expires.
 *
 * The function rejects when there are no keys to be had; its errors quote nothing of what was sent or answered.
 */
export function accountKeys(options: AccountKeysOptions): () => Promise<readonly Jwk[]> {
  const { baseUrl, accountId, clientId, clientSecret, audience } = options;
  const { origin, pathname } = new URL(baseUrl);
  const http = createHttp({ origin, connections: 1, maxBodyBytes });
  const path = `${pathname.replace(/\/$/, '')}/accounts/${accountId}/auth`;
  const credentials = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  let token = '';
  let tokenUntil = 0;

  async function freshToken(): Promise<string> {
    if (Date.now() < tokenUntil) return token;
    const body = JSON.stringify({ grant_type: 'client_credentials', audience });
    const headers = { authorization: `Basic ${credentials}`, 'content-type': 'application/json' };
    const answer = await askJson(http, { method: 'POST', path: `${path}/token`, headers, body });
    const { access_token: value, expires_in: seconds } = tokenOf(answer);
    token = value;
    tokenUntil = Date.now() + Math.max(0, seconds - 60) * 1000;
    return token;
  }

  return async () => {
    const headers = { authorization: `Bearer ${await freshToken()}` };
    try {
      return await askKeys(http, `${path}/keys`, headers);
    } catch (error) {
      // The token may be what was not liked: the next fetch gets a new one.
      tokenUntil = 0;
      throw error;
    }
  };
}

/** Fetches a plain key set from a URL: `{ "keys": [...] }` or a bare array. Rejects as `accountKeys` does. */
export function jwksUrl(url: string): () => Promise<readonly Jwk[]> {
  const { origin, pathname, search } = new URL(url);
  const http = createHttp({ origin, connections: 1, maxBodyBytes });
  return () => askKeys(http, pathname + search, {});
}

async function askKeys(http: Http, path: string, headers: Ask['headers']): Promise<readonly Jwk[]> {
  const keys = readJwks(await askJson(http, { method: 'GET', path, headers, body: null }));
  if (keys.length === 0) throw new Error('The key source answered no keys.');
  return keys;
}

interface Ask {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

async function askJson(http: Http, ask: Ask): Promise<unknown> {
  const headers = { accept: 'application/json', ...ask.headers };
  const { status, body } = await http.send({ ...ask, headers, timeout, signal: new AbortController().signal });
  if (status !== 200) throw new Error(`The key source answered ${status}.`);
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    // A parse error quotes the text, which may hold a token.
    throw new Error('The key source answered something else than JSON.');
  }
}

function tokenOf(answer: unknown): { access_token: string; expires_in: number } {
  if (typeof answer === 'object' && answer !== null && 'access_token' in answer && 'expires_in' in answer) {
    const { access_token, expires_in } = answer;
    if (typeof access_token === 'string' && typeof expires_in === 'number') return { access_token, expires_in };
  }
  throw new Error('The token endpoint answered something else than a token.');
}
