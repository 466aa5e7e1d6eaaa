import { randomUUID } from 'node:crypto';
import type { TokenCheck } from '../auth/tokens/refusal.ts';
import type { Viewer } from '../auth/viewer.ts';
import type { OperationTree } from '../execution/tree.ts';
import type { ErrorCode } from '../kernel/error-code.ts';
import type { UserErrorCode } from '../kernel/user-error-code.ts';
import type { CallsWatch } from '../upstream/watch.ts';
import type { HttpRequest } from './http/request.ts';

/** What watches the upstream calls of a request. */
export interface TracedCalls extends CallsWatch {
  /** Id of the request's trace, for the log; null: it has none. */
  readonly traceId: string | null;
}

/** What the log, metrics and traces tell of one request; filled while the request is worked on. */
export interface RequestFacts {
  readonly requestId: string;
  /** Null: nobody watches the request beside the log. */
  readonly watch: TracedCalls | null;
  /** Null: refused before authentication. */
  viewer: Viewer['kind'] | null;
  operationName: string | null;
  operationType: string | null;
  /** The operation that runs; null: none. */
  tree: OperationTree | null;
  upstreamCalls: number;
  /** The id by which the document was found among trusted ones; null: it was not. */
  documentId: string | null;
  /** Whether the document was found among those that are remembered. */
  wasRemembered: boolean;
  /** What the access token was refused for; null: it was not. */
  tokenCheck: TokenCheck | null;
  /** Coordinates that were denied. */
  readonly denied: string[];
  /** Codes of mistakes in the input of a mutation. */
  readonly userErrors: UserErrorCode[];
  /** Milliseconds of the parts of the request. Measured only where it is watched. */
  readonly times: { verify?: number; plan?: number; execute?: number };
  readonly codes: Set<ErrorCode>;
  /** What the answer's headers say beside what every answer says; not logged. */
  readonly headers: Record<string, string>;
}

/** The facts of a request of which nothing is known yet. */
export function noFacts(requestId: string, watch: TracedCalls | null = null): RequestFacts {
  return {
    requestId,
    watch,
    viewer: null,
    operationName: null,
    operationType: null,
    tree: null,
    upstreamCalls: 0,
    documentId: null,
    wasRemembered: false,
    tokenCheck: null,
    denied: [],
    userErrors: [],
    times: {},
    codes: new Set(),
    headers: {},
  };
}

const requestIdPattern = /^[\w.-]{1,128}$/;
/** W3C Trace Context, section 3.2: ids of zeros alone are none. */
const traceparentPattern = /^00-(?!0+-)[0-9a-f]{32}-(?!0+-)[0-9a-f]{16}-[0-9a-f]{2}$/;

/** The request's `x-request-id` where it is 1 to 128 letters, digits, `_`, `.` or `-`; a new one otherwise. */
export function requestIdOf(headers: HttpRequest['headers']): string {
  const given = headers['x-request-id'];
  return given !== undefined && requestIdPattern.test(given) ? given : randomUUID();
}

const memberPattern = /^[a-z0-9][a-z0-9_*/@-]{0,255}=[\x20-\x2b\x2d-\x3c\x3e-\x7e]{1,256}$/;

/** W3C Trace Context, section 3.3: at most 32 members `key=value`, 512 characters in all. */
function isTracestate(value: string): boolean {
  const members = value.split(',').map((member) => member.trim());
  return value.length <= 512 && members.length <= 32 && members.every((member) => memberPattern.test(member));
}

/** W3C trace headers to be passed on, where they are well-formed. */
export function traceOf(headers: HttpRequest['headers']): { traceparent?: string; tracestate?: string } {
  const { traceparent, tracestate } = headers;
  if (traceparent === undefined || !traceparentPattern.test(traceparent)) return {};
  return tracestate !== undefined && isTracestate(tracestate) ? { traceparent, tracestate } : { traceparent };
}
