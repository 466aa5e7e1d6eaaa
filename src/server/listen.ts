import { createServer } from 'node:http';
import { createServerAdapter } from '@whatwg-node/server';
import type { App } from './app.ts';

/** A server that listens on a port. */
export interface Listener {
  /** Where it is reached: `http://127.0.0.1:4000`. */
  readonly url: string;
  /**
   * Takes no new connections, lets running requests end for `timeout` milliseconds, then cuts what is left.
   * `/ready` says no meanwhile.
   */
  stop(timeout: number): Promise<void>;
}

/** The port is in use by another program. */
export class PortInUseError extends Error {
  override readonly name = 'PortInUseError';
  readonly port: number;

  constructor(port: number) {
    super(`Port ${port} is in use.`);
    this.port = port;
  }
}

/**
 * Serves the app over HTTP.
 *
 * @throws PortInUseError
 */
export async function listen(app: App, port: number, host: string): Promise<Listener> {
  const server = createServer(
    // Node drops a second Authorization header otherwise, and the first would count.
    { joinDuplicateHeaders: true },
    createServerAdapter((request: Request) => app.fetch(request)),
  );
  server.on('request', (_, response) => {
    response.once('finish', () => {
      // Otherwise clients keep the connections open that they have used, and the server does not end.
      if (!server.listening) server.closeIdleConnections();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => {
      reject('code' in error && error.code === 'EADDRINUSE' ? new PortInUseError(port) : error);
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host === '0.0.0.0' ? 'localhost' : host}:${actualPort}`,
    stop: (timeout) =>
      new Promise((resolve) => {
        app.drain();
        const timer = setTimeout(() => server.closeAllConnections(), timeout);
        server.close(() => {
          clearTimeout(timer);
          resolve();
        });
        server.closeIdleConnections();
      }),
  };
}
