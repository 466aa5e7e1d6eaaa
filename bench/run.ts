/** `npm run bench`: see docs/performance.md, which it writes. `--quick`: bare Node, the product and the naive server only. */
import { mkdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ask, badTokensServed, checkEqual, ignoresScopes } from './checks.ts';
import { firstAnswer } from './measure/first-answer.ts';
import { load } from './measure/load.ts';
import { freePort } from './measure/ports.ts';
import { cpuOf, type Process, start, treeOf } from './measure/process.ts';
import { buildProduct, installProduct } from './product.ts';
import { type Cell, type Facts, report, type Sample } from './report.ts';
import { type Place, type Server, serversFor } from './servers/servers.ts';
import { makeTokens } from './tokens.ts';
import { accountId, count, customerId } from './upstream/data.ts';
import { type Stub, startStub } from './upstream/stub.ts';
import { bodyOf, type Workload, workloads } from './workloads.ts';

const { values } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string' }, rounds: { type: 'string' } },
});
const directory = join(tmpdir(), `dintero-graphql-bench-${process.getuid?.() ?? 0}`);
const serverCore = 0;
const loadCore = 1;

/** How long and how often each cell is measured. The chief figure, processor time per request, is taken at full load. */
const plan = values.quick
  ? ([{ delay: 0, connections: 32, rounds: 2, seconds: 2 }] as const)
  : ([
      { delay: 0, connections: 32, rounds: 5, seconds: 3 },
      { delay: 0, connections: 1, rounds: 2, seconds: 2 },
      { delay: 20, connections: 32, rounds: 2, seconds: 2 },
      { delay: 20, connections: 1, rounds: 2, seconds: 2 },
    ] as const);

rmSync(directory, { recursive: true, force: true });
mkdirSync(directory, { recursive: true });
const product = values.quick ? buildProduct() : installProduct(directory);
const wanted = values.only?.split(',');
const servers = serversFor(product).filter(({ name, quick }) =>
  wanted === undefined ? quick || !values.quick : name === 'bare' || wanted.includes(name),
);
const tokens = await makeTokens();
const stub = await startStub(directory, tokens.keys, loadCore);
const facts = new Map<string, Facts>();
const cells: Cell[] = [];

try {
  for (const delay of [0, 20] as const) {
    const parts = plan.filter((part) => part.delay === delay);
    if (parts.length > 0) await measure(delay, parts);
  }
  console.log(report({ servers, facts, cells, quick: values.quick, ceiling: await ceilingOf(stub) }));
} finally {
  stub.stop();
}

interface Running {
  readonly server: Server;
  readonly process: Process;
  readonly url: string;
}

async function measure(delay: 0 | 20, parts: readonly { connections: number; rounds: number; seconds: number }[]) {
  const running: Running[] = [];
  try {
    for (const server of servers) running.push(await startServer(server, delay));
    const bare = running[0]?.url ?? '';
    const check = async () => {
      for (const { server, url } of running) await checkEqual(server, url, bare, tokens.good[0] ?? '');
    };
    await check();
    if (delay === 0) for (const each of running) await noteFacts(each);
    for (const part of parts) {
      for (const workload of workloads) cells.push(await measureCell(running, workload, { delay, ...part }));
    }
    await check();
    for (const { server, process } of running) {
      const known = facts.get(server.name);
      if (delay === 0 && known !== undefined) facts.set(server.name, { ...known, peakMemory: process.peakMemory() });
    }
  } finally {
    await Promise.all(running.map(({ process }) => process.stop()));
  }
}

async function startServer(server: Server, delay: 0 | 20): Promise<Running> {
  const port = await freePort();
  const place: Place = { port, upstream: stub.url(delay), keys: stub.keys, directory };
  const startedAt = performance.now();
  const process = start({
    command: server.command(place),
    env: server.env(place),
    cwd: directory,
    core: serverCore,
    output: join(directory, `${server.name}.log`),
  });
  const url = `http://127.0.0.1:${port}/graphql`;
  await firstAnswer(url);
  const startTime = performance.now() - startedAt;
  if (!facts.has(server.name))
    facts.set(server.name, { startTime, peakMemory: 0, calls: {}, badTokensServed: [], ignoresScopes: false });
  return { server, process, url };
}

async function noteFacts({ server, url }: Running): Promise<void> {
  const known = facts.get(server.name);
  const [customer360, , oneName] = workloads;
  if (known === undefined || customer360 === undefined || oneName === undefined) return;
  facts.set(server.name, {
    ...known,
    calls: await countCalls(server, url),
    badTokensServed: await badTokensServed(url, tokens, server.body(oneName, 1)),
    ignoresScopes: await ignoresScopes(url, tokens, server.body(customer360, 1)),
  });
}

interface Part {
  readonly delay: 0 | 20;
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
}

/** All servers in turn, as often as there are rounds, after one warm-up each. */
async function measureCell(running: readonly Running[], workload: Workload, part: Part): Promise<Cell> {
  const samples = new Map<string, Sample[]>(running.map(({ server }) => [server.name, []]));
  for (let round = -1; round < part.rounds; round += 1) {
    for (const each of running) {
      const sample = await measureOnce(each, workload, round < 0 ? { ...part, seconds: 1 } : part);
      if (round >= 0) samples.get(each.server.name)?.push(sample);
    }
  }
  const done = { workload, delay: part.delay, connections: part.connections, samples };
  console.error(`measured ${workload.name}, ${part.delay} ms, ${part.connections} connections`);
  return done;
}

async function measureOnce(
  { server, process, url }: Running,
  workload: Workload,
  { connections, seconds }: Part,
): Promise<Sample> {
  const before = { cpu: process.cpu(), stub: stubCpu(), received: await stub.received() };
  const result = await load({
    url,
    name: workload.name,
    bodies: bodiesOf(server, workload),
    tokens: tokens.good,
    connections,
    seconds,
    core: loadCore,
    directory,
  });
  const cpu = process.cpu() - before.cpu;
  // Requests that were under way when wrk stopped cost processor time too, and only upstream has seen them.
  const served = ((await stub.received()) - before.received - 1) / callsPerRequest(server.name, workload);
  return {
    ...result,
    cpuPerRequest: cpu / served,
    stubShare: (stubCpu() - before.stub) / (seconds * 1000),
  };
}

function bodiesOf(server: Server, workload: Workload): string[] {
  return Array.from({ length: count }, (_, index) => server.body(workload, index + 1));
}

function callsPerRequest(server: string, { name }: Workload): number {
  return facts.get(server)?.calls[name] ?? Number.NaN;
}

/** Upstream calls of one request of each workload. */
async function countCalls(server: Server, url: string): Promise<Record<string, number>> {
  const calls: Record<string, number> = {};
  for (const workload of workloads) {
    const before = await stub.received();
    await ask(url, server.body(workload, 2), tokens.good[0] ?? '');
    calls[workload.name] = (await stub.received()) - before - 1;
  }
  return calls;
}

function stubCpu(): number {
  return treeOf(stub.pid).reduce((sum, pid) => sum + cpuOf(pid), 0);
}

/** Answers a second that the stand-in gives by itself, with the load on the same core. */
async function ceilingOf({ url }: Stub): Promise<number> {
  const [, , oneName] = workloads;
  if (oneName === undefined) return 0;
  const target = `${url(0)}/accounts/${accountId}/customers/users/${customerId(1)}`;
  const bodies = [bodyOf(oneName, 1)];
  const options = {
    url: target,
    name: 'ceiling',
    bodies,
    tokens: tokens.good,
    connections: 32,
    seconds: 2,
    core: loadCore,
    directory,
  };
  return (await load(options)).perSecond;
}
