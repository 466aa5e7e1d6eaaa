import { type AuditOptions, createAudit } from '../audit/audit.ts';
import type { ServerPlugin } from '../request-context.ts';

/** Writes down who has read or changed whose data. */
export function useAudit(options: AuditOptions): ServerPlugin {
  const audit = createAudit(options);
  return {
    onExecutionResult({ context }) {
      audit(context);
    },
  };
}
