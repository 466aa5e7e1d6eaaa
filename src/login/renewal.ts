import { setTimeout as pause } from 'node:timers/promises';
import type { LoginAccount } from './account.ts';
import { LoginRefusal, logInAgain, unavailable } from './answer.ts';
import type { LoginStore } from './store.ts';

/** A customer's tokens, as the store keeps them. */
export interface Session {
  readonly accessToken: string;
  /** When the access token ends, in milliseconds of the clock. */
  readonly ends: number;
  /** Null: the account gave none, so that the session ends with the access token. */
  readonly refreshToken: string | null;
}

/** What renewal needs. */
export interface Renewing {
  readonly account: LoginAccount;
  readonly store: LoginStore;
  /** Seconds that a session lasts without being renewed. */
  readonly lifetime: number;
}

/** Seconds before its end in which a token is renewed already. */
const early = 60;
/** Seconds that a renewal may take; after that another process may try. */
const longest = 30;
/** Milliseconds between two looks at a renewal that another process does. */
const pauseTime = 50;

/**
 * Makes the function that gives the session of a name with an access token that is good: not over, and not the one that was
 * refused. Whoever comes while it is renewed, in this process or in another, waits for that renewal.
 *
 * It rejects with LoginRefusal 401 where the customer has to log in again, and 503 where the account gives no answer.
 */
export function renewalIn({ account, store, lifetime }: Renewing) {
  const underWay = new Map<string, Promise<Session>>();

  async function read(name: string): Promise<Session> {
    const text = await store.get(name);
    if (text === null) throw logInAgain();
    return JSON.parse(text);
  }

  async function renewOnce(name: string, refused: string | undefined): Promise<Session> {
    const lock = `renewing:${name}`;
    for (const until = Date.now() + longest * 1000; Date.now() < until; await pause(pauseTime)) {
      const session = await read(name);
      if (isGood(session, refused)) return session;
      if (!(await store.add(lock, '', longest))) continue;
      try {
        // Another may have renewed it between the look and the lock.
        const latest = await read(name);
        return isGood(latest, refused) ? latest : await trade(name, latest, refused);
      } finally {
        await store.take(lock);
      }
    }
    throw unavailable();
  }

  async function trade(name: string, old: Session, refused: string | undefined): Promise<Session> {
    const { refreshToken } = old;
    if (refreshToken === null) return end(name);
    const answered = await answerTo({ grant_type: 'refresh_token', refresh_token: refreshToken }).catch((error) => {
      // It was early: the old token does for now.
      if (old.accessToken !== refused && Date.now() < old.ends) return null;
      throw error;
    });
    if (answered === null) return old;
    if (!answered.ok) return end(name);
    const { access_token, expires_in, refresh_token } = answered.body;
    const session = {
      accessToken: access_token,
      ends: Date.now() + expires_in * 1000,
      // An account that brings no other goes on with this one.
      refreshToken: refresh_token ?? refreshToken,
    };
    await store.set(name, sessionText(session), lifetime);
    return session;
  }

  async function end(name: string): Promise<never> {
    await store.take(name);
    throw logInAgain();
  }

  /** An answer may be lost on its way: whether the token was used up, only a second try tells. */
  async function answerTo(body: { readonly grant_type: 'refresh_token'; readonly refresh_token: string }) {
    return account.ask('getToken', body).catch((error) => {
      if (error instanceof LoginRefusal) return account.ask('getToken', body);
      throw error;
    });
  }

  return async (name: string, refused: string | undefined): Promise<Session> => {
    const session = await read(name);
    if (isGood(session, refused)) return session;
    const known = underWay.get(name);
    if (known !== undefined) return known;
    const renewing = renewOnce(name, refused).finally(() => underWay.delete(name));
    underWay.set(name, renewing);
    return renewing;
  };
}

/** The text of a session in the store. */
export function sessionText(session: Session): string {
  return JSON.stringify(session);
}

function isGood({ accessToken, ends, refreshToken }: Session, refused: string | undefined): boolean {
  const left = refreshToken === null ? 0 : early * 1000;
  return accessToken !== refused && Date.now() + left < ends;
}
