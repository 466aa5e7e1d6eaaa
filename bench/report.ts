import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join } from 'node:path';
import type { Load } from './measure/load.ts';
import { median } from './measure/median.ts';
import type { Server } from './servers/servers.ts';
import type { Workload } from './workloads.ts';

/** One run of one server. */
export interface Sample extends Load {
  /** Milliseconds of processor time of the server. */
  readonly cpuPerRequest: number;
  /** Part of its core that the stand-in for upstream was busy. */
  readonly stubShare: number;
}

/** Everything that was measured under the same conditions. */
export interface Cell {
  readonly workload: Workload;
  readonly delay: 0 | 20;
  readonly connections: number;
  /** By name of the server; the rounds in order. */
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
}

/** What is true of a server whatever it is asked. */
export interface Facts {
  /** Milliseconds from its start to its first answer. */
  readonly startTime: number;
  /** MB. */
  readonly peakMemory: number;
  /** Upstream calls of one request, by workload. */
  readonly calls: Readonly<Record<string, number>>;
  /** Tokens that it should have refused. */
  readonly badTokensServed: readonly string[];
  readonly ignoresScopes: boolean;
}

/** All that is reported. */
export interface Results {
  readonly servers: readonly Server[];
  readonly facts: ReadonlyMap<string, Facts>;
  readonly cells: readonly Cell[];
  /** Why a server or one of its workloads is not among the figures, by the title of the server, or of both. */
  readonly leftOut: ReadonlyMap<string, string>;
  readonly quick: boolean;
  /** Answers a second of the stand-in by itself. */
  readonly ceiling: number;
}

/** The tables of docs/performance.md, as Markdown. */
export function page(results: Results): string {
  const { servers, facts, leftOut, quick } = results;
  return [
    `${when()}, ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}. \`npm run bench${quick ? ' -- --quick' : ''}\`.`,
    'Processor time per request, relative to bare Node (lowest and highest round):',
    chief(results, ({ middle, least, most }) => `${middle.toFixed(2)} (${least.toFixed(2)}–${most.toFixed(2)})`),
    ...[...leftOut].map(([what, reason]) => `Left out: ${what}: ${reason}.`),
    table(
      ['', 'start to first answer', 'peak memory', 'bad tokens served', 'scopes'],
      servers.map(({ name, title }) => {
        const { startTime = 0, peakMemory = 0, badTokensServed = [], ignoresScopes = false } = facts.get(name) ?? {};
        return [
          title,
          `${(startTime / 1000).toFixed(2)} s`,
          `${peakMemory.toFixed(0)} MB`,
          badTokensServed.join(', ') || 'none',
          ignoresScopes ? 'ignored' : 'held',
        ];
      }),
    ),
  ].join('\n\n');
}

/** All results as Markdown. */
export function report(results: Results): string {
  const { cells, quick, ceiling } = results;
  const busiest = Math.max(
    ...cells.flatMap(({ samples }) => [...samples.values()].flat().map(({ stubShare }) => stubShare)),
  );
  return [
    page(results),
    'Each server was started three times on the core that it was measured on, after a start that is not counted: the median.',
    versions(quick),
    `The stand-in for upstream answers ${Math.round(ceiling).toLocaleString('en')} requests a second with the load on its core; here it was busy ${(100 * busiest).toFixed(0)} % of the time at most.`,
    ...cells.map((cell) => detail(cell, results)),
  ].join('\n\n');
}

/** The chief table with its medians alone, as Markdown. */
export function shortTable(results: Results): string {
  return [
    `${when()}.`,
    chief(results, ({ middle }) => middle.toFixed(1)),
    ...[...results.leftOut.keys()].map((what) => `Not measured: ${what}.`),
  ].join('\n\n');
}

function when(): string {
  return `Date ${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}`;
}

/** Which versions of the peers' packages were measured. */
function versions(quick: boolean): string {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
    readFileSync(join(import.meta.dirname, 'peers/package.json'), 'utf8'),
  );
  return `Peers are made of ${Object.entries({
    ...dependencies,
    ...(!quick && { ...devDependencies, ...optionalDependencies }),
  })
    .map(([name, version]) => `${name} ${version}`)
    .join(', ')}.`;
}

interface Ratio {
  readonly middle: number;
  readonly least: number;
  readonly most: number;
}

/** Processor time per request relative to bare Node, at full load. */
function chief({ cells, servers, leftOut }: Results, print: (ratio: Ratio) => string): string {
  const columns = cells.filter(({ delay, connections }) => delay === 0 && connections === 32);
  const rows = servers.map((server) => [
    server.title,
    ...columns.map(({ samples, workload }) =>
      leftOut.has(placeOf(server, workload)) ? '' : print(ratio(samples, server.name)),
    ),
  ]);
  return table(['', ...columns.map(({ workload }) => workload.title)], rows);
}

/** Of the rounds' own ratios. */
function ratio(samples: Cell['samples'], name: string): Ratio {
  const bare = samples.get('bare') ?? [];
  const ratios = (samples.get(name) ?? []).map(
    ({ cpuPerRequest }, round) => cpuPerRequest / (bare[round]?.cpuPerRequest ?? Number.NaN),
  );
  return { middle: median(ratios), least: Math.min(...ratios), most: Math.max(...ratios) };
}

function detail({ workload, delay, connections, samples }: Cell, { servers, facts, leftOut }: Results): string {
  const rows = servers
    .filter((server) => !leftOut.has(placeOf(server, workload)))
    .map(({ name, title }) => {
      const of = (read: (sample: Sample) => number) => median((samples.get(name) ?? []).map(read));
      return [
        title,
        of(({ cpuPerRequest }) => cpuPerRequest).toFixed(3),
        of(({ perSecond }) => perSecond).toFixed(0),
        of(({ p50 }) => p50).toFixed(1),
        of(({ p99 }) => p99).toFixed(1),
        String(facts.get(name)?.calls[workload.name]),
      ];
    });
  const title = `**${workload.title}**, upstream takes ${delay} ms, ${connections} connection${connections === 1 ? '' : 's'}`;
  return `${title}\n\n${table(['', 'CPU ms', 'requests/s', 'p50 ms', 'p99 ms', 'upstream calls'], rows)}`;
}

/** Under what a server is left out of a workload. */
export function placeOf({ title }: Server, { title: workload }: Workload): string {
  return `${title}, ${workload}`;
}

/** A table in Markdown. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(header), line(header.map(() => '---')), ...rows.map(line)].join('\n');
}
