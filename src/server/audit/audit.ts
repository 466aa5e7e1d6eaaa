import { createHmac } from 'node:crypto';
import { OperationTypeNode, type VariableValues } from 'graphql';
import type { Logger } from 'pino';
import { fieldsOf, type OperationTree } from '../../execution/tree.ts';
import type { GraphContext } from '../../graphql/context.ts';
import { isRecord } from '../../kernel/record.ts';
import { unreadable } from '../../kernel/unreadable.ts';
import type { RequestFacts } from '../facts.ts';
import { auditVersion } from './line.ts';
import { writesOf } from './writes.ts';

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

/** What an audit line is made of. */
export interface Audited extends Pick<GraphContext, 'viewer' | 'writes'> {
  readonly facts: RequestFacts;
  readonly customerIds: ReadonlySet<string>;
  readonly variables: VariableValues | null;
}

/** Writes the audit line of a request where it has to leave one. */
export type Audit = (audited: Audited) => void;

/**
 * Writes down who has read or changed what, and whose data it was (hashed, so that the same customer is the same text): a
 * line for each mutation, and for each query that shows a customer's data to somebody else.
 */
export function createAudit({ log, auditKey }: AuditOptions): Audit {
  /** What every line of an operation says is put into words once. */
  const known = new WeakMap<OperationTree, Logger>();
  function logOf(tree: OperationTree): Logger {
    let found = known.get(tree);
    if (found === undefined) {
      found = log.child({ log: 'audit', version: auditVersion, fields: coordinatesOf(tree) });
      known.set(tree, found);
    }
    return found;
  }

  return ({ facts: { requestId, tree, operationName }, viewer, customerIds, variables, writes: outcomes }) => {
    if (tree === null) return;
    const { kind, client, person, accountId, customerId } = viewer;
    const isWrite = tree.operation.operation === OperationTypeNode.MUTATION;
    const writes = isWrite && variables !== null ? writesOf(tree, variables, outcomes) : [];
    const ids = [...customerIds].filter((id) => writes.length > 0 || id !== customerId);
    if (writes.length === 0 && ids.length === 0) return;
    const key = auditKey ?? accountId ?? '';
    const event = writes.length > 0 ? 'write' : 'read';
    logOf(tree).info(
      {
        event,
        requestId,
        viewer: kind,
        client,
        person,
        customers: ids.map((id) => createHmac('sha256', key).update(id).digest('base64url')),
        operationName,
        ...(event === 'write' && { writes }),
      },
      event === 'write' ? 'data was written' : 'personal data was read',
    );
  };
}

/** Coordinates of the fields that an operation asks for, introspection and its mutations apart, each once. */
function coordinatesOf({ root }: OperationTree): readonly string[] {
  const asked = [...fieldsOf(root)].filter(({ coordinate }) => !/__|^Mutation\./.test(coordinate));
  return [...new Set(asked.map(({ coordinate }) => coordinate))];
}
