import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer as createNetServer, type Server as NetServer } from 'node:net';
import type { Duplex } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { faultOf } from '../../kernel/fault.ts';
import type { App } from '../app.ts';
import { Connections } from './connections.ts';
import { fromNode } from './node.ts';
import { withHeaders } from './response.ts';
import { createSend } from './send.ts';

// An import of `node:http` reads all that it exports, and one of that loads the whole of Node's `fetch`.
const { createServer, STATUS_CODES } = process.getBuiltinModule('node:http');

/** A server that listens on a port. */
export interface Listener {
  /** Where it is reached: `http://127.0.0.1:4000`. */
  readonly url: string;
  /** Says no at `/ready` and tells clients to close their connections; everything is answered as before. */
  drain(): void;
  /**
   * Drains: says no at `/ready` and tells clients to close their connections; after `delay` milliseconds takes no new ones;
   * lets running requests end, and cuts what is left after `timeout` milliseconds in all.
   */
  stop(timeout: number, delay?: number): Promise<void>;
}

/** How connections are bounded. Milliseconds. */
export interface ListenOptions {
  /** Until the headers of a request are there. Default: 5,000. */
  readonly headersTimeout?: number;
  /** Until a whole request is there. Default: 8,000. */
  readonly bodyTimeout?: number;
  /** Between the requests of a connection. Default: 65,000. */
  readonly keepAliveTimeout?: number;
  /** Until an answer is there. Default: 10,000. */
  readonly requestTimeout?: number;
  /** Until a connection is cut if the client does not read the response. Default: 20,000. */
  readonly answerTimeout?: number;
  /** Connections at once. Default: 10,000. */
  readonly maxConnections?: number;
}

/** The server cannot listen where it should; the message says why, and what to set. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
}

/** Bytes of all headers of a request: a token has 16 kB at most, and there is room for others beside it. */
const maxHeaderSize = 24_576;

/** Most requests per connection; then the load balancer opens a new one, perhaps to another process. */
const requestsPerConnection = 10_000;

/**
 * Serves the app over HTTP.
 *
 * @param host `localhost` is both addresses of this machine, `::` every address
 * @throws ListenError
 */
export async function listen(app: App, port: number, host: string, options: ListenOptions = {}): Promise<Listener> {
  const { headersTimeout = 5_000, bodyTimeout = 8_000, keepAliveTimeout = 65_000, maxConnections = 10_000 } = options;
  const { requestTimeout = 10_000, answerTimeout = 20_000 } = options;
  let draining = false;
  const server = createServer({
    // Node drops a second Authorization header otherwise, and the first would count.
    joinDuplicateHeaders: true,
    // Node refuses what lacks Host without a word; here it is refused in our form.
    requireHostHeader: false,
    maxHeaderSize,
    headersTimeout,
    requestTimeout: Math.max(bodyTimeout, headersTimeout),
    keepAliveTimeout,
    connectionsCheckingInterval: Math.min(1_000, headersTimeout),
  });
  // Of a connection on which nothing moves; what is not read would stay in memory.
  server.timeout = requestTimeout + answerTimeout;
  server.maxConnections = maxConnections;
  server.maxRequestsPerSocket = requestsPerConnection;
  const connections = new Connections(server);
  const send = createSend(answerTimeout);
  const closeIdle = () => {
    connections.closeAtRest();
    setTimeout(() => connections.closeUnused(), firstRequestTime).unref();
  };
  // Node's own, which `close` calls as well, cuts answers that are made and still on their way.
  server.closeIdleConnections = closeIdle;

  const handle = async (message: IncomingMessage, response: ServerResponse, awaitsContinue: boolean) => {
    const connection = connections.of(message.socket);
    connection.isUsed = true;
    connection.running += 1;
    const leaving = new AbortController();
    response.on('close', () => {
      connection.running -= 1;
      if (!response.writableFinished) leaving.abort();
      if (!server.listening) connections.closeAtRest();
    });
    const asked = fromNode(message, response, leaving.signal, awaitsContinue);
    const answer = asked === null ? app.refuse(badRequest) : await app.answer(asked);
    // Node would parse an unread body as the next request.
    if (!message.complete) message.resume();
    if (draining || asked === null) response.shouldKeepAlive = false;
    send(answer, response);
  };
  server.on('request', (message, response) => handle(message, response, false));
  server.on('checkContinue', (message, response) => handle(message, response, true));
  server.on('checkExpectation', (_, response) => {
    response.shouldKeepAlive = false;
    send(app.refuse({ code: 'BAD_USER_INPUT', status: 417, message: 'Expect takes 100-continue.' }), response);
  });
  server.on('clientError', (error, socket) => refuseSocket(error, socket, app));

  const second = await openPort(server, port, host);
  const drain = () => {
    app.drain();
    draining = true;
  };
  return {
    url: urlOf(server, host),
    drain,
    stop: async (timeout, delay = 0) => {
      drain();
      const closed = Promise.all([once(server, 'close'), second === null ? null : once(second, 'close')]);
      const timer = setTimeout(() => {
        server.close();
        server.closeAllConnections();
      }, timeout);
      await sleep(Math.min(delay, timeout));
      second?.close();
      server.close();
      await closed;
      clearTimeout(timer);
    },
  };
}

/**
 * Opens the port, and gives what listens beside the server: to some programs `localhost` is an address of IPv6, to others one
 * of IPv4. Null where there is no need, or the machine has no IPv6.
 */
async function openPort(server: Server, port: number, host: string): Promise<NetServer | null> {
  try {
    // Without a host Node listens at `::`, and at 0.0.0.0 where the machine has no IPv6.
    await once(server.listen(port, host === 'localhost' ? '127.0.0.1' : host === '::' ? undefined : host), 'listening');
    if (host !== 'localhost') return null;
    const second = createNetServer({ allowHalfOpen: true, noDelay: true }, (socket) =>
      server.emit('connection', socket),
    );
    await once(second.listen(portOf(server), '::1'), 'listening');
    return second;
  } catch (error) {
    const fault = faultOf(error);
    if (server.listening && (fault === 'EADDRNOTAVAIL' || fault === 'EAFNOSUPPORT')) return null;
    server.close();
    throw fault === 'EADDRINUSE'
      ? new ListenError(`Port ${port} is in use. Set PORT to another one, or stop the program that has it.`)
      : new ListenError(`The server cannot listen at HOST and PORT: ${fault}.`);
  }
}

/** Milliseconds that a new connection gets for its first request when the server closes: it may be on its way. */
const firstRequestTime = 500;

const badRequest = {
  code: 'BAD_USER_INPUT',
  status: 400,
  message: 'The request line or the Host header is not valid.',
} as const;

/** Milliseconds that a client which was refused has to read why, and to close the connection. */
const lingering = 1_000;

const statusOfFailure: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** An error of Node's parser of HTTP. */
interface ParseError extends NodeJS.ErrnoException {
  /** The bytes that it had in hand: mostly the whole head of the request. */
  readonly rawPacket?: Buffer;
}

/** What is not HTTP, came too slowly or has too many headers is answered in our form, and the connection ends. */
function refuseSocket(error: ParseError, socket: Duplex, { refuse, corsHeaders }: App): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const status = statusOfFailure[error.code ?? ''] ?? 400;
  const message = 'The request cannot be read, or took too long to come.';
  // Without these a page is told of a network error, and not that its token is too long.
  const [, origin] = /\norigin: *([^\r\n]*)/i.exec(error.rawPacket?.toString('latin1') ?? '') ?? [];
  const { body, headers } = withHeaders(
    refuse({ code: 'BAD_USER_INPUT', status, message }),
    corsHeaders(origin === undefined ? {} : { origin }),
  );
  const lines = Object.entries({ ...headers, connection: 'close', 'content-length': Buffer.byteLength(String(body)) });
  // Closed at once, what the client still sends would take the answer away from it.
  setTimeout(() => socket.destroy(), lingering).unref();
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`,
  );
}

const everyAddress: ReadonlySet<string> = new Set(['0.0.0.0', '::']);

function urlOf(server: Server, host: string): string {
  const name = everyAddress.has(host) ? 'localhost' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${portOf(server)}`;
}

function portOf(server: Server): number {
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
