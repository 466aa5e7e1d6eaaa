import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';

/** A span as a collector gets it. */
export interface CollectedSpan {
  readonly traceId: string;
  readonly spanId: string;
  /** Empty: it is a root. */
  readonly parentSpanId: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  /** 2: an error. */
  readonly status: number;
  /** Milliseconds since 1970. */
  readonly start: number;
  readonly end: number;
}

/** A collector of OpenTelemetry: what has come to it. */
export interface Collector {
  readonly url: string;
  readonly spans: CollectedSpan[];
  /** Bodies as they came. */
  readonly bodies: string[];
  readonly types: string[];
  close(): void;
}

/** Starts a collector; one that hangs takes what it is sent and never answers. */
export async function startCollector({ hangs = false } = {}): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const bodies: string[] = [];
  const types: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const sent = Buffer.concat(chunks);
    const body = request.headers['content-encoding'] === 'gzip' ? gunzipSync(sent) : sent;
    const type = request.headers['content-type'] ?? '';
    types.push(type);
    bodies.push(body.toString('latin1'));
    spans.push(...(type === 'application/json' ? fromJson(JSON.parse(body.toString())) : fromProtobuf(body)));
    if (!hangs) response.writeHead(200, { 'content-type': type }).end(type === 'application/json' ? '{}' : '');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    bodies,
    types,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

// biome-ignore lint/suspicious/noExplicitAny: JSON of another program, read member by member
type Json = any;

/** OTLP in JSON: `resourceSpans[].scopeSpans[].spans[]`, with 64-bit numbers as texts. */
function fromJson({ resourceSpans }: Json): CollectedSpan[] {
  return resourceSpans.flatMap(({ scopeSpans }: Json) =>
    scopeSpans.flatMap(({ spans }: Json) =>
      spans.map((span: Json) => ({
        traceId: span.traceId,
        spanId: span.spanId,
        parentSpanId: span.parentSpanId ?? '',
        name: span.name,
        attributes: Object.fromEntries(span.attributes.map(({ key, value }: Json) => [key, Object.values(value)[0]])),
        status: span.status?.code ?? 0,
        start: Number(BigInt(span.startTimeUnixNano) / 1_000_000n),
        end: Number(BigInt(span.endTimeUnixNano) / 1_000_000n),
      })),
    ),
  );
}

/** OTLP in protobuf, by the field numbers of trace.proto. */
function fromProtobuf(body: Buffer): CollectedSpan[] {
  const spans = fields(body, 1)
    .flatMap((resource) => fields(resource, 2))
    .flatMap((scope) => fields(scope, 2));
  return spans.map((span) => {
    const [traceId, spanId, parentSpanId] = [1, 2, 4].map((field) => fields(span, field)[0]?.toString('hex') ?? '');
    const entries = fields(span, 9).map((each) => {
      const value = fields(each, 2)[0] ?? Buffer.alloc(0);
      return [String(fields(each, 1)[0]), fields(value, 1)[0]?.toString() ?? numberOf(value, 3) ?? null] as const;
    });
    const [start = 0, end = 0] = [7, 8].map((field) =>
      Number((fields(span, field)[0]?.readBigUInt64LE() ?? 0n) / 1_000_000n),
    );
    return {
      traceId: traceId ?? '',
      spanId: spanId ?? '',
      parentSpanId: parentSpanId ?? '',
      name: String(fields(span, 5)[0]),
      attributes: Object.fromEntries(entries),
      status: numberOf(fields(span, 15)[0] ?? Buffer.alloc(0), 3) ?? 0,
      start,
      end,
    };
  });
}

function numberOf(message: Buffer, field: number): number | undefined {
  const [bytes] = fields(message, field);
  return bytes === undefined ? undefined : varint(bytes, 0)[0];
}

/** The bytes of every occurrence of a field. */
function fields(message: Buffer, wanted: number): Buffer[] {
  const found: Buffer[] = [];
  for (let at = 0; at < message.length; ) {
    const [tag, from] = varint(message, at);
    const type = tag & 7;
    const [length, begin] = type === 2 ? varint(message, from) : [type === 1 ? 8 : type === 5 ? 4 : 0, from];
    const end = type === 0 ? varint(message, from)[1] : begin + length;
    if (tag >> 3 === wanted) found.push(message.subarray(begin, end));
    at = end;
  }
  return found;
}

function varint(bytes: Buffer, at: number): readonly [value: number, end: number] {
  let value = 0;
  for (let index = at; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    value += (byte & 127) * 2 ** (7 * (index - at));
    if (byte < 128) return [value, index + 1];
  }
  return [value, bytes.length];
}
