import { AggregatorRegistry, type MetricObject, type MetricObjectWithValues, type MetricValue } from 'prom-client';

/** The metrics of one process, as they are sent to another. */
export type SentMetrics = readonly MetricObjectWithValues<MetricValue<string>>[];

/** Metrics of several processes as one. */
export interface TogetherMetrics {
  /** Notes what a process has sent. */
  received(id: number, sent: SentMetrics): void;
  /** A process has ended: what it has counted stays, what it measured goes. */
  ended(id: number): void;
  /** The page of all; a process that has not answered is in it as it last was. */
  text(own: SentMetrics): Promise<string>;
}

/** Adds up the metrics of processes, so that no counter falls when one of them ends. */
export function createTogether(): TogetherMetrics {
  const last = new Map<number, SentMetrics>();
  let gone: SentMetrics = [];
  return {
    received: (id, sent) => {
      last.set(id, sent);
    },
    ended: (id) => {
      const counted = last.get(id)?.filter(isCounted) ?? [];
      last.delete(id);
      gone = AggregatorRegistry.aggregate([gone, counted]).getMetricsAsArray().filter(hasValues);
    },
    text: (own) => AggregatorRegistry.aggregate([gone, ...last.values(), own]).metrics(),
  };
}

/** prom-client gives the type as a word, and declares it as a number. */
function isCounted({ type }: MetricObject): boolean {
  return ['counter', 'histogram'].includes(String(type));
}

function hasValues(metric: MetricObject): metric is SentMetrics[number] {
  return 'values' in metric;
}
