import type { WriteOutcome } from '../../kernel/write-outcome.ts';

/** Form of audit lines, which `schema/audit-line.schema.json` describes; a new number for each change that a reader must know of. */
export const auditVersion = 1;

/** One write of an operation, as its audit line tells it. */
export interface WriteLine {
  /** `Mutation.customerUpdate`. */
  readonly mutation: string;
  /** Members of the input that were given, `details.firstName`: names, never values. */
  readonly members: readonly string[];
  readonly outcome: WriteOutcome;
}
