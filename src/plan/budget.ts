import type { Calls } from './call-site.ts';

/** An operation may make more upstream calls than it is allowed; it was not run. */
export class BudgetError extends Error {
  override readonly name = 'BudgetError';
  /** Upstream calls that it may make, as far as lists are bounded. */
  readonly estimate: number;
  readonly limit: number;
  /** The paths that cost most, at most three. */
  readonly costliest: readonly { readonly path: string; readonly calls: number }[];

  constructor({ known, sites }: Calls, limit: number) {
    super(`The operation may make ${known} upstream calls, more than ${limit}. Ask for fewer items of its lists.`);
    this.estimate = known;
    this.limit = limit;
    this.costliest = [...sites]
      .sort((one, other) => other.known - one.known)
      .slice(0, 3)
      .map(({ path, known: calls }) => ({ path: path.join('.'), calls }));
  }
}
