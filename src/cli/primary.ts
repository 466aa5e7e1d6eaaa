import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import type { Log } from '../server/log.ts';
import { onStop } from './process.ts';
import type { PrimaryMessage, WorkerMessage } from './worker.ts';

/** A worker that lived for so many milliseconds is replaced at once. */
const longLived = 10_000;

/** Milliseconds at most until a worker that ends again and again is replaced. */
const longestPause = 10_000;

/** Milliseconds that workers get beyond the time they were told, before they are killed. */
const grace = 500;

/**
 * Runs workers that share the port: this process itself only starts, replaces and stops them. The first is started alone, so
 * that what keeps all from starting is said once. Where none is ready and one ends, this process ends as well, with a status
 * that is not 0.
 */
export async function runWorkers(config: Config, log: Log): Promise<void> {
  const { workers: count, shutdownTimeout, shutdownDelay, metricsPort } = config;
  const ready = new Set<Worker>();
  const metrics =
    metricsPort === null
      ? null
      : await (await import('./worker-metrics.ts')).openWorkerMetrics(metricsPort, config, ready, log);
  let stopping = false;
  /** Workers in a row that did not live long. */
  let shortLived = 0;

  function fork(): void {
    const worker = cluster.fork();
    const startedAt = performance.now();
    worker.on('message', (told: PrimaryMessage) => {
      if (told !== 'ready') {
        metrics?.received(worker, told.metrics);
        return;
      }
      const isFirst = ready.size === 0;
      ready.add(worker);
      if (isFirst) for (let missing = count - running().length; missing > 0 && !stopping; missing -= 1) fork();
    });
    worker.once('exit', (code, signal) => {
      const wasReady = ready.delete(worker);
      metrics?.ended(worker);
      if (stopping) return;
      if (ready.size === 0) {
        // One that never was ready has said itself what keeps it from starting.
        if (wasReady) log.fatal({ ended: worker.id, code, signal }, 'the last worker ended, and the server with it');
        endAll(code || 1);
      }
      shortLived = performance.now() - startedAt < longLived ? shortLived + 1 : 0;
      const pause = shortLived < 2 ? 0 : Math.min(longestPause, 100 * 2 ** shortLived);
      log.error({ ended: worker.id, code, signal, pause }, 'a worker ended and is replaced');
      setTimeout(() => stopping || fork(), pause);
    });
  }

  async function stop(): Promise<void> {
    stopping = true;
    const until = performance.now() + shutdownTimeout;
    const left = () => Math.max(0, until - performance.now());
    const killer = setTimeout(() => endAll(1), shutdownTimeout + grace);
    for (const worker of running()) if (!ready.has(worker)) worker.process.kill('SIGKILL');
    if (ready.size === 0) return;
    const ends = new Map([...ready].map((worker) => [worker, ended(worker)]));
    for (const worker of ready) tell(worker, 'drain');
    await sleep(Math.min(shutdownDelay, shutdownTimeout));
    // Clients that are sent away find another worker until the last. By half of the time all are told, so that each has time.
    const share = left() / (2 * count);
    for (const [worker, end] of ends) {
      tell(worker, { stop: left() });
      await Promise.race([end, sleep(share)]);
    }
    const codes = await Promise.all(ends.values());
    clearTimeout(killer);
    if (codes.some((code) => code !== 0)) throw new Error('A worker did not stop as it was told.');
  }

  onStop(stop);
  cluster.setupPrimary({ execArgv: process.execArgv.map((option) => shareOfHeap(option, count)) });
  fork();
}

/** An option of Node for one of several workers: the share of memory that all heaps may have together is divided. */
function shareOfHeap(option: string, count: number): string {
  const [, name, share] = /^(--max-old-space-size-percentage=)(\d+)$/.exec(option) ?? [];
  return name === undefined ? option : name + Math.max(1, Math.floor(Number(share) / count));
}

function running(): Worker[] {
  return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
}

/** The status that a worker ends with; null: it was killed. */
function ended(worker: Worker): Promise<number | null> {
  return new Promise((resolve) => worker.once('exit', resolve));
}

function tell(worker: Worker, told: WorkerMessage): void {
  // One that has ended meanwhile hears nothing.
  worker.send(told, () => {});
}

function endAll(code: number): never {
  for (const worker of running()) worker.process.kill('SIGKILL');
  process.exit(code);
}
