import type { LoginAccount } from './account.ts';
import { json, logInAgain } from './answer.ts';
import type { LoginFailure } from './options.ts';
import { changing, type LogIn, renewalIn, type Session, sessionOf } from './renewal.ts';
import type { LoginStore } from './store.ts';
import type { Keys, Visitor } from './visitor.ts';

/** The sessions of customers. */
export interface Sessions {
  /** Begins a session with the tokens of a log-in, and gives its cookie for a page, and the answer for an app. */
  open(visitor: Visitor, token: LogIn): Promise<{ readonly cookie: string; readonly answer: object }>;
  /** Begins a session, and answers the access token. */
  begin(visitor: Visitor, token: LogIn): Promise<Response>;
  /** Answers an access token, another than the one that was refused where there was one. */
  renew(visitor: Visitor, refusedToken: string | undefined): Promise<Response>;
  /** Ends the session, whatever the account says to that. */
  end(visitor: Visitor): Promise<Response>;
  /** The access token of a visitor who is logged in. @throws LoginRefusal 401 for others */
  accessToken(visitor: Visitor): Promise<string>;
}

/** Seconds: the longest that browsers keep a cookie. */
const cookieTime = 400 * 86_400;

/**
 * Sessions in a store.
 *
 * @param lifetime seconds that a session lasts without being renewed
 */
export function sessionsIn(
  account: LoginAccount,
  store: LoginStore,
  keys: Keys,
  lifetime: number,
  onFailure: (failure: LoginFailure) => void,
): Sessions {
  const renewed = renewalIn(account, store, lifetime);
  const shown = ({ accessToken, ends }: Session) => ({
    accessToken,
    expiresIn: Math.max(0, Math.floor((ends - Date.now()) / 1000)),
  });

  async function open(visitor: Visitor, token: LogIn) {
    const before = visitor.nameOf('session');
    if (before !== null) await store.take(before);
    const session = sessionOf(token, null);
    const isRenewed = session.refreshToken !== null;
    // The store ends a session; a cookie that ended before would log people out whose session is renewed.
    const { name, key, cookie } = keys.make('session', isRenewed ? cookieTime : token.expires_in);
    await store.set(name, JSON.stringify(session), isRenewed ? lifetime : token.expires_in);
    return { cookie, answer: { ...shown(session), ...(!visitor.isPage && { key }) } };
  }

  async function current(visitor: Visitor, refusedToken?: string): Promise<Session> {
    const name = visitor.nameOf('session');
    if (name === null) throw logInAgain();
    return renewed(name, refusedToken);
  }

  /** Whether the account has ended a refresh token; where it has not, `onFailure` is told. */
  async function revoke(token: string): Promise<boolean> {
    const answered = await account.ask('revokeToken', { token }).catch(() => null);
    if (answered !== null && !answered.ok) onFailure({ request: 'revokeToken', status: answered.status });
    return answered?.ok ?? false;
  }

  return {
    open,
    async begin(visitor, token) {
      const { cookie, answer } = await open(visitor, token);
      return json(200, answer, visitor.isPage ? [cookie] : []);
    },
    renew: async (visitor, refusedToken) => json(200, shown(await current(visitor, refusedToken))),
    async end(visitor) {
      const name = visitor.nameOf('session');
      // A renewal that is under way would bring the session back.
      const take = () => store.take(name ?? '');
      const text = name === null ? null : await changing(store, name, take).catch(take);
      const refreshToken = text === null ? null : JSON.parse(text).refreshToken;
      const revoked = refreshToken === null || (await revoke(refreshToken));
      return json(200, { revoked }, visitor.isPage ? [keys.forget('session')] : []);
    },
    accessToken: async (visitor) => (await current(visitor)).accessToken,
  };
}
