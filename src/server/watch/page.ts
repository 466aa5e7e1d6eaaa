import { once } from 'node:events';
import { faultOf } from '../../kernel/fault.ts';

// As in `http/listen.ts`: an import of `node:http` would load the whole of Node's `fetch`.
const { createServer } = process.getBuiltinModule('node:http');

/** The page of metrics, on a port of its own. */
export interface MetricsPage {
  /** Where it is reached: `http://127.0.0.1:9464/metrics`. */
  readonly url: string;
  close(): void;
}

/** Where the page is. */
export interface PageAddress {
  readonly port: number;
  /** `localhost` is this machine alone, `::` every address. */
  readonly host: string;
}

const contentType = 'text/plain; version=0.0.4; charset=utf-8';

/**
 * Answers `GET /metrics` and nothing else; nobody is asked for a token.
 *
 * @throws Error naming what to set where it cannot listen there
 */
export async function openMetricsPage(text: () => Promise<string>, { port, host }: PageAddress): Promise<MetricsPage> {
  const server = createServer({ requestTimeout: 5_000 }, async ({ method, url }, response) => {
    const isPage = method === 'GET' && url === '/metrics';
    const body = isPage ? await text() : 'There is /metrics alone.\n';
    response.writeHead(isPage ? 200 : 404, { 'content-type': isPage ? contentType : 'text/plain' }).end(body);
  });
  server.maxConnections = 50;
  try {
    await once(server.listen(port, host), 'listening');
  } catch (error) {
    throw new Error(`The server cannot listen at METRICS_HOST and METRICS_PORT: ${faultOf(error)}.`);
  }
  const address = server.address();
  const at = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host === '::' ? 'localhost' : host}:${at}/metrics`,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
