import { ask, badTokensServed, difference, ignoresScopes } from './checks.ts';
import { load } from './measure/load.ts';
import { cpuOf, treeOf } from './measure/process.ts';
import { type Cell, type Facts, placeOf, type Results, type Sample } from './report.ts';
import type { Server } from './servers/servers.ts';
import { type Running, type Surroundings, startServer } from './servers/start-server.ts';
import type { Tokens } from './tokens.ts';
import { accountId, count, customerId } from './upstream/data.ts';
import type { Stub } from './upstream/stub.ts';
import { bodyOf, type Workload, workloads } from './workloads.ts';

/** How long and how often every workload is measured under the same conditions. */
export interface Part {
  /** Milliseconds that upstream takes. */
  readonly delay: 0 | 20;
  readonly connections: number;
  readonly rounds: number;
  readonly seconds: number;
  /** Seconds of load before the first round: V8 compiles what is used again and again for some seconds. */
  readonly warmUp: number;
}

/** What a comparison needs. */
export interface Comparison {
  /** Bare Node first. */
  readonly servers: readonly Server[];
  readonly plan: readonly Part[];
  readonly tokens: Tokens;
  readonly stub: Stub;
  /** Core of the stub and of the load. */
  readonly loadCore: number;
  readonly serverCore: number;
  readonly directory: string;
}

/** Milliseconds of three starts, after one that leaves what V8 compiled where a server keeps it. */
async function startsOf(server: Server, surroundings: Surroundings): Promise<number[]> {
  const times: number[] = [];
  for (let start = 0; start < 4; start += 1) {
    const { startTime, stop } = await startServer(server, surroundings);
    await stop();
    times.push(startTime);
  }
  return times.slice(1);
}

/**
 * Measures all servers, in turn round by round. A peer that does not answer a workload as bare Node does is left out of it.
 *
 * @throws Error when it is the product that does not
 */
export async function compare(comparison: Comparison): Promise<Omit<Results, 'quick'>> {
  const { servers, plan, tokens, stub, loadCore, serverCore, directory } = comparison;
  const token = tokens.good[0] ?? '';
  const facts = new Map<string, Facts>();
  const cells: Cell[] = [];
  const leftOut = new Map<string, string>();
  const startTimes = new Map<string, readonly number[]>();
  const present = servers.filter(({ title, cannotRun }) => {
    const reason = cannotRun?.() ?? null;
    if (reason !== null) leftOut.set(title, `does not run here: ${reason}`);
    return reason === null;
  });
  for (const delay of [0, 20] as const) {
    const parts = plan.filter((part) => part.delay === delay);
    if (parts.length > 0) await measure(delay, parts);
  }
  return { servers: present, facts, cells, leftOut, ceiling: await ceiling() };

  async function measure(delay: 0 | 20, parts: readonly Part[]): Promise<void> {
    const running: Running[] = [];
    try {
      for (const server of present) {
        const surroundings = { stub, delay, directory, core: serverCore };
        if (!startTimes.has(server.name)) startTimes.set(server.name, await startsOf(server, surroundings));
        running.push(await startServer(server, surroundings));
      }
      const bareUrl = running[0]?.url ?? '';
      const check = async () => {
        for (const { server, url } of running)
          for (const workload of workloads) {
            const found = await difference({ server, url, bareUrl, workload, token });
            if (found === null) continue;
            const text = `answers otherwise than bare Node: ${found}`;
            if (server.name === 'product') throw new Error(`${workload.name}: the product ${text}`);
            leftOut.set(placeOf(server, workload), text);
          }
      };
      await check();
      for (const each of running) {
        const { name } = each.server;
        if (!facts.has(name)) facts.set(name, await factsOf(each, startTimes.get(name) ?? []));
      }
      for (const part of parts)
        for (const workload of workloads) cells.push(await measureCell(running, workload, part));
      await check();
      for (const { server, peakMemory } of running) {
        const known = facts.get(server.name);
        if (delay === 0 && known !== undefined) facts.set(server.name, { ...known, peakMemory: peakMemory() });
      }
    } finally {
      await Promise.all(running.map(({ stop }) => stop()));
    }
  }

  async function factsOf({ server, url }: Running, starts: readonly number[]): Promise<Facts> {
    const [customer360 = '', , oneName = ''] = workloads.map((workload) => server.body(workload, 1));
    const calls: Record<string, number> = {};
    for (const workload of workloads) {
      const before = await stub.received();
      await ask(url, server.body(workload, 2), token);
      calls[workload.name] = (await stub.received()) - before - 1;
    }
    return {
      startTime: [...starts].sort((a, b) => a - b)[starts.length >> 1] ?? Number.NaN,
      peakMemory: 0,
      calls,
      badTokensServed: await badTokensServed(url, tokens, oneName),
      ignoresScopes: await ignoresScopes(url, tokens, customer360),
    };
  }

  /** All servers in turn, as often as there are rounds, after one warm-up each. */
  async function measureCell(running: readonly Running[], workload: Workload, part: Part): Promise<Cell> {
    const measured = running.filter(({ server }) => !leftOut.has(placeOf(server, workload)));
    const samples = new Map<string, Sample[]>(measured.map(({ server }) => [server.name, []]));
    for (let round = -1; round < part.rounds; round += 1) {
      for (const each of measured) {
        const sample = await measureOnce(each, workload, round < 0 ? { ...part, seconds: part.warmUp } : part);
        if (round >= 0) samples.get(each.server.name)?.push(sample);
      }
    }
    console.error(`measured ${workload.name}, ${part.delay} ms, ${part.connections} connections`);
    return { workload, delay: part.delay, connections: part.connections, samples };
  }

  async function measureOnce(
    { server, url, cpu }: Running,
    workload: Workload,
    { connections, seconds }: Part,
  ): Promise<Sample> {
    const before = { cpu: cpu(), stub: stubCpu(), received: await stub.received() };
    const bodies = Array.from({ length: count }, (_, index) => server.body(workload, index + 1));
    const options = { url, name: workload.name, bodies, tokens: tokens.good, connections, seconds };
    const result = await load({ ...options, core: loadCore, directory });
    const used = cpu() - before.cpu;
    // Requests that were under way when wrk stopped cost processor time too, and only upstream has seen them.
    const calls = facts.get(server.name)?.calls[workload.name] ?? Number.NaN;
    const served = ((await stub.received()) - before.received - 1) / calls;
    return { ...result, cpuPerRequest: used / served, stubShare: (stubCpu() - before.stub) / (seconds * 1000) };
  }

  function stubCpu(): number {
    return treeOf(stub.pid).reduce((sum, pid) => sum + cpuOf(pid), 0);
  }

  /** Answers a second that the stand-in gives by itself, with the load on the same core. */
  async function ceiling(): Promise<number> {
    const url = `${stub.url(0)}/accounts/${accountId}/customers/users/${customerId(1)}`;
    const bodies = workloads.filter(({ name }) => name === 'oneName').map((workload) => bodyOf(workload, 1));
    const options = { url, name: 'ceiling', bodies, tokens: tokens.good, connections: 32, seconds: 2 };
    return (await load({ ...options, core: loadCore, directory })).perSecond;
  }
}
