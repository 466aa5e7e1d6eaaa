import cluster from 'node:cluster';
import { once } from 'node:events';
import type { OpenMetrics } from '../server/watch/telemetry.ts';
import type { SentMetrics } from '../server/watch/together.ts';

/** Messages from the primary to a worker. */
export type WorkerMessage = 'drain' | 'metrics' | { readonly stop: number };

/** Messages from a worker to the primary. */
export type PrimaryMessage = 'ready' | { readonly metrics: SentMetrics };

/** What a worker does for each message. */
export interface Orders {
  /** Says no at `/ready`, and asks clients to close their connections. */
  drain(): void;
  /** Stops within so many milliseconds. */
  stop(timeout: number): Promise<void>;
  /** Reads the metrics; null: they are off. */
  readonly metrics: OpenMetrics['read'];
}

/** Tells the primary that this worker is ready, and does what it says from then on. Does nothing in a process that is no worker. */
export function obeyPrimary({ drain, stop, metrics }: Orders): void {
  if (!cluster.isWorker) return;
  process.on('message', (told: WorkerMessage) => {
    if (told === 'drain') drain();
    else if (told === 'metrics') metrics?.().then((sent) => tellPrimary({ metrics: sent }));
    else
      stop(told.stop).then(
        () => process.exit(0),
        () => process.exit(1),
      );
  });
  tellPrimary('ready');
}

function tellPrimary(told: PrimaryMessage): void {
  // A primary that has ended hears nothing.
  process.send?.(told, undefined, {}, () => {});
}

/** Lets go of the primary once nothing listens here any more: what it had handed over by then goes to other workers. */
export async function leavePrimary(): Promise<void> {
  const { worker } = cluster;
  if (worker === undefined || !worker.isConnected()) return;
  const gone = once(worker, 'disconnect');
  worker.disconnect();
  await gone;
}
