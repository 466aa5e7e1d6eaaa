import type { Config } from '../../config/config.ts';
import { createNotices } from '../../kernel/notices.ts';
import type { Log } from '../log.ts';
import type { Readings } from './families.ts';
import type { SentMetrics } from './together.ts';
import type { Observer } from './watch.ts';

/** What is watched, and who watches it. */
export interface Watched {
  /** Grows by what is opened. */
  readonly observers: Observer[];
  readonly readings: Readings;
}

/** The metrics of this process. */
export interface OpenMetrics {
  /** Null: they are off. */
  readonly read: (() => Promise<SentMetrics>) | null;
  close(): void;
}

/**
 * Opens the metrics, where they are asked for; nothing is loaded for them otherwise.
 *
 * @param isWorker whether another process has the page
 * @throws Error where the page cannot be opened
 */
export async function openMetrics(
  { metricsPort: port, metricsHost: host }: Config,
  { observers, readings }: Watched,
  isWorker: boolean,
  log: Log,
): Promise<OpenMetrics> {
  if (port === null) return { read: null, close: () => {} };
  const [{ createMetrics }, { openMetricsPage }] = await Promise.all([import('./metrics.ts'), import('./page.ts')]);
  const { observer, registry } = createMetrics(readings);
  observers.push(observer);
  const page = isWorker ? null : await openMetricsPage(() => registry.metrics(), { port, host });
  if (page !== null) log.info({ url: page.url }, 'metrics');
  return { read: () => registry.getMetricsAsJSON(), close: () => page?.close() };
}

/**
 * Opens the traces, where they are asked for; nothing is loaded for them otherwise. Called once the server listens: to load them
 * takes a third of a start.
 *
 * @returns what sends the last of them, within so many milliseconds
 */
export async function openTraces(
  { traces }: Config,
  { observers }: Pick<Watched, 'observers'>,
  log: Log,
): Promise<(timeout: number) => Promise<void>> {
  if (traces === null) return async () => {};
  const { sendTraces } = await import('./exporter.ts');
  const { observer, close } = await sendTraces(
    traces,
    createNotices((message, facts) => log.warn(facts, message)),
  );
  observers.push(observer);
  return (timeout) => within(close(), timeout);
}

/** Waits for something, no longer than so many milliseconds. */
async function within(work: Promise<void>, timeout: number): Promise<void> {
  const late = Promise.withResolvers<void>();
  const timer = setTimeout(late.resolve, timeout);
  await Promise.race([work, late.promise]);
  clearTimeout(timer);
}
