import {
  type Context,
  createTraceState,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { traceOf } from '../facts.ts';
import type { HttpRequest } from '../http/request.ts';
import { shownName } from '../log.ts';
import type { Observer } from './watch.ts';

/** Milliseconds that a token is verified in where nothing had to be waited for; what takes longer has a span of its own. */
const usualVerify = 5;

/**
 * Traces requests and their upstream calls. Parents are passed by hand: nothing is looked up in an asynchronous context, which would
 * cost each promise time.
 */
export function createTraces(tracer: Tracer): Observer {
  return {
    answered: () => {},
    started({ method, path, headers }, requestId) {
      const startTime = Date.now();
      const span = tracer.startSpan(
        `${method} ${path}`,
        {
          kind: SpanKind.SERVER,
          startTime,
          attributes: { 'http.request.method': method, 'http.route': path, 'dintero.request_id': requestId },
        },
        contextOf(headers),
      );
      const inside = trace.setSpan(ROOT_CONTEXT, span);
      return {
        traceId: span.spanContext().traceId,
        isEarly: false,
        startTry: ({ method: called, path: template, service, name }, { isRetry, isEarly }) => {
          const begunAt = performance.now();
          const child = tracer.startSpan(
            `${called} ${template}`,
            {
              kind: SpanKind.CLIENT,
              attributes: {
                'http.request.method': called,
                'url.template': template,
                'dintero.service': service,
                'dintero.endpoint': name,
                'dintero.early': isEarly,
                ...(isRetry && { 'http.request.resend_count': 1 }),
              },
            },
            inside,
          );
          return {
            headers: { traceparent: traceparentOf(child) },
            begun: () => child.setAttribute('dintero.wait_ms', performance.now() - begunAt),
            ended: (status, failure) => {
              if (status !== null) child.setAttribute('http.response.status_code', status);
              if (failure !== null) fail(child, failure);
              child.end();
            },
          };
        },
        ended: (facts, status) => {
          const { operationType, operationName, documentId, viewer, codes, upstreamCalls, times } = facts;
          const { verify = 0, plan, execute } = times;
          // An attribute without a value is left out.
          span.setAttributes({
            'http.response.status_code': status,
            'graphql.operation.type': operationType ?? undefined,
            'graphql.operation.name': shownName(operationName) ?? undefined,
            'graphql.document.id': documentId ?? undefined,
            'dintero.viewer': viewer ?? undefined,
            'dintero.codes': codes.size > 0 ? [...codes] : undefined,
            'dintero.upstream_calls': upstreamCalls,
            'dintero.verify_ms': verify,
            'dintero.plan_ms': plan,
            'dintero.execute_ms': execute,
          });
          if (verify > usualVerify)
            tracer.startSpan('verify token', { startTime }, inside).end(startTime + Math.round(verify));
          if (status >= 500 || codes.has('INTERNAL')) fail(span, codes.has('INTERNAL') ? 'INTERNAL' : String(status));
          span.end();
        },
      };
    },
  };
}

/** The caller's span as the parent, which was somewhere else; the root where there is none. */
function contextOf(headers: HttpRequest['headers']): Context {
  const { traceparent, tracestate } = traceOf(headers);
  if (traceparent === undefined) return ROOT_CONTEXT;
  const [, traceId = '', spanId = '', flags = ''] = traceparent.split('-');
  const traceFlags = Number.parseInt(flags, 16) & TraceFlags.SAMPLED;
  const traceState = tracestate === undefined ? undefined : createTraceState(tracestate);
  return trace.setSpanContext(ROOT_CONTEXT, {
    traceId,
    spanId,
    traceFlags,
    isRemote: true,
    ...(traceState && { traceState }),
  });
}

function traceparentOf(span: Span): string {
  const { traceId, spanId, traceFlags } = span.spanContext();
  return `00-${traceId}-${spanId}-0${traceFlags & TraceFlags.SAMPLED}`;
}

/** The kind of a failure alone: messages may quote what was sent. */
function fail(span: Span, kind: string): void {
  span.setAttribute('error.type', kind);
  span.setStatus({ code: SpanStatusCode.ERROR });
}
