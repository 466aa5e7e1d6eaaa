import type { Departure } from './departure.ts';

/** What is left of a body that was read: its bytes, or why there are none. */
export type Body = Buffer | 'too large' | 'broken off';

/** An HTTP request as far as the server looks at it, whatever brought it. */
export interface Asked {
  readonly method: string;
  /** Path of the request line: `/graphql`. */
  readonly path: string;
  /** What follows the path, with its question mark; empty: nothing. */
  readonly search: string;
  /** By lower-case name; those that were sent several times are joined with commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Address that the connection comes from; null: there is no connection. */
  readonly address: string | null;
  readonly departure: Departure;
  /** Reads the body, of which no more than `most` bytes are kept. */
  body(most: number): Promise<Body>;
}

/** The same request for code that knows `Request`. */
export function toRequest({ method, path, search, headers, departure }: Asked, body: string | null): Request {
  const leaving = new AbortController();
  departure.on(() => leaving.abort());
  const given = Object.entries(headers).flatMap(([name, value]) =>
    value === undefined || connection.has(name) ? [] : [[name, value] as [string, string]],
  );
  return new Request(`http://server${path}${search}`, {
    method,
    headers: given,
    signal: leaving.signal,
    body,
  });
}

/** Headers that speak of the connection and of the bytes on it. */
const connection = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
]);

/** A request that came as a `Request`, without a socket. */
export function fromRequest(request: Request, departure: Departure): Asked {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    search,
    headers: Object.fromEntries(request.headers),
    address: null,
    departure,
    body: (most) => readStream(request.body, most),
  };
}

async function readStream(body: ReadableStream<Uint8Array> | null, most: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body?.getReader();
  for (let part = await reader?.read(); part?.value !== undefined; part = await reader?.read()) {
    size += part.value.byteLength;
    if (size > most) return 'too large';
    chunks.push(part.value);
  }
  return Buffer.concat(chunks);
}
