import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Sandbox } from '../../src/sandbox/sandbox.ts';

/** How a process goes since the report before. */
export interface Report {
  /** Longest time for which nothing was answered, in milliseconds. */
  readonly delay: number;
  /** Processor time that the process used, in milliseconds. */
  readonly cpu: number;
  /** Bytes. */
  readonly rss: number;
  readonly heapUsed: number;
}

/** The server in a process of its own, which is watched from within. */
export interface Watched {
  readonly url: string;
  /** Every report since the server was ready. */
  readonly reports: readonly Report[];
  /** Undefined while it runs; else how it ended. */
  ended(): string | undefined;
  /** Collects garbage, and gives the heap's bytes afterwards. */
  collected(): Promise<number>;
  /** Ends it by SIGTERM, and gives its exit code. */
  stop(): Promise<number | null>;
}

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A line of the server's log; members as far as they are known. */
export interface Line {
  readonly msg?: string;
  readonly url?: string;
  readonly requestId?: string;
  readonly status?: number;
}

/** What the server is started over and with, beside production's settings. */
export interface WatchOptions {
  readonly sandbox: Sandbox;
  /** Heap that it gets. */
  readonly megabytes: number;
  readonly env?: NodeJS.ProcessEnv;
  /** Reads each line of its log. */
  readonly onLine?: (line: Line) => void;
}

/** Starts the server. */
export async function startWatched({ sandbox, megabytes, env = {}, onLine }: WatchOptions): Promise<Watched> {
  const options = [`--max-old-space-size=${megabytes}`, '--expose-gc', '--import', './test/reliability/watch.ts'];
  const child = spawn(process.execPath, [...options, 'src/main.ts'], {
    cwd: root,
    env: {
      NODE_ENV: 'production',
      PORT: '0',
      HOST: '127.0.0.1',
      LOG_LEVEL: 'info',
      SHUTDOWN_DELAY: '0',
      DINTERO_ACCOUNT_ID: sandbox.accountId,
      DINTERO_BASE_URL: sandbox.url,
      DINTERO_CLIENT_ID: 'bff',
      DINTERO_CLIENT_SECRET: 'sandbox-secret',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  const closed = once(child, 'close');
  const reports: Report[] = [];
  let end: string | undefined;
  closed.then(() => {
    end = `code ${child.exitCode}, signal ${child.signalCode}`;
  });
  if (child.stdout === null) throw new Error('The process has no output.');
  const ready = Promise.withResolvers<string>();
  closed.then(() => ready.reject(new Error(`The server ended: ${end}.`)));
  createInterface({ input: child.stdout }).on('line', (text) => {
    const line: Line = JSON.parse(text);
    if (line.url !== undefined) ready.resolve(line.url);
    onLine?.(line);
  });
  const url = await ready.promise;
  child.on('message', (report: Report) => reports.push(report));
  return {
    url,
    reports,
    ended: () => end,
    async collected() {
      child.send('collect');
      const next = reports.length + 2;
      while (end === undefined && reports.length < next) await Promise.race([once(child, 'message'), closed]);
      return reports.at(-1)?.heapUsed ?? 0;
    },
    async stop() {
      child.kill('SIGTERM');
      await closed;
      return child.exitCode;
    },
  };
}

/**
 * The longest time for which a process answered nothing because of what it did itself, in milliseconds: a machine that
 * gave it no processor meanwhile is no fault of its own.
 */
export function worstStall(reports: readonly Report[]): number {
  return Math.max(0, ...reports.map(({ delay, cpu }) => Math.min(delay, cpu)));
}
