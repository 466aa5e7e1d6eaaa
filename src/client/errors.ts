import type { ErrorCode } from '../kernel/error-code.ts';

/** An entry of `errors` of an answer. */
export interface ApiError {
  readonly message: string;
  /** Where in `data` it belongs; absent for an error of the whole request. */
  readonly path?: readonly (string | number)[];
  readonly extensions: ErrorDetails;
}

interface Denied {
  /** The field: `Customer.walletCards`. */
  readonly coordinate: string;
  /** Scope sets any of which would do. */
  readonly required: readonly (readonly string[])[];
  readonly granted: readonly string[];
  /** The same sets less what the token holds. */
  readonly missing: readonly (readonly string[])[];
}

interface FromUpstream {
  /** Which service it was: `wallets`. */
  readonly service: string;
  /** Of a write: `UNKNOWN` where nobody knows whether it was acted upon, `NOT_SENT` where it was not. */
  readonly outcome?: 'UNKNOWN' | 'NOT_SENT';
  /** Idempotency key of the write; send it again with the same one. */
  readonly refId?: string;
}

interface Retry {
  /** Seconds to wait, where they are known. */
  readonly retryAfter?: number;
}

/** What codes carry beside `code` and `requestId`. */
interface DetailsByCode {
  readonly UNAUTHENTICATED: Partial<FromUpstream>;
  readonly INSUFFICIENT_SCOPE: Denied;
  readonly NOT_OWNER: Partial<Denied>;
  readonly RATE_LIMITED: Retry;
  readonly UPSTREAM_RATE_LIMITED: Retry & FromUpstream;
  readonly UPSTREAM_TIMEOUT: FromUpstream;
  readonly UPSTREAM_UNAVAILABLE: FromUpstream;
  readonly UPSTREAM_REFUSED: FromUpstream;
  readonly UPSTREAM_MALFORMED: FromUpstream;
  readonly BUDGET_EXCEEDED: { readonly estimate?: number; readonly limit?: number };
}

/** What `extensions` of an error hold, told apart by `code`. */
export type ErrorDetails = {
  readonly [Code in ErrorCode]: { readonly code: Code; readonly requestId: string } & (Code extends keyof DetailsByCode
    ? DetailsByCode[Code]
    : unknown);
}[ErrorCode];

/** No answer came, or none that is GraphQL. What was sent may have been acted upon. */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly reason: 'network' | 'timeout' | 'no-graphql';
  /** HTTP status; null where no response came, or not in time. */
  readonly status: number | null;
  /** Seconds to wait before the next try, by the header `Retry-After`; null: nobody says. */
  readonly retryAfter: number | null;

  constructor(
    reason: NoAnswerError['reason'],
    status: number | null,
    retryAfter: number | null = null,
    cause?: unknown,
  ) {
    super(messages[reason], { cause });
    this.reason = reason;
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

const messages = {
  network: 'The server cannot be reached.',
  timeout: 'The server did not answer in time.',
  'no-graphql': 'What came back is not an answer of the GraphQL server.',
} as const;
