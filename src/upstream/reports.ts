import type { Notify } from '../kernel/notices.ts';
import { memberOf } from '../kernel/record.ts';
import type { Endpoint, EndpointName } from './endpoint.ts';
import { type CallOutcome, UpstreamError } from './errors.ts';
import type { HttpAnswer } from './http.ts';

/** How a write ended after its client had left. */
export interface UnheardWrite {
  readonly requestId: string;
  readonly endpoint: EndpointName;
  /** `DONE` upstream did it, `REFUSED` it did not take it, `NOT_SENT` it was never asked, `UNKNOWN` it may have done it. */
  readonly outcome: CallOutcome | 'DONE' | 'REFUSED';
  /** The caller's own key of the write; null where it gave none. */
  readonly refId: string | null;
}

/** Who is told what of upstream calls; by default nobody. */
export interface ReportOptions {
  /** Of calls that failed, once per kind and minute. */
  readonly notify?: Notify;
  /** Of every write whose client had left before it ended. */
  readonly onUnheardWrite?: (write: UnheardWrite) => void;
  /** Of every answer with success, before it is read; must return at once. */
  readonly onAnswer?: (endpoint: Endpoint, answer: HttpAnswer) => void;
}

/** What sessions tell of their calls. */
export interface Reports {
  answered(endpoint: Endpoint, answer: HttpAnswer): void;
  failed(endpoint: Endpoint, error: unknown): void;
  unheard(endpoint: Endpoint, requestId: string, body: unknown, outcome: UnheardWrite['outcome']): void;
}

/** Reports without a value of anybody's: what failed, how, and where. */
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

/** What is no fault of upstream's: nothing there, a client that left, a budget of ours. */
function isExpected({ mayBeAbsent, method }: Endpoint, { kind }: UpstreamError): boolean {
  if (kind === 'aborted' || kind === 'budget') return true;
  return kind === 'not_found' && (mayBeAbsent || method === 'HEAD');
}

/** The member of a body that makes its write idempotent. */
function refIdOf(body: unknown): string | null {
  const ref = memberOf(body, 'ref_id') ?? memberOf(body, 'ref');
  return typeof ref === 'string' ? ref : null;
}
