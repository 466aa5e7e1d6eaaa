/** The bytes of a body, or why it could not be read. */
export type Body = Buffer | 'too large' | 'broken off';

/** An HTTP request of any transport, with the parts that the server uses. */
export interface HttpRequest {
  readonly method: string;
  /** Path of the request line: `/graphql`. */
  readonly path: string;
  /** Query string with its question mark; empty if there is none. */
  readonly search: string;
  /** By lower-case name; those that were sent several times are joined with commas. */
  readonly headers: Readonly<Record<string, string>>;
  /** Address that the connection comes from; null: there is no connection. */
  readonly address: string | null;
  /** Aborted when the client goes away before it has its answer. */
  readonly signal: AbortSignal;
  /** Reads the body, of which no more than `most` bytes are kept. */
  body(most: number): Promise<Body>;
}

/** A request that came as a `Request`, without a socket. */
export function fromRequest(request: Request): HttpRequest {
  const { pathname, search } = new URL(request.url);
  return {
    method: request.method,
    path: pathname,
    search,
    headers: Object.fromEntries(request.headers),
    address: null,
    signal: request.signal,
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
