/**
 * `node bench/workers.ts`: requests a second of the product with one worker and with two, on two cores which the load and the
 * stand-in for upstream use as well. Prints Markdown.
 */
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { firstAnswer } from './measure/first-answer.ts';
import { load } from './measure/load.ts';
import { freePort } from './measure/ports.ts';
import { start } from './measure/process.ts';
import { buildProduct } from './product.ts';
import { table } from './report.ts';
import { productEnv } from './servers/servers.ts';
import { makeTokens } from './tokens.ts';
import { count } from './upstream/data.ts';
import { startStub } from './upstream/stub.ts';
import { bodyOf, workloads } from './workloads.ts';

const directory = join(tmpdir(), `dintero-graphql-workers-${process.getuid?.() ?? 0}`);
rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
const product = buildProduct();
const tokens = await makeTokens();
const cores = '0,1';
const stub = await startStub(directory, tokens.keys, cores);
const rounds = 5;
const seconds = 4;

async function startProduct(workers: number) {
  const port = await freePort();
  const place = { port, upstream: stub.url(0), keys: stub.keys, directory };
  const server = start({
    command: [process.execPath, product],
    env: { ...productEnv(place), WORKERS: String(workers) },
    cwd: directory,
    core: cores,
    output: join(directory, `${workers}.log`),
  });
  const url = `http://127.0.0.1:${port}/graphql`;
  await firstAnswer(url);
  return { workers, url, ...server };
}

/** Milliseconds in which the cores did something, all programs together. */
function busy(): number {
  const [, user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = (
    readFileSync('/proc/stat', 'utf8').split('\n')[0] ?? ''
  )
    .split(/ +/)
    .map(Number);
  return (user + nice + system + irq + softirq) * 10;
}

const servers = [await startProduct(1), await startProduct(2)];
try {
  const rows: string[][] = [];
  for (const workload of workloads) {
    const bodies = Array.from({ length: count }, (_, index) => bodyOf(workload, index + 1));
    const speeds = new Map<number, number[]>(servers.map(({ workers }) => [workers, []]));
    let others = 0;
    for (let round = -1; round < rounds; round += 1) {
      for (const { workers, url, cpu } of servers) {
        const before = { busy: busy(), own: cpu() };
        const options = { url, name: workload.name, bodies, tokens: tokens.good, connections: 64, directory };
        const { perSecond } = await load({ ...options, seconds: round < 0 ? 2 : seconds, core: cores });
        if (round < 0) continue;
        speeds.get(workers)?.push(perSecond);
        if (workers === 2) others = Math.max(others, 1 - (cpu() - before.own) / (busy() - before.busy));
      }
    }
    const [one = [], two = []] = [...speeds.values()];
    const ratios = two.map((speed, round) => speed / (one[round] ?? Number.NaN)).sort((a, b) => a - b);
    const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
    rows.push([
      workload.title,
      middle(one).toFixed(0),
      middle(two).toFixed(0),
      `${middle(ratios).toFixed(2)} (${ratios[0]?.toFixed(2)}–${ratios.at(-1)?.toFixed(2)})`,
      `${(100 * others).toFixed(0)} %`,
    ]);
  }
  const header = ['', 'one worker, requests/s', 'two workers', 'ratio', 'of the two cores used by load and upstream'];
  console.log(
    `Date ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}.\n\n${table(header, rows)}`,
  );
} finally {
  await Promise.all(servers.map(({ stop }) => stop()));
  stub.stop();
}
