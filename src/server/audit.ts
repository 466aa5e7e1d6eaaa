import { createHmac } from 'node:crypto';
import {
  type DocumentNode,
  type GraphQLSchema,
  getNamedType,
  isIntrospectionType,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Logger } from 'pino';
import type { Viewer } from '../auth/viewer.ts';
import { isRecord } from '../kernel/record.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { RequestFacts } from './exchange.ts';

/** A session that notes whose data went through it. */
export interface AuditedSession {
  readonly session: UpstreamSession;
  /** Ids of the customers whose data was asked for or answered, as far as calls and answers name them. */
  readonly customerIds: ReadonlySet<string>;
}

/** Customers noted of one request at most. */
const mostCustomers = 1_000;

/** Notes the customers of every call that a session answers. */
export function audited(inner: UpstreamSession): AuditedSession {
  const customerIds = new Set<string>();
  // Loops that call nothing: they pass over every row of every answer.
  function note(rows: readonly unknown[]): void {
    for (const row of rows) {
      if (typeof row !== 'object' || row === null || !('customer_id' in row)) continue;
      const id = row.customer_id;
      if (typeof id === 'string' && customerIds.size < mostCustomers) customerIds.add(id);
    }
  }
  function noteAnswer(path: unknown, answer: unknown): void {
    if (Array.isArray(answer)) note(answer);
    note([path, answer]);
    if (!isRecord(answer)) return;
    for (const name in answer) {
      const rows = answer[name];
      if (Array.isArray(rows)) note(rows);
    }
  }
  const session: UpstreamSession = {
    get callCount() {
      return inner.callCount;
    },
    async call(endpoint, input) {
      const answer = await inner.call(endpoint, input);
      noteAnswer(input.path, answer);
      return answer;
    },
    async page(endpoint, input, window) {
      const page = await inner.page(endpoint, input, window);
      noteAnswer(input.path, page.items);
      return page;
    },
  };
  return { session, customerIds };
}

/** What audit lines are made with. */
export interface AuditOptions {
  readonly log: Logger;
  readonly schema: GraphQLSchema;
  /** Secret that customers' ids are hashed with; null: the account's id, which is no secret. */
  readonly auditKey: string | null;
}

/** Writes the audit line of a request where it has to leave one. */
export type Audit = (facts: RequestFacts, viewer: Viewer, customerIds: ReadonlySet<string>) => void;

/**
 * Writes down that somebody other than the customer has read a customer's data: who, whose (hashed, so that the same
 * customer is the same text), and which fields were asked for. One line per request, at info, with `log: "audit"`.
 */
export function createAudit({ log, schema, auditKey }: AuditOptions): Audit {
  const known = new WeakMap<DocumentNode, readonly string[]>();

  function coordinates(document: DocumentNode): readonly string[] {
    const found = known.get(document) ?? coordinatesOf(schema, document);
    known.set(document, found);
    return found;
  }

  return ({ requestId, document, operationName }, { kind, subject, accountId, customerId }, customerIds) => {
    const others = [...customerIds].filter((id) => id !== customerId);
    if (others.length === 0 || document === null) return;
    const hashed = (id: string) =>
      createHmac('sha256', auditKey ?? accountId ?? '')
        .update(id)
        .digest('base64url');
    log.info(
      {
        log: 'audit',
        requestId,
        who: subject,
        viewer: kind,
        customers: others.map(hashed),
        coordinates: coordinates(document),
        operationName,
      },
      'personal data was read',
    );
  };
}

/** Coordinates of the fields that a document asks for, introspection apart, each once. */
function coordinatesOf(schema: GraphQLSchema, document: DocumentNode): readonly string[] {
  const types = new TypeInfo(schema);
  const found = new Set<string>();
  visit(
    document,
    visitWithTypeInfo(types, {
      Field({ name }) {
        const parent = getNamedType(types.getParentType());
        if (parent && !isIntrospectionType(parent) && !name.value.startsWith('__'))
          found.add(`${parent.name}.${name.value}`);
      },
    }),
  );
  return [...found];
}
