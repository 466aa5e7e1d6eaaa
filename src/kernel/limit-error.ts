/** A request, or what it asks for, is larger than a limit lets it be. Answered as `LIMIT_EXCEEDED`, with 400 where nothing was run. */
export class LimitError extends Error {
  override readonly name = 'LimitError';
  /** What was counted: `aliases`. */
  readonly limit: string;
  /** The largest number that is allowed. */
  readonly most: number;
  /** What was counted; counting may have stopped soon after `most`. */
  readonly counted: number;

  /** @param addition a sentence that follows the message. Default: none. */
  constructor(limit: string, most: number, counted: number, addition = '') {
    super(`Too many ${limit}: ${counted}, and at most ${most} are let through.${addition}`);
    this.limit = limit;
    this.most = most;
    this.counted = counted;
  }
}

/**
 * Checks a count against a limit.
 *
 * @throws LimitError if the count is above the limit
 */
export function holdTo(limit: string, most: number, counted: number): void {
  if (counted > most) throw new LimitError(limit, most, counted);
}
