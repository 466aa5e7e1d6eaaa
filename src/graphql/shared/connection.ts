import { createHash } from 'node:crypto';
import type { ArgBuilder, ObjectRef } from '@pothos/core';
import { checkedId } from '../../kernel/ids.ts';
import { InputError } from '../../kernel/input-error.ts';
import type { ScopedEndpoint } from '../../kernel/scope.ts';
import type { Page, Position, Window } from '../../upstream/page.ts';
import { builder } from '../builder.ts';

type Types = typeof builder.$inferSchemaTypes;

const defaultFirst = 10;
const maxFirst = 100;

/** The two arguments of every paged field. */
export interface PageArgs {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** Declares `first` (default 10, 1 to 100) and `after`. */
export function pageArgs(arg: ArgBuilder<Types>) {
  return {
    first: arg.int({
      required: true,
      defaultValue: defaultFirst,
      description: `How many items at most, 1 to ${maxFirst}.`,
    }),
    after: arg.string({ description: 'Cursor of the item before the first one wanted. Null: from the start.' }),
  };
}

/** The connection and edge types of a node type: `CustomerConnection` and `CustomerEdge` of `Customer`. */
export function connectionType<Node extends object>(node: ObjectRef<Types, Node>) {
  return builder.connectionObject(
    { type: node, name: `${node.name}Connection`, description: `A page of a list of \`${node.name}\`.` },
    { name: `${node.name}Edge`, description: `A \`${node.name}\` with its place in the list.` },
  );
}

/** Which list a page is of: cursors of one list are refused by every other. */
export interface List {
  readonly operation: ScopedEndpoint;
  /** What beside the operation makes the list this one: the ids of its path and its filter. */
  readonly of?: unknown;
}

/** One page of items as the connection types expose it. */
export interface Connection<Node> {
  readonly edges: { cursor: string; node: Node }[];
  readonly pageInfo: {
    hasNextPage: boolean;
    hasPreviousPage: boolean;
    startCursor: string | null;
    endCursor: string | null;
  };
}

/**
 * Reads the page that a paged field was asked for; null where upstream knows no such list.
 *
 * @throws InputError when `first` is out of range or `after` is no cursor of this list
 */
export async function readConnection<Node>(
  args: PageArgs,
  list: List,
  read: (window: Window) => Promise<Page<Node> | null>,
): Promise<Connection<Node> | null> {
  const fingerprint = fingerprintOf(list);
  const page = await read(windowOf(args, fingerprint));
  if (page === null) return null;
  const edges = page.items.map((node, index) => ({
    cursor: encodeCursor(fingerprint, page.positions[index] ?? { after: null, skip: index + 1 }),
    node,
  }));
  return {
    edges,
    pageInfo: {
      hasNextPage: page.next !== null,
      hasPreviousPage: typeof args.after === 'string',
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

function fingerprintOf({ operation, of }: List): string {
  return createHash('sha256')
    .update(JSON.stringify([operation.name, of]))
    .digest('base64url')
    .slice(0, 10);
}

function windowOf({ first, after }: PageArgs, fingerprint: string): Window {
  if (first < 1 || first > maxFirst) throw new InputError(`first must be from 1 to ${maxFirst}.`);
  return { first, from: typeof after === 'string' ? decodeCursor(fingerprint, after) : null };
}

function encodeCursor(fingerprint: string, { after, skip }: Position): string {
  return Buffer.from(JSON.stringify([fingerprint, after, skip])).toString('base64url');
}

function decodeCursor(fingerprint: string, cursor: string): Position {
  const [list, after, skip] = cursorParts(cursor);
  if (list !== fingerprint) throw new InputError('after is no cursor of this list.');
  if (typeof skip !== 'number' || !Number.isInteger(skip) || skip < 0 || skip > maxFirst) {
    throw new InputError('after is no cursor of this list.');
  }
  if (after === null) return { after, skip };
  if (typeof after !== 'string') throw new InputError('after is no cursor of this list.');
  return { after: checkedId('after', after), skip };
}

function cursorParts(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
