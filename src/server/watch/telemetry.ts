import type { Config } from '../../config/config.ts';
import type { Log } from '../log.ts';
import type { Readings } from './families.ts';
import type { SentMetrics } from './together.ts';
import type { Observer } from './watch.ts';

/** What the server is watched with. */
export interface Telemetry {
  /** The metrics of this process; null: they are off. */
  readonly metrics: (() => Promise<SentMetrics>) | null;
  /** Ends what watches. */
  close(): Promise<void>;
}

/** What is watched, and who may watch it. */
export interface Watched {
  /** Grows by what is opened. */
  readonly observers: Observer[];
  readonly readings: Readings;
}

/**
 * Opens the metrics, where they are asked for; nothing is loaded for them otherwise.
 *
 * @param isWorker whether another process has the page
 * @throws Error where the page cannot be opened
 */
export async function openTelemetry(
  { metricsPort: port, metricsHost: host }: Config,
  { observers, readings }: Watched,
  isWorker: boolean,
  log: Log,
): Promise<Telemetry> {
  if (port === null) return { metrics: null, close: async () => {} };
  const [{ createMetrics }, { openMetricsPage }] = await Promise.all([import('./metrics.ts'), import('./page.ts')]);
  const { observer, registry } = createMetrics(readings);
  observers.push(observer);
  const page = isWorker ? null : await openMetricsPage(() => registry.metrics(), { port, host });
  if (page !== null) log.info({ url: page.url }, 'metrics');
  return {
    metrics: () => registry.getMetricsAsJSON(),
    close: async () => page?.close(),
  };
}
