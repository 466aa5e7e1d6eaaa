import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../src/sandbox/sandbox.ts';
import { run } from './run-server.ts';

let dintero: Sandbox;
beforeAll(async () => {
  dintero = await startSandbox();
});
afterAll(() => dintero.close());

/** A counter of the page; 0 where it is not there. */
async function counter(url: string, name: string): Promise<number> {
  const text = await (await fetch(url)).text();
  const line = text.split('\n').find((each) => each.startsWith(`dintero_graphql_${name} `));
  return Number(line?.split(' ').at(-1) ?? 0);
}

it('gives one page for several workers: no counter falls when one is killed, and one that hangs delays nothing', {
  timeout: 60_000,
}, async () => {
  const program = run({
    NODE_ENV: 'production',
    PORT: '0',
    HOST: '127.0.0.1',
    METRICS_PORT: '0',
    METRICS_HOST: '127.0.0.1',
    WORKERS: '2',
    DINTERO_ACCOUNT_ID: dintero.accountId,
    DINTERO_CLIENT_ID: 'bff',
    DINTERO_CLIENT_SECRET: 'sandbox-secret',
    DINTERO_BASE_URL: dintero.url,
    SHUTDOWN_DELAY: '0',
  });
  const [, metrics = ''] = await program.says(/"url":"([^"]+)","msg":"metrics"/);
  const [, url = ''] = await program.says(/"worker":\d,.*"url":"([^"]+)".*"msg":"ready"/);
  await program.says(/"worker":2.*"msg":"ready"/);
  const answered = 'http_requests_total{path="/health",status="200"}';
  const ask = () => fetch(`${url}/health`, { headers: { connection: 'close' }, signal: AbortSignal.timeout(2_000) });
  const children = await readFile(`/proc/${program.pid}/task/${program.pid}/children`, 'utf8');
  const [first = Number.NaN, second = Number.NaN] = children.trim().split(' ').map(Number);

  await Promise.all(Array.from({ length: 20 }, ask));
  expect(await counter(metrics, answered)).toBe(20);
  expect(await counter(metrics, 'workers')).toBe(2);

  // Scraped on and on while requests come and a worker is killed and replaced.
  const seen: number[] = [];
  let under = true;
  const load = (async () => {
    for (let sent = 0; sent < 200; sent += 1) await ask().catch(() => undefined);
  })();
  const scraping = (async () => {
    while (under) seen.push(await counter(metrics, answered));
  })();
  process.kill(second, 'SIGKILL');
  await program.says(/"worker":3.*"msg":"ready"/);
  await load;
  under = false;
  await scraping;
  expect(seen).toEqual(seen.toSorted((a, b) => a - b));
  expect(seen.at(-1)).toBeGreaterThan(200);
  expect(await counter(metrics, 'worker_ends_total')).toBe(1);

  process.kill(first, 'SIGSTOP');
  const startedAt = performance.now();
  expect(await counter(metrics, answered)).toBeGreaterThanOrEqual(seen.at(-1) ?? 0);
  expect(performance.now() - startedAt).toBeLessThan(1_000);
  process.kill(first, 'SIGCONT');
  expect(await program.end('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
});
