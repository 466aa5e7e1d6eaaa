import { type ChildProcess, spawn } from 'node:child_process';
import { openSync, readFileSync } from 'node:fs';

/** A program that is measured or takes part in a measurement. */
export interface Process {
  readonly pid: number;
  /** Milliseconds of processor time that it and its children have used. */
  cpu(): number;
  /** Most memory that it ever held at once, in MB. */
  peakMemory(): number;
  /** Memory that it holds now, in MB. */
  memory(): number;
  stop(): Promise<void>;
}

/** What is started, and where. */
export interface Start {
  readonly command: readonly [string, ...string[]];
  readonly env: Readonly<Record<string, string>>;
  readonly cwd: string;
  /** The core that it may use, or a list of them with commas between. */
  readonly core: number | string;
  /** File for what it prints. */
  readonly output: string;
}

/** Starts a program on one core. */
export function start({ command, env, cwd, core, output }: Start): Process {
  const file = openSync(output, 'w');
  const child = spawn('taskset', ['-c', String(core), ...command], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], NODE_ENV: 'production', ...env },
    cwd,
    stdio: ['ignore', file, file],
  });
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command[0]} could not be started.`);
  return {
    pid,
    cpu: () => treeOf(pid).reduce((sum, each) => sum + cpuOf(each), 0),
    peakMemory: () => treeOf(pid).reduce((sum, each) => sum + memoryOf(each, 'VmHWM'), 0),
    memory: () => treeOf(pid).reduce((sum, each) => sum + memoryOf(each, 'VmRSS'), 0),
    stop: () => stop(child),
  };
}

function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), 3_000);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

/** Milliseconds of processor time of one process: clock ticks are 10 ms on Linux. */
export function cpuOf(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

function memoryOf(pid: number, what: 'VmHWM' | 'VmRSS'): number {
  const lines = readFileSync(`/proc/${pid}/status`, 'utf8').split('\n');
  return Number(/\d+/.exec(lines.find((line) => line.startsWith(what)) ?? '')?.[0] ?? 0) / 1024;
}

/** A process with its children and theirs. */
export function treeOf(pid: number): number[] {
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return [pid, ...(children === '' ? [] : children.split(' ').flatMap((child) => treeOf(Number(child))))];
}
