import { createHmac } from 'node:crypto';
import type { Logger } from 'pino';
import type { Viewer } from '../auth/viewer.ts';
import { fieldsOf, type OperationTree } from '../execution/tree.ts';
import { isRecord } from '../kernel/record.ts';
import { unreadable } from '../kernel/unreadable.ts';
import type { RequestFacts } from './facts.ts';

/** Notes whose data went through a session. */
export interface Noted {
  /** Ids of the customers whose data was asked for or answered, as far as calls and answers name them. */
  readonly customerIds: ReadonlySet<string>;
  /** Takes the path's parameters of a call, and what was answered. */
  note(path: object | undefined, answer: unknown): void;
}

/** Customers noted of one request at most. */
const mostCustomers = 1_000;

/** Notes of a request that has called nothing yet. */
export function createNoted(): Noted {
  const customerIds = new Set<string>();
  // Loops that call nothing: they pass over every row of every answer.
  function noteRows(rows: readonly unknown[]): void {
    for (const row of rows) {
      if (typeof row !== 'object' || row === null || row === unreadable || !('customer_id' in row)) continue;
      const id = row.customer_id;
      if (typeof id === 'string' && customerIds.size < mostCustomers) customerIds.add(id);
    }
  }
  return {
    customerIds,
    note(path, answer) {
      if (Array.isArray(answer)) noteRows(answer);
      noteRows([path, answer]);
      if (!isRecord(answer)) return;
      for (const name in answer) {
        const rows = answer[name];
        if (Array.isArray(rows)) noteRows(rows);
      }
    },
  };
}

/** What audit lines are made with. */
export interface AuditOptions {
  readonly log: Logger;
  /** Secret that customers' ids are hashed with; null: the account's id, which is no secret. */
  readonly auditKey: string | null;
}

/** Writes the audit line of a request where it has to leave one. */
export type Audit = (facts: RequestFacts, viewer: Viewer, customerIds: ReadonlySet<string>) => void;

/**
 * Writes down that somebody other than the customer has read a customer's data: who, whose (hashed, so that the same
 * customer is the same text), and which fields were asked for. One line per request, at info, with `log: "audit"`.
 */
export function createAudit({ log, auditKey }: AuditOptions): Audit {
  /** What every line of an operation says is put into words once. */
  const known = new WeakMap<OperationTree, Logger>();
  function logOf(tree: OperationTree): Logger {
    let found = known.get(tree);
    if (found === undefined) {
      found = log.child({ log: 'audit', coordinates: coordinatesOf(tree) });
      known.set(tree, found);
    }
    return found;
  }

  return ({ requestId, tree, operationName }, { kind, subject, accountId, customerId }, customerIds) => {
    const others = [...customerIds].filter((id) => id !== customerId);
    if (others.length === 0 || tree === null) return;
    const key = auditKey ?? accountId ?? '';
    logOf(tree).info(
      {
        requestId,
        who: subject,
        viewer: kind,
        customers: others.map((id) => createHmac('sha256', key).update(id).digest('base64url')),
        operationName,
      },
      'personal data was read',
    );
  };
}

/** Coordinates of the fields that an operation asks for, introspection apart, each once. */
function coordinatesOf({ root }: OperationTree): readonly string[] {
  const asked = [...fieldsOf(root)].filter(({ coordinate }) => !coordinate.includes('__'));
  return [...new Set(asked.map(({ coordinate }) => coordinate))];
}
