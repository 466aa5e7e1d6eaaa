import type { Notify } from '../kernel/notices.ts';
import { memberOf } from '../kernel/record.ts';
import type { Endpoint, EndpointName } from './endpoint.ts';
import { type CallOutcome, UpstreamError } from './errors.ts';
import type { HttpAnswer } from './http.ts';

/** The result of a write whose client had left before it ended. */
export interface UnheardWrite {
  readonly requestId: string;
  readonly endpoint: EndpointName;
  /** `DONE`: upstream did it; `REFUSED`: it refused it; `NOT_SENT`: it was never sent; `UNKNOWN`: upstream may have done it. */
  readonly outcome: CallOutcome | 'DONE' | 'REFUSED';
  /** The idempotency key of the write; null if the caller gave none. */
  readonly refId: string | null;
}

/** Functions that are called about upstream calls. Default: none. */
export interface ReportOptions {
  /** Called for calls that fail, once per kind and minute. */
  readonly notify?: Notify;
  /** Called for every write whose client had left before it ended. */
  readonly onUnheardWrite?: (write: UnheardWrite) => void;
  /** Called for every successful answer, before it is read; must return at once. */
  readonly onAnswer?: (endpoint: Endpoint, answer: HttpAnswer) => void;
}

/** What sessions report about their calls. */
export interface Reports {
  answered(endpoint: Endpoint, answer: HttpAnswer): void;
  failed(endpoint: Endpoint, error: unknown): void;
  unheard(endpoint: Endpoint, requestId: string, body: unknown, outcome: UnheardWrite['outcome']): void;
}

/** Makes reports that contain no values: what failed, how, and where. */
export function createReports({ notify, onUnheardWrite, onAnswer }: ReportOptions): Reports {
  return {
    answered(endpoint, answer) {
      if (answer.status >= 200 && answer.status < 300) onAnswer?.(endpoint, answer);
    },
    failed(endpoint, error) {
      if (!(error instanceof UpstreamError) || isExpected(endpoint, error)) return;
      const { kind, status = null, flaw = null, fault, outcome = null } = error;
      const { name, service } = endpoint;
      notify?.('an upstream call failed', `${name} ${kind} ${status} ${flaw} ${fault}`, {
        endpoint: name,
        service,
        kind,
        status,
        flaw,
        fault,
        outcome,
      });
    },
    unheard: ({ name }, requestId, body, outcome) =>
      onUnheardWrite?.({ requestId, endpoint: name, outcome, refId: refIdOf(body) }),
  };
}

/** Whether a failure is not a fault of upstream: 404, a client that left, our own budget. */
function isExpected({ mayBeAbsent, method }: Endpoint, { kind }: UpstreamError): boolean {
  if (kind === 'aborted' || kind === 'budget') return true;
  return kind === 'not_found' && (mayBeAbsent || method === 'HEAD');
}

/** The idempotency key in a body. */
function refIdOf(body: unknown): string | null {
  const ref = memberOf(body, 'ref_id') ?? memberOf(body, 'ref');
  return typeof ref === 'string' ? ref : null;
}
