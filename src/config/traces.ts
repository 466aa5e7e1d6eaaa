import type { Env } from './setting.ts';

/** Settings of tracing. The exporter itself reads its endpoint from the standard variables. */
export interface TracesConfig {
  readonly protocol: 'http/protobuf' | 'http/json';
  /** Sampling ratio, 0 to 1. */
  readonly ratio: number;
  /** Whether the caller's sampled flag decides, where there is one. */
  readonly followsCaller: boolean;
}

/** What the environment says of traces, and what is wrong with it. */
export interface TracesReading {
  /** Null: tracing is off. */
  readonly traces: TracesConfig | null;
  readonly problems: readonly string[];
}

const off = { traces: null, problems: [] };

/** The samplers of OpenTelemetry's specification. */
const samplerPattern = /^(parentbased_)?(always_on|always_off|traceidratio)$/;

/**
 * Reads OpenTelemetry's own variables: traces are on where an exporter or its endpoint is named. The usual default sampler would let
 * each caller decide what is sent; here only `parentbased_…` does.
 */
export function readTraces(env: Env): TracesReading {
  if (env['OTEL_SDK_DISABLED']?.toLowerCase() === 'true') return off;
  const exporter = env['OTEL_TRACES_EXPORTER'];
  const endpoint = env['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'] || env['OTEL_EXPORTER_OTLP_ENDPOINT'];
  if (exporter === 'none' || (!exporter && !endpoint)) return off;
  const ofTraces = env['OTEL_EXPORTER_OTLP_TRACES_PROTOCOL'];
  const protocol = ofTraces || env['OTEL_EXPORTER_OTLP_PROTOCOL'] || 'http/protobuf';
  const [, parent, sampler] = samplerPattern.exec(env['OTEL_TRACES_SAMPLER'] || 'always_on') ?? [];
  const ratio =
    sampler === 'traceidratio' ? Number(env['OTEL_TRACES_SAMPLER_ARG'] || 1) : Number(sampler === 'always_on');
  const isKnown = protocol === 'http/protobuf' || protocol === 'http/json';
  const problems = [
    ...(exporter && exporter !== 'otlp' ? ['OTEL_TRACES_EXPORTER must be otlp or none.'] : []),
    ...(isKnown
      ? []
      : [
          'OTEL_EXPORTER_OTLP_PROTOCOL must be http/protobuf or http/json: gRPC is not spoken here, and every collector takes HTTP.',
        ]),
    ...(endpoint && !URL.canParse(endpoint) ? ['OTEL_EXPORTER_OTLP_ENDPOINT must be a URL.'] : []),
    ...(sampler === undefined
      ? ['OTEL_TRACES_SAMPLER must be a sampler of OpenTelemetry: parentbased_traceidratio.']
      : []),
    ...(ratio >= 0 && ratio <= 1 ? [] : ['OTEL_TRACES_SAMPLER_ARG must be a number from 0 to 1.']),
  ];
  if (problems.length > 0 || !isKnown) return { traces: null, problems };
  return { traces: { protocol, ratio, followsCaller: parent !== undefined }, problems };
}
