import { type ApiError, NoAnswerError } from './errors.ts';

/** One request of a document. */
export interface Asked {
  readonly url: string;
  readonly fetch?: typeof fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly method: 'GET' | 'POST' | undefined;
  readonly body: object;
  readonly token: string | null;
  readonly signal: AbortSignal;
}

/** What came of a request. */
export interface Received {
  readonly status: number;
  readonly headers: Headers;
  /** Seconds, by the header `Retry-After`. */
  readonly retryAfter: number | null;
  /** Null where it is not an answer of GraphQL: a page of a proxy. */
  readonly body: { readonly data?: unknown; readonly errors?: readonly ApiError[] } | null;
}

/**
 * Sends a request and reads what comes back.
 *
 * @throws NoAnswerError when no response came
 */
export async function post({
  url,
  fetch: send = fetch,
  method = 'POST',
  body,
  token,
  signal,
  ...asked
}: Asked): Promise<Received> {
  const isGet = method === 'GET';
  const lost = (error: unknown): never => {
    throw new NoAnswerError('network', null, null, error);
  };
  const response = await send(isGet ? withParameters(url, body) : url, {
    method,
    headers: {
      ...asked.headers,
      accept: 'application/graphql-response+json, application/json',
      ...(!isGet && { 'content-type': 'application/json' }),
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    ...(!isGet && { body: JSON.stringify(body) }),
    signal,
  }).catch(lost);
  const { status, headers } = response;
  const received = parsed(await response.text().catch(lost));
  const retryAfter = secondsIn(headers.get('retry-after'));
  return { status, headers, retryAfter, body: isAnswer(received) ? received : null };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Written by hand, since React Native has no whole `URL`. */
function withParameters(url: string, body: object): string {
  const parameters = Object.entries(body)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`);
  return `${url}${url.includes('?') ? '&' : '?'}${parameters.join('&')}`;
}

/** `Retry-After` is a number of seconds, or a date. */
function secondsIn(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : Math.ceil((Date.parse(header) - Date.now()) / 1000);
  return Number.isNaN(seconds) ? null : Math.max(0, seconds);
}

function isAnswer(body: unknown): body is NonNullable<Received['body']> {
  return (
    typeof body === 'object' && body !== null && ('data' in body || ('errors' in body && Array.isArray(body.errors)))
  );
}
