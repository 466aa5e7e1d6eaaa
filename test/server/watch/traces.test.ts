import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readConfig } from '../../../src/config/config.ts';
import { bearer } from '../server.ts';
import { type CollectedSpan, type Collector, startCollector } from './collector.ts';
import { type Watched, watched } from './watched.ts';

afterEach(() => vi.unstubAllEnvs());

/** A server that is traced. The exporter reads its address from the environment of the process, as everywhere. */
async function traced(env: Readonly<Record<string, string>>, collector: Collector) {
  const all = { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url, ...env };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  const server = await watched(all);
  onTestFinished(() => collector.close());
  return server;
}

async function ask({ url, sandbox }: Watched, query: string, headers: Readonly<Record<string, string>> = {}) {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...bearer(await sandbox.token('helpdesk')), ...headers },
    body: JSON.stringify({ query }),
  });
  return response.json();
}

const name = '{ customer(customerId: "C1001") { firstName } }';
const parent = `00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00`;

const named = (spans: readonly CollectedSpan[], pattern: RegExp) => spans.filter((span) => pattern.test(span.name));

describe('traces', () => {
  it.each(['http/protobuf', 'http/json'])(
    'are whole: early starts, shared calls and retries, by %s',
    async (protocol) => {
      const collector = await startCollector();
      const server = await traced({ OTEL_EXPORTER_OTLP_PROTOCOL: protocol }, collector);
      server.sandbox.fail({ on: 'getCustomer', status: 503, times: 1 });
      const query = `query Everything {
      customer(customerId: "C1001") { firstName walletCards(first: 1) { nodes { cardId } } }
      again: customer(customerId: "C1001") { lastName }
    }`;
      await ask(server, query, { traceparent: parent, 'x-request-id': 'request-1' });
      await server.close();

      expect(new Set(collector.types)).toEqual(
        new Set([protocol === 'http/json' ? 'application/json' : 'application/x-protobuf']),
      );
      const [root] = named(collector.spans, /^POST \/graphql$/);
      expect(root).toMatchObject({ traceId: parent.split('-')[1], parentSpanId: parent.split('-')[2], status: 0 });
      expect(root?.attributes).toMatchObject({
        'graphql.operation.type': 'query',
        'graphql.operation.name': 'Everything',
        'dintero.viewer': 'CLIENT',
        'dintero.request_id': 'request-1',
      });
      const calls = named(collector.spans, /^GET \/accounts/);
      // One call for both fields, tried twice, and the cards, which began with it.
      expect(calls.map((span) => [span.attributes['dintero.endpoint'], span.status]).sort()).toEqual([
        ['getCustomer', 0],
        ['getCustomer', 2],
        ['listCustomerCards', 0],
      ]);
      expect(
        calls.every(({ traceId, parentSpanId }) => traceId === root?.traceId && parentSpanId === root?.spanId),
      ).toBe(true);
      expect(new Set(calls.map((span) => span.name))).toContain('GET /accounts/{aid}/customers/users/{customer_id}');
      const line = server.lines.find(({ msg }) => msg === 'request');
      expect(line).toMatchObject({ trace_id: root?.traceId, requestId: 'request-1' });
      const whole = collector.bodies.join('\n');
      expect(whole).not.toMatch(/C1001|Kari|Bearer|firstName/);
    },
  );

  it('tell upstream the span of its own call, and end those of a client that left', async () => {
    const collector = await startCollector();
    const server = await traced({ OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }, collector);
    server.sandbox.clearCalls();
    server.sandbox.fail({ on: 'getCustomer', delay: 2_000, times: 1 });
    const leave = new AbortController();
    const asked = fetch(`${server.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...bearer(await server.sandbox.token('helpdesk')) },
      body: JSON.stringify({ query: name }),
      signal: leave.signal,
    });
    await expect.poll(() => server.sandbox.calls.length).toBe(1);
    leave.abort();
    await asked.catch(() => undefined);
    await expect.poll(() => server.lines.some(({ msg }) => msg === 'request')).toBe(true);
    await server.close();
    const [root] = named(collector.spans, /^POST/);
    const [call] = named(collector.spans, /^GET/);
    expect(root?.attributes).toMatchObject({ 'http.response.status_code': 499 });
    expect(call).toMatchObject({ status: 2, attributes: { 'error.type': 'aborted' } });
  });

  it('leave out what the sampler leaves out, whatever the caller says of it', async () => {
    const collector = await startCollector();
    const sampled = parent.replace(/00$/, '01');
    const off = await traced({ OTEL_TRACES_SAMPLER: 'always_off' }, collector);
    await ask(off, name, { traceparent: sampled });
    await off.close();
    expect(collector.spans).toEqual([]);
    const following = await traced({ OTEL_TRACES_SAMPLER: 'parentbased_always_on' }, collector);
    await ask(following, name, { traceparent: parent });
    await following.close();
    expect(collector.spans).toEqual([]);
  });

  it.each([
    ['hangs', async () => startCollector({ hangs: true })],
    ['is away', async () => ({ ...(await startCollector()), url: 'http://127.0.0.1:9' })],
  ])('delay neither answers nor the end where the collector %s', async (_, start) => {
    const server = await traced({ OTEL_EXPORTER_OTLP_TIMEOUT: '300' }, await start());
    expect(await ask(server, name)).toEqual({ data: { customer: { firstName: 'Kari' } } });
    const startedAt = performance.now();
    await server.close();
    expect(performance.now() - startedAt).toBeLessThan(2_500);
    // Told, without its address.
    const told = server.lines.filter(({ msg }) => msg === 'traces could not be sent');
    expect(told).toEqual([expect.objectContaining({ level: 40 })]);
    expect(JSON.stringify(told)).not.toContain('127.0.0.1');
  });
});

describe('the variables of OpenTelemetry', () => {
  const tracesOf = (env: Readonly<Record<string, string>>) => readConfig(env).traces;
  const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:4318' };

  it.each<readonly [Readonly<Record<string, string>>, object | null]>([
    [{}, null],
    [{ OTEL_SERVICE_NAME: 'shop' }, null],
    [endpoint, { protocol: 'http/protobuf', ratio: 1, followsCaller: false }],
    [{ OTEL_TRACES_EXPORTER: 'otlp' }, { protocol: 'http/protobuf', ratio: 1, followsCaller: false }],
    [{ ...endpoint, OTEL_SDK_DISABLED: 'true' }, null],
    [{ ...endpoint, OTEL_TRACES_EXPORTER: 'none' }, null],
    [
      { ...endpoint, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/json' },
      { protocol: 'http/json', ratio: 1, followsCaller: false },
    ],
    [
      { ...endpoint, OTEL_TRACES_SAMPLER: 'parentbased_traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.1' },
      { protocol: 'http/protobuf', ratio: 0.1, followsCaller: true },
    ],
  ])('%j are read', (env, traces) => {
    expect(tracesOf(env)).toEqual(traces);
  });

  it.each([
    [{ OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }, /gRPC is not spoken here/],
    [{ OTEL_TRACES_EXPORTER: 'zipkin' }, /must be otlp or none/],
    [{ OTEL_TRACES_SAMPLER: 'jaeger_remote' }, /OTEL_TRACES_SAMPLER/],
    [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '7' }, /OTEL_TRACES_SAMPLER_ARG/],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector' }, /must be a URL/],
  ])('%j is refused with a sentence', (env, sentence) => {
    expect(() => tracesOf({ ...endpoint, ...env })).toThrow(sentence);
  });
});
