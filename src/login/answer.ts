/** Why a request was refused, as a word that a page can act upon. */
export type LoginCode =
  /** The request has not the form that it needs. */
  | 'BAD_REQUEST'
  /** The request comes from another site. */
  | 'FORBIDDEN'
  | 'NOT_FOUND'
  /** Wrong code or password, or nobody has them: which, is not told. */
  | 'LOG_IN_FAILED'
  /** There is no session, or it has ended. */
  | 'LOG_IN_AGAIN'
  /** The provider's account belongs to no customer for certain: log in as before, then connect it. */
  | 'CONNECT_FIRST'
  /** The person did not agree at the provider, or the provider failed. */
  | 'CANCELLED'
  | 'TOO_MANY_TRIES'
  /** Log-in does not work at the moment, for anybody. */
  | 'UNAVAILABLE';

/** A request that is refused; its message is for developers. */
export class LoginRefusal extends Error {
  readonly status: number;
  readonly code: LoginCode;
  /** Seconds; null: nothing to wait for. */
  readonly retryAfter: number | null;

  constructor(status: number, code: LoginCode, message: string, retryAfter: number | null = null) {
    super(message);
    this.status = status;
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** 503 where what everybody needs is away. */
export function unavailable(retryAfter = 5): LoginRefusal {
  return new LoginRefusal(503, 'UNAVAILABLE', 'Log-in does not work at the moment.', retryAfter);
}

/** 401 with the one form for a wrong code, a wrong password and a person who is not there. */
export function logInFailed(): LoginRefusal {
  return new LoginRefusal(401, 'LOG_IN_FAILED', 'This is not right, or nobody logs in like this.');
}

/** 401 for a session that is not there, or has ended. */
export function logInAgain(): LoginRefusal {
  return new LoginRefusal(401, 'LOG_IN_AGAIN', 'Nobody is logged in.');
}

/** 400 that names what is wrong. */
export function badRequest(message: string): LoginRefusal {
  return new LoginRefusal(400, 'BAD_REQUEST', message);
}

const kept = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };

/** An answer as JSON, which nothing may keep. */
export function json(status: number, body: object, cookies: readonly string[] = []): Response {
  const headers = new Headers({ ...kept, 'content-type': 'application/json' });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(JSON.stringify(body), { status, headers });
}

/** 303 to another address. */
export function seeOther(location: string, cookies: readonly string[] = []): Response {
  const headers = new Headers({ ...kept, location });
  for (const cookie of cookies) headers.append('set-cookie', cookie);
  return new Response(null, { status: 303, headers });
}

/** The answer to a request that was refused. */
export function refused({ status, code, message, retryAfter }: LoginRefusal): Response {
  const answer = json(status, { error: { code, message } });
  if (retryAfter !== null) answer.headers.set('retry-after', String(retryAfter));
  return answer;
}
