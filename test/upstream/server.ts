import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createUpstream, type Upstream, type UpstreamOptions } from '../../src/upstream/client.ts';
import { UpstreamError } from '../../src/upstream/errors.ts';
import type { SessionOptions, UpstreamSession } from '../../src/upstream/session.ts';

/** A request as it came over the wire. */
export interface Seen {
  readonly method: string;
  /** Path with query, as sent. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A real HTTP server for one test. */
export interface TestServer {
  readonly origin: string;
  /** Every request so far, in order. */
  readonly seen: readonly Seen[];
}

/** Starts a server that answers as told, on a free port, until the test is over. */
export async function startServer(answer: (request: Seen, response: ServerResponse) => void): Promise<TestServer> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const arrived = { method, url, headers, body: await text(request) };
    seen.push(arrived);
    answer(arrived, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** Answers with JSON. */
export function json(
  response: ServerResponse,
  body: unknown,
  status = 200,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

/** A customer or card with the id that a URL asks for. */
export function askedFor({ url }: { url: string }): Record<string, string> {
  const id = decodeURIComponent(url.split('?')[0]?.split('/').at(-1) ?? '');
  return { customer_id: id, card_id: id };
}

/** A client of the server for the account `T00000001`, closed when the test is over. */
export function openUpstream({ origin }: { origin: string }, options: Partial<UpstreamOptions> = {}): Upstream {
  const upstream = createUpstream({ baseUrl: `${origin}/v1`, accountId: 'T00000001', ...options });
  onTestFinished(() => upstream.close());
  return upstream;
}

/** A session with plenty of everything; `signal`: aborted when its client goes away. */
export function openSession(
  upstream: Upstream,
  { signal, ...options }: Partial<SessionOptions> & { readonly signal?: AbortSignal } = {},
): UpstreamSession {
  const session = upstream.session({
    token: 'secret-token',
    requestId: 'request-1',
    deadline: Date.now() + 60_000,
    budget: 1_000,
    ...options,
  });
  if (signal?.aborted) session.end();
  signal?.addEventListener('abort', () => session.end());
  return session;
}

/** The upstream error that a call ends with. */
export async function failureOf(call: Promise<unknown>): Promise<UpstreamError> {
  const outcome = await call.then(
    () => 'success',
    (error: unknown) => error,
  );
  if (outcome instanceof UpstreamError) return outcome;
  throw new Error('The call did not end with an UpstreamError.', { cause: outcome });
}
