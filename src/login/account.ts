import type { BodyOf, ResultOf } from '../upstream/endpoint.ts';
import { unavailable } from './answer.ts';
import type { LoginAccountOptions } from './options.ts';

/** The requests of a log-in, with the token of the log-in client. */
const paths = {
  getToken: '/auth/token',
  revokeToken: '/auth/revoke',
  sendLogInCode: '/auth/passwordless',
  tradeOidcCode: '/auth/oidc/token',
  sendMfaCode: '/auth/mfa/challenge',
  logIn: '/customers/login',
  startMfaLogIn: '/customers/mfa_login',
} as const;

/** A request of a log-in. */
export type Asked = keyof typeof paths;

/** What the account answered. */
export type Answered<Body> =
  | { readonly ok: true; readonly body: Body }
  | { readonly ok: false; readonly status: number; readonly body: Failure };

/** What an answer without success may hold. */
interface Failure {
  readonly error?: { readonly code?: string };
  readonly mfa_token?: string;
}

/** The account's REST services, for the log-in client alone. */
export interface LoginAccount {
  /** Rejects with 503 where the client gets no token: then nobody can log in. */
  ready(): Promise<void>;
  /**
   * One request by Bearer of the log-in client.
   *
   * @throws LoginRefusal 503 when no answer came, or one of 429 or 5xx
   */
  ask<Name extends Asked>(name: Name, body: BodyOf<Name>): Promise<Answered<ResultOf<Name>>>;
  /** Reads something of a customer's own, with their token; null where that is refused. */
  read(path: string, accessToken: string): Promise<object | null>;
}

interface ClientToken {
  readonly value: string;
  /** Milliseconds of the clock. */
  ends: number;
  wasUsed: boolean;
}

/** An account with a token of its log-in client, which is asked for when it is needed and kept until it ends. */
export function accountOf({ url, client, timeout = 10_000, onFailure = () => {} }: LoginAccountOptions): LoginAccount {
  let token: Promise<ClientToken> | undefined;

  async function send(request: string, path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(url + path, {
      ...init,
      redirect: 'error',
      signal: AbortSignal.timeout(timeout),
    }).catch(() => null);
    if (response === null || response.status === 429 || response.status >= 500) {
      onFailure({ request, status: response?.status ?? null });
      throw unavailable(Number(response?.headers.get('retry-after')) || undefined);
    }
    return response;
  }

  function post(request: Asked, authorization: string, body: object): Promise<Response> {
    const headers = { authorization, 'content-type': 'application/json' };
    return send(request, paths[request], { method: 'POST', headers, body: JSON.stringify(body) });
  }

  async function newToken(): Promise<ClientToken> {
    const basic = `Basic ${btoa(`${client.id}:${client.secret}`)}`;
    const response = await post('getToken', basic, { grant_type: 'client_credentials', audience: url });
    const { access_token, expires_in } = await bodyOf<ResultOf<'getToken'>>(response);
    if (!response.ok || typeof access_token !== 'string') {
      onFailure({ request: 'getToken', status: response.status });
      throw unavailable();
    }
    return { value: access_token, ends: Date.now() + (expires_in - 60) * 1000, wasUsed: false };
  }

  /** One is asked for at a time, however many need it. */
  async function clientToken(): Promise<ClientToken> {
    const held = token;
    if (held !== undefined && (await held).ends < Date.now() && token === held) token = undefined;
    if (token === undefined) {
      const asked = newToken();
      token = asked;
      asked.catch(() => {
        if (token === asked) token = undefined;
      });
    }
    return token;
  }

  return {
    async ready() {
      await clientToken();
    },
    async ask(name, body) {
      const used = await clientToken();
      const { wasUsed } = used;
      used.wasUsed = true;
      let response = await post(name, `Bearer ${used.value}`, Object(body));
      // Either what was sent is refused, or the client's own token: a new token shows which.
      if (response.status === 401 && wasUsed) {
        used.ends = 0;
        response = await post(name, `Bearer ${(await clientToken()).value}`, Object(body));
      }
      if (response.ok) return { ok: true, body: await bodyOf(response) };
      return { ok: false, status: response.status, body: await bodyOf<Failure>(response) };
    },
    async read(path, accessToken) {
      const response = await send('read', path, { headers: { authorization: `Bearer ${accessToken}` } });
      return response.ok ? bodyOf<object>(response) : null;
    },
  };
}

/** The JSON of an answer, which the contract describes; an empty object where there is none. */
async function bodyOf<Body>(response: Response): Promise<Body> {
  return response.json().catch(() => ({}));
}
