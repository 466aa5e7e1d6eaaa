import type { Worker } from 'node:cluster';
import { Counter, Gauge, Registry } from 'prom-client';
import type { Config } from '../config/config.ts';
import type { Log } from '../server/log.ts';
import { openMetricsPage } from '../server/watch/page.ts';
import { createTogether, type SentMetrics } from '../server/watch/together.ts';
import { exitWith } from './process.ts';
import type { WorkerMessage } from './worker.ts';

/** Milliseconds that a worker has to send its metrics; one that hangs is told of as it last was. */
const patience = 150;

/** The metrics of all workers, and what the primary does for them. */
export interface WorkerMetrics {
  /** Notes what a worker has sent. */
  received(worker: Worker, sent: SentMetrics): void;
  /** Notes that a worker has ended. */
  ended(worker: Worker): void;
}

/** Opens one page for all workers. @param ready those that serve */
export async function openWorkerMetrics(
  port: number,
  { metricsHost: host }: Config,
  ready: ReadonlySet<Worker>,
  log: Log,
): Promise<WorkerMetrics> {
  const all = createTogether();
  const waiting = new Set<Worker>();
  let answered = () => {};
  const registry = new Registry();
  const registers = [registry];
  const restarts = new Counter({ name: 'dintero_graphql_worker_ends_total', help: 'Workers that ended.', registers });
  new Gauge({
    name: 'dintero_graphql_workers',
    help: 'Workers that serve.',
    registers,
    collect() {
      this.set(ready.size);
    },
  });

  function askAll(): Promise<void> {
    const ask: WorkerMessage = 'metrics';
    for (const worker of ready) {
      // One that still owes an answer is not asked again: it hangs, and would have to answer all at once.
      if (waiting.has(worker)) continue;
      waiting.add(worker);
      worker.send(ask, () => {});
    }
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      answered = () => {
        if (waiting.size > 0) return;
        clearTimeout(timer);
        resolve();
      };
    });
  }

  try {
    const { url } = await openMetricsPage(
      async () => {
        await askAll();
        return all.text(await registry.getMetricsAsJSON());
      },
      { port, host },
    );
    log.info({ url }, 'metrics');
  } catch (error) {
    exitWith(error instanceof Error ? error.message : 'The page of metrics cannot be opened.');
  }
  return {
    received(worker, sent) {
      waiting.delete(worker);
      all.received(worker.id, sent);
      answered();
    },
    ended(worker) {
      waiting.delete(worker);
      all.ended(worker.id);
      restarts.inc();
      answered();
    },
  };
}
