import cluster from 'node:cluster';
import { once } from 'node:events';

/** Messages from the primary to a worker, and `ready` from a worker. */
export type WorkerMessage = 'ready' | 'drain' | { readonly stop: number };

/** What a worker does for each message. */
export interface Orders {
  /** Says no at `/ready`, and asks clients to close their connections. */
  drain(): void;
  /** Stops within so many milliseconds. */
  stop(timeout: number): Promise<void>;
}

/** Tells the primary that this worker is ready, and does what it says from then on. Does nothing in a process that is no worker. */
export function obeyPrimary({ drain, stop }: Orders): void {
  if (!cluster.isWorker) return;
  process.on('message', (told: WorkerMessage) => {
    if (told === 'drain') drain();
    else if (told !== 'ready')
      stop(told.stop).then(
        () => process.exit(0),
        () => process.exit(1),
      );
  });
  const ready: WorkerMessage = 'ready';
  process.send?.(ready);
}

/** Lets go of the primary once nothing listens here any more: what it had handed over by then goes to other workers. */
export async function leavePrimary(): Promise<void> {
  const { worker } = cluster;
  if (worker === undefined || !worker.isConnected()) return;
  const gone = once(worker, 'disconnect');
  worker.disconnect();
  await gone;
}
