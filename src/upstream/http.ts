import { createRequire } from 'node:module';
import { type Dispatcher, Pool } from 'undici';
import type { EgressProxy } from '../kernel/egress-proxy.ts';
import { faultOf } from '../kernel/fault.ts';
import { InflateError, inflated } from './inflate.ts';
import { createTurns, type Turns } from './turns.ts';

/** One HTTP request. */
export interface UpstreamRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path with query, percent-encoded. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Null: no body. */
  readonly body: string | null;
  /** Milliseconds in which the whole answer must arrive. */
  readonly timeout: number;
  /** While the request runs, this set contains the function that aborts it. Default: only the timeout ends it. */
  readonly running?: Set<() => void>;
  /** Whether a request that has been sent continues although it is aborted. Default: false. */
  readonly keepOnceSent?: boolean;
  /** The caller: if all connections are in use, callers get them in turns. Default: one common caller. */
  readonly asker?: string;
  /** Called when a connection is free. Default: nothing is told. */
  readonly onBegin?: (() => void) | undefined;
}

/** One complete HTTP answer. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** Decoded. */
  readonly body: Buffer;
}

/** An HTTP request that got no complete answer. */
export class HttpError extends Error {
  override readonly name = 'HttpError';
  /** What went wrong: the time was up, the request was aborted, the connection failed, or the body is too large or cannot be decoded. */
  readonly reason: 'timeout' | 'aborted' | 'connection' | 'too_large' | 'encoding';
  /** How far the request got: nothing was sent, it was sent, or the answer had started. */
  readonly reached: 'nothing' | 'request' | 'answer';
  /** Node's code for a failed connection: `ECONNREFUSED`. Null if it has none, and for every other reason. */
  readonly fault: string | null;

  constructor(reason: HttpError['reason'], reached: HttpError['reached'], fault: string | null = null) {
    super(`HTTP ${reason}`);
    this.reason = reason;
    this.reached = reached;
    this.fault = fault;
  }
}

/** A pool of keep-alive connections to one origin. */
export interface Http {
  /** @throws HttpError */
  send(request: UpstreamRequest): Promise<HttpAnswer>;
  close(): Promise<void>;
}

/** Settings of a pool. */
export interface HttpOptions {
  readonly origin: string;
  /** Largest number of connections. */
  readonly connections: number;
  /** Largest body in bytes, both as received and decoded. */
  readonly maxBodyBytes: number;
  /** Proxy that calls go through. Default: none. */
  readonly proxy?: EgressProxy | null | undefined;
}

/** Opens a pool. Connections are opened when they are needed. */
export function createHttp({ origin, connections, maxBodyBytes, proxy = null }: HttpOptions): Http {
  // Time is kept per request below; undici's own body timers are coarse and would only come second.
  const options = {
    connections,
    pipelining: 1,
    // undici would speak HTTP/2 over TLS wherever it can, at 1.12 to 1.44 times the processor time (bench/NOTES.md), with
    // all calls of a service on one connection. What is tested is then what runs, over TLS and without.
    allowH2: false,
    connectTimeout: 5_000,
    // undici's own 4 s would have most clicks of a helpdesk wait for a new connection. Load balancers keep theirs for a minute.
    keepAliveTimeout: 30_000,
    headersTimeout: 0,
    bodyTimeout: 0,
  };
  const pool = proxy === null ? new Pool(origin, options) : throughProxy(proxy, options);
  const turns = createTurns(connections);
  return {
    send: exchange.bind(null, { pool, origin, turns, maxBodyBytes }),
    close: () => pool.destroy(),
  };
}

/** Loaded when it is needed: the rest of undici would make every start slower, and programs are bundled without it. */
function throughProxy({ http, https, except }: EgressProxy, options: Pool.Options): Dispatcher {
  const { EnvHttpProxyAgent }: typeof import('undici') = createRequire(import.meta.url)('undici');
  return new EnvHttpProxyAgent({ ...options, httpProxy: http, httpsProxy: https, noProxy: except });
}

/** What all exchanges with one origin share. */
interface Line {
  readonly pool: Dispatcher;
  readonly origin: string;
  readonly turns: Turns;
  readonly maxBodyBytes: number;
}

/** Uses undici's dispatch directly: it costs 0.72 of the processor time of `fetch` for the same calls. */
function exchange({ pool, origin, turns, maxBodyBytes }: Line, request: UpstreamRequest): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    let controller: Dispatcher.DispatchController | undefined;
    let reached: HttpError['reached'] = 'nothing';
    let settled = false;
    let begun = false;
    let status = 0;
    let headers: HttpAnswer['headers'] = {};
    let size = 0;
    const chunks: Buffer[] = [];
    const { method, path, body, running, asker = '' } = request;

    const timer = setTimeout(() => fail('timeout'), Math.max(0, request.timeout));
    const end = () => {
      if (reached === 'nothing' || request.keepOnceSent !== true) fail('aborted');
    };
    running?.add(end);

    function settle(): boolean {
      if (settled) return false;
      settled = true;
      clearTimeout(timer);
      running?.delete(end);
      if (begun) turns.leave();
      else turns.giveUp(asker, begin);
      return true;
    }

    function fail(reason: HttpError['reason'], fault: string | null = null): void {
      if (!settle()) return;
      const error = new HttpError(reason, reached, fault);
      controller?.abort(error);
      reject(error);
    }

    function decode(body: Buffer, encoding: string): void {
      inflated(body, encoding, maxBodyBytes).then(
        (decoded) => resolve({ status, headers, body: decoded }),
        (error) => reject(new HttpError(error instanceof InflateError ? error.reason : 'encoding', 'answer')),
      );
    }

    function begin(): void {
      begun = true;
      request.onBegin?.();
      pool.dispatch(
        { origin, method, path, body, headers: request.headers },
        {
          onRequestStart(started) {
            controller = started;
            if (settled) started.abort(new HttpError('aborted', 'nothing'));
            else reached = 'request';
          },
          onResponseStart(_, statusCode, responseHeaders) {
            // 103 and the like come ahead of the answer.
            if (statusCode < 200) return;
            reached = 'answer';
            status = statusCode;
            headers = responseHeaders;
            if (Number(responseHeaders['content-length']) > maxBodyBytes) fail('too_large');
          },
          onResponseData(_, chunk) {
            size += chunk.length;
            if (size > maxBodyBytes) fail('too_large');
            else chunks.push(chunk);
          },
          onResponseEnd() {
            if (!settle()) return;
            const [only] = chunks;
            const body = only !== undefined && chunks.length === 1 ? only : Buffer.concat(chunks, size);
            const encoding = headers['content-encoding'] ?? '';
            if (encoding === '' || encoding === 'identity' || size === 0) resolve({ status, headers, body });
            else decode(body, String(encoding));
          },
          onResponseError(_, error) {
            fail('connection', faultOf(error));
          },
        },
      );
    }

    turns.take(asker, begin);
  });
}
