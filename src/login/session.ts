import type { ResultOf } from '../upstream/endpoint.ts';
import type { LoginAccount } from './account.ts';
import { json, logInAgain } from './answer.ts';
import type { LoginFailure } from './options.ts';
import { type Renewing, renewalIn, type Session, sessionText } from './renewal.ts';
import type { LoginStore } from './store.ts';
import type { Keys, Visitor } from './visitor.ts';

/** The tokens of a customer who has logged in. */
export type LogIn = ResultOf<'logIn'>;

/** The sessions of customers. */
export interface Sessions {
  /** Begins a session with the tokens of a log-in, and gives what the visitor gets of it. */
  open(
    visitor: Visitor,
    token: LogIn,
  ): Promise<{ readonly cookie: string; readonly key: string; readonly shown: object }>;
  /** Begins a session, and answers the access token. */
  begin(visitor: Visitor, token: LogIn): Promise<Response>;
  /** Answers an access token, another than the one that was refused where there was one. */
  renew(visitor: Visitor, refusedToken: string | undefined): Promise<Response>;
  /** Ends the session, whatever the account says to that. */
  end(visitor: Visitor): Promise<Response>;
  /** The access token of a visitor who is logged in. @throws LoginRefusal 401 for others */
  accessToken(visitor: Visitor): Promise<string>;
}

/** What sessions need. */
export interface LoginSessionOptions extends Renewing {
  readonly account: LoginAccount;
  readonly store: LoginStore;
  readonly keys: Keys;
  readonly onFailure: (failure: LoginFailure) => void;
}

/** Sessions in a store. */
export function sessionsIn(options: LoginSessionOptions): Sessions {
  const { account, store, keys, lifetime, onFailure } = options;
  const renewed = renewalIn(options);
  const shown = ({ accessToken, ends }: Session) => ({
    accessToken,
    expiresIn: Math.max(0, Math.floor((ends - Date.now()) / 1000)),
  });

  async function open(visitor: Visitor, { access_token, expires_in, refresh_token }: LogIn) {
    const before = visitor.nameOf('session');
    if (before !== null) await store.take(before);
    const session = {
      accessToken: access_token,
      ends: Date.now() + expires_in * 1000,
      refreshToken: refresh_token ?? null,
    };
    const seconds = session.refreshToken === null ? expires_in : lifetime;
    const { name, key, cookie } = keys.make('session', seconds);
    await store.set(name, sessionText(session), seconds);
    return { cookie, key, shown: shown(session) };
  }

  return {
    open,
    async begin(visitor, token) {
      const opened = await open(visitor, token);
      return visitor.isPage
        ? json(200, opened.shown, [opened.cookie])
        : json(200, { ...opened.shown, key: opened.key });
    },
    async renew(visitor, refusedToken) {
      const name = visitor.nameOf('session');
      if (name === null) throw logInAgain();
      return json(200, shown(await renewed(name, refusedToken)));
    },
    async end(visitor) {
      const name = visitor.nameOf('session');
      const text = name === null ? null : await store.take(name);
      const refreshToken = text === null ? null : JSON.parse(text).refreshToken;
      const revoked = refreshToken === null || (await revoke(refreshToken));
      return json(200, { revoked }, visitor.isPage ? [keys.forget('session')] : []);
    },
    async accessToken(visitor) {
      const name = visitor.nameOf('session');
      if (name === null) throw logInAgain();
      return (await renewed(name, undefined)).accessToken;
    },
  };

  /** Whether the account has ended a refresh token; where it has not, `onFailure` is told. */
  async function revoke(token: string): Promise<boolean> {
    const answered = await account.ask('revokeToken', { token }).catch(() => null);
    if (answered !== null && !answered.ok) onFailure({ request: 'revokeToken', status: answered.status });
    return answered?.ok ?? false;
  }
}
