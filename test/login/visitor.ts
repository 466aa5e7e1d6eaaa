import { createLogin, type Login, type LoginFailure, type LoginOptions } from '../../src/login/login.ts';
import { audience } from '../../src/sandbox/account.ts';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** Where the log-in of these tests is. */
export const url = 'https://app.example.com/login';

/** A log-in against the sandbox, and what it told of requests that went wrong. */
export function loginAt(sandbox: Sandbox, options: Partial<LoginOptions> = {}) {
  const failures: LoginFailure[] = [];
  const account = {
    url: `${sandbox.url}/accounts/${sandbox.accountId}`,
    client: { id: 'app', secret: 'sandbox-secret' },
    timeout: 2_000,
    onFailure: (failure: LoginFailure) => failures.push(failure),
  };
  return { login: createLogin({ url, account, answerTime: 20, ...options }), failures };
}

/** An answer to somebody. */
export interface Seen {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: each test says what it expects of it
  readonly body: any;
  readonly headers: Headers;
}

/** Somebody who logs in: a page with the browser's cookies, or an app with its key. */
export interface Visitor {
  post(path: string, body?: object, headers?: Readonly<Record<string, string>>): Promise<Seen>;
  get(path: string): Promise<Seen>;
  readonly cookies: Map<string, string>;
}

/** A visitor from an address; `login` may be another one for each request, as behind a balancer. */
export function visitor(login: Login | (() => Login), kind: 'page' | 'app' = 'page', address = '192.0.2.1'): Visitor {
  const cookies = new Map<string, string>();
  let key: string | undefined;
  async function send(method: string, path: string, body?: object, more?: Readonly<Record<string, string>>) {
    const headers = new Headers({ ...(body && { 'content-type': 'application/json' }), ...more });
    const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    if (kind === 'page' && method === 'POST' && !headers.has('origin'))
      headers.set('origin', 'https://app.example.com');
    if (kind === 'page') headers.set('cookie', jar);
    if (kind === 'app' && key !== undefined) headers.set('authorization', `Bearer ${key}`);
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) };
    const { fetch } = typeof login === 'function' ? login() : login;
    const response = await fetch(new Request(path.startsWith('https:') ? path : url + path, init), { address });
    for (const cookie of response.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      const at = pair.indexOf('=');
      if (/Max-Age=0\b/.test(cookie)) cookies.delete(pair.slice(0, at));
      else cookies.set(pair.slice(0, at), pair.slice(at + 1));
    }
    const text = await response.text();
    const seen = text === '' ? undefined : JSON.parse(text);
    key = seen?.key ?? key;
    return { status: response.status, body: seen, headers: response.headers };
  }
  return {
    cookies,
    post: (path, body = {}, headers) => send('POST', path, body, headers),
    get: (path) => send('GET', path),
  };
}

/** Kari, who is customer C1001 of the sandbox. */
export const kari = { email: 'kari.nordmann.0@example.com', password: 'sandbox-secret' };

/** The code that was sent last. */
export function lastCode({ state }: Sandbox): string {
  return state.messages.at(-1)?.code ?? '';
}

/** Another code than this one. */
export function wrong(code: string): string {
  return code === '000000' ? '111111' : '000000';
}

/** Which customer an access token reaches. */
export async function customerOf(sandbox: Sandbox, accessToken: string): Promise<string | undefined> {
  const { sub } = JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString());
  const path = `${sandbox.url}${new URL(audience).pathname.replace('/v1', '')}/customers/users/${sub}`;
  const response = await fetch(path, { headers: { authorization: `Bearer ${accessToken}` } });
  return (await response.json()).customer_id;
}
