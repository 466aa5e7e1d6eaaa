import { setTimeout as pause } from 'node:timers/promises';
import type { ResultOf } from '../upstream/endpoint.ts';
import type { LoginAccount } from './account.ts';
import { LoginRefusal, logInAgain, unavailable } from './answer.ts';
import type { LoginStore } from './store.ts';

/** The tokens of a customer who has logged in. */
export type LogIn = ResultOf<'logIn'>;

/** Those tokens as the store keeps them. */
export interface Session {
  readonly accessToken: string;
  /** When the access token ends, in milliseconds of the clock. */
  readonly ends: number;
  /** Null: the account gave none, so that the session ends with the access token. */
  readonly refreshToken: string | null;
}

/** The session that tokens make; an account that brings no other refresh token goes on with the old one. */
export function sessionOf({ access_token, expires_in, refresh_token }: LogIn, old: string | null): Session {
  return { accessToken: access_token, ends: Date.now() + expires_in * 1000, refreshToken: refresh_token ?? old };
}

/** Seconds before its expiry from which a token is renewed. */
const early = 60;
/** Seconds after which the lock of a process that has ended is released: longer than any renewal takes. */
const lockTime = 120;
/** Milliseconds that a request waits for the renewal of another. */
const patience = 15_000;
/** Milliseconds between two looks at a lock. */
const pauseTime = 50;

/**
 * Runs a change of a session under a lock that all processes share.
 *
 * @param look returns the result if another request has already brought it about, else null
 * @throws LoginRefusal 503 if the lock is not free within 15 s
 */
export async function changing<Result>(
  store: LoginStore,
  name: string,
  change: () => Promise<Result>,
  look: () => Promise<Result | null> = async () => null,
): Promise<Result> {
  const lock = `changing:${name}`;
  for (const until = Date.now() + patience; Date.now() < until; await pause(pauseTime)) {
    const found = await look();
    if (found !== null) return found;
    if (!(await store.add(lock, '', lockTime))) continue;
    try {
      // Another request may have finished between the look and the lock.
      return (await look()) ?? (await change());
    } finally {
      await store.take(lock);
    }
  }
  throw unavailable();
}

/**
 * Returns a function that reads a session by its name and renews it if its access token has expired or was refused. Requests
 * that arrive during a renewal wait for it.
 *
 * The function rejects with LoginRefusal 401 if the customer has to log in again, and 503 if the account does not answer.
 *
 * @param lifetime seconds that a session lasts without being renewed
 */
export function renewalIn(account: LoginAccount, store: LoginStore, lifetime: number) {
  async function read(name: string): Promise<Session> {
    const text = await store.get(name);
    if (text === null) throw logInAgain();
    return JSON.parse(text);
  }

  async function trade(name: string, refused: string | undefined): Promise<Session> {
    const old = await read(name);
    const answered = old.refreshToken === null ? null : await answerTo(old.refreshToken).catch((error) => error);
    // The renewal was early, so the old token is still valid.
    if (answered instanceof Error && isGood(old, refused, 0)) return old;
    if (answered instanceof Error) throw answered;
    if (answered?.ok !== true) {
      await store.take(name);
      throw logInAgain();
    }
    const session = sessionOf(answered.body, old.refreshToken);
    await store.set(name, JSON.stringify(session), lifetime);
    return session;
  }

  /** If the answer is lost, only a second try shows whether the refresh token was used up. */
  async function answerTo(refreshToken: string) {
    const body = { grant_type: 'refresh_token', refresh_token: refreshToken } as const;
    return account.ask('getToken', body).catch((error) => {
      if (error instanceof LoginRefusal) return account.ask('getToken', body);
      throw error;
    });
  }

  return (name: string, refused: string | undefined): Promise<Session> =>
    changing(
      store,
      name,
      () => trade(name, refused),
      async () => {
        const session = await read(name);
        return isGood(session, refused, session.refreshToken === null ? 0 : early) ? session : null;
      },
    );
}

function isGood({ accessToken, ends }: Session, refused: string | undefined, secondsLeft: number): boolean {
  return accessToken !== refused && Date.now() + secondsLeft * 1000 < ends;
}
