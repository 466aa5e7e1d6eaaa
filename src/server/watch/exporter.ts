import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { TracesConfig } from '../../config/traces.ts';
import type { Notify } from '../../kernel/notices.ts';
import { version } from '../../kernel/version.ts';
import { createTraces } from './traces.ts';
import type { Observer } from './watch.ts';

/** Traces on their way to a collector. */
export interface SentTraces {
  readonly observer: Observer;
  /** Sends what is not yet sent. */
  close(): Promise<void>;
}

/** Spans that wait to be sent at most; further ones are dropped. One takes about 2 kB. */
const maxQueueSize = 2_048;

/** Batches that may be on their way at once: those to a collector that hangs stay in memory until their time is up. */
const concurrencyLimit = 4;

/** Sends traces to a collector, at the address that OpenTelemetry's own variables say. */
export async function sendTraces(
  { protocol, ratio, followsCaller }: TracesConfig,
  notify: Notify,
): Promise<SentTraces> {
  const { OTLPTraceExporter } = await (protocol === 'http/json'
    ? import('@opentelemetry/exporter-trace-otlp-http')
    : import('@opentelemetry/exporter-trace-otlp-proto'));
  const exporter = reporting(new OTLPTraceExporter({ concurrencyLimit }), notify);
  const root = new TraceIdRatioBasedSampler(ratio);
  const ours = resourceFromAttributes({ 'service.name': 'dintero-graphql', 'service.version': version });
  const provider = new TracerProvider({
    sampler: followsCaller ? new ParentBasedSampler({ root }) : root,
    resource: ours.merge(detectResources({ detectors: [envDetector] })),
    spanProcessors: [new BatchSpanProcessor({ exporter, maxQueueSize })],
  });
  return {
    observer: createTraces(provider.getTracer('dintero-graphql', version)),
    // What could not be sent has been told.
    close: () => provider.shutdown().catch(() => undefined),
  };
}

/** An exporter that tells when it fails: never why, since messages hold the address and what the collector answered. */
function reporting(exporter: SpanExporter, notify: Notify): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0) notify('traces could not be sent', 'traces', { spans: spans.length });
        done(result);
      }),
    shutdown: () => exporter.shutdown(),
  };
}
