/**
 * `node bench/workers.ts`: requests a second of the product with one worker and with two, on two cores which the load and the
 * stand-in for upstream use as well. Prints Markdown.
 *
 * The last column is what two workers would give with cores of their own: as many requests as they have processor time for.
 */
import { readFileSync } from 'node:fs';
import { emptyDirectory } from './measure/directory.ts';
import { load } from './measure/load.ts';
import { median } from './measure/median.ts';
import { buildProduct } from './product.ts';
import { table } from './report.ts';
import { productOf } from './servers/servers.ts';
import { startServer } from './servers/start-server.ts';
import { makeTokens } from './tokens.ts';
import { count } from './upstream/data.ts';
import { startStub } from './upstream/stub.ts';
import { bodyOf, workloads } from './workloads.ts';

const directory = emptyDirectory('workers');
const product = buildProduct();
const tokens = await makeTokens();
const cores = '0,1';
const stub = await startStub(directory, tokens.keys, cores);
const rounds = 5;
const seconds = 4;

async function startProduct(workers: number) {
  const server = { ...productOf(product, { env: { WORKERS: String(workers) } }), name: `workers-${workers}` };
  return { workers, ...(await startServer(server, { stub, directory, core: cores })) };
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

/** The median, with the lowest and the highest. */
function spread(ratios: readonly number[]): string {
  return `${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)})`;
}

const servers = [await startProduct(1), await startProduct(2)];
try {
  const rows: string[][] = [];
  for (const workload of workloads) {
    const bodies = Array.from({ length: count }, (_, index) => bodyOf(workload, index + 1));
    const speeds = new Map<number, number[]>(servers.map(({ workers }) => [workers, []]));
    const costs = new Map<number, number[]>(servers.map(({ workers }) => [workers, []]));
    let others = 0;
    for (let round = -1; round < rounds; round += 1) {
      for (const { workers, url, cpu } of servers) {
        const before = { busy: busy(), own: cpu() };
        const options = { url, name: workload.name, bodies, tokens: tokens.good, connections: 64, directory };
        const { perSecond, requests } = await load({ ...options, seconds: round < 0 ? 2 : seconds, core: cores });
        if (round < 0) continue;
        const own = cpu() - before.own;
        speeds.get(workers)?.push(perSecond);
        costs.get(workers)?.push(own / requests);
        if (workers === 2) others = Math.max(others, 1 - own / (busy() - before.busy));
      }
    }
    const [one = [], two = []] = [...speeds.values()];
    const [costOfOne = [], costOfTwo = []] = [...costs.values()];
    rows.push([
      workload.title,
      median(one).toFixed(0),
      median(two).toFixed(0),
      spread(two.map((speed, round) => speed / (one[round] ?? Number.NaN))),
      `${(100 * others).toFixed(0)} %`,
      `${median(costOfOne).toFixed(3)} and ${median(costOfTwo).toFixed(3)}`,
      spread(costOfTwo.map((cost, round) => (2 * (costOfOne[round] ?? Number.NaN)) / cost)),
    ]);
  }
  const header = [
    '',
    'one worker, requests/s',
    'two workers',
    'ratio',
    'of the two cores used by load and upstream',
    'CPU ms of a request',
    'ratio with cores of their own',
  ];
  console.log(
    `Date ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}.\n\n${table(header, rows)}`,
  );
} finally {
  await Promise.all(servers.map(({ stop }) => stop()));
  stub.stop();
}
