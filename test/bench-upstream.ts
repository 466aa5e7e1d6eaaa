import { once } from 'node:events';
import { createServer } from 'node:http';
import { accountId, answers } from '../bench/upstream/data.ts';

/** What the benchmark's upstream is, without nginx. */
export interface BenchUpstream {
  readonly origin: string;
  /** Calls so far, those for keys left out. */
  calls(): number;
  close(): void;
}

/** Answers on a free port what the benchmark's upstream answers, and `keys` at `/keys`. */
export async function benchUpstream(keys: readonly object[]): Promise<BenchUpstream> {
  const known = new Map([...answers()].map(([path, body]) => [path, JSON.stringify(body)]));
  let calls = 0;
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://stub');
    const path = decodeURIComponent(pathname.slice(`/v1/accounts/${accountId}/`.length));
    const number = searchParams.get('receipt_id');
    const body =
      pathname === '/keys' ? JSON.stringify({ keys }) : known.get(number === null ? path : `${path}/${number}`);
    if (pathname !== '/keys') calls += 1;
    request.resume();
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'application/json' }).end(body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  return {
    origin: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    calls: () => calls,
    close: () => server.close(),
  };
}
