import type { Endpoint } from './endpoint.ts';
import type { UpstreamErrorKind } from './errors.ts';

/** What is known of a try before it is made. */
export interface TryFacts {
  readonly isRetry: boolean;
  /** Whether it starts before its field's turn. */
  readonly isEarly: boolean;
}

/** Told about every upstream call of one request. */
export interface CallsWatch {
  /** Whether calls that begin now start before their field's turn. */
  isEarly: boolean;
  /** Called when a call is made, and once more when it is retried. */
  startTry(endpoint: Endpoint, facts: TryFacts): TryWatch;
}

/** Told about one try of one upstream call. Its functions return at once and never throw. */
export interface TryWatch {
  /** Headers that tell the service of this try; they replace those of the caller. */
  readonly headers: Readonly<Record<string, string>>;
  /** A connection is free, so the call is sent. */
  begun(): void;
  /**
   * The try has ended.
   *
   * @param status null: there was no answer
   * @param failure `limit`: the request has read more than it may; null: it succeeded
   */
  ended(status: number | null, failure: UpstreamErrorKind | 'limit' | null): void;
}
