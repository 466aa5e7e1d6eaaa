import { type AuditOptions, createAudit } from '../audit.ts';
import type { ServerPlugin } from '../request-context.ts';

/** Writes down that somebody other than the customer has read a customer's data. */
export function useAudit(options: AuditOptions): ServerPlugin {
  const audit = createAudit(options);
  return {
    onExecutionResult({ context: { facts, viewer, customerIds } }) {
      audit(facts, viewer, customerIds);
    },
  };
}
