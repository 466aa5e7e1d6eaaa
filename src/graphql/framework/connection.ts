import { createHash } from 'node:crypto';
import type { ArgBuilder, ObjectRef, SchemaTypes } from '@pothos/core';
import { checkedId } from '../../kernel/ids.ts';
import { InputError } from '../../kernel/input-error.ts';
import { unreadable } from '../../kernel/unreadable.ts';
import type { Page, Position, Window } from '../../upstream/page.ts';
import { builder } from '../builder.ts';
import { each, lostEdge } from '../entries.ts';

type Types = typeof builder.$inferSchemaTypes;

const defaultFirst = 10;
const maxFirst = 100;

/** The two arguments of every paged field. */
export interface PageArgs {
  readonly first: number;
  readonly after?: string | null | undefined;
}

/** Declares `first` (default 10, 1 to 100) and `after`. */
export function pageArgs(arg: ArgBuilder<SchemaTypes>) {
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

/** One page of items as the connection types expose it. */
export interface Connection<Node> {
  readonly edges: { readonly cursor: string; readonly node: Node }[];
  readonly pageInfo: {
    readonly hasNextPage: boolean;
    readonly hasPreviousPage: boolean;
    readonly startCursor: string | null;
    readonly endCursor: string | null;
  };
  /** The input with which the list was called, if upstream can count it; null if it cannot. */
  readonly counted?: object | null;
}

/** Which list a page belongs to: what is called, and with which input. A cursor is valid in its own list only. */
export interface List {
  readonly called: string;
  readonly input: object;
  /** Whether upstream can count its rows. */
  readonly counts: boolean;
}

/** A page as a connection. Cursors are made when they are read. */
export function connectionOf<Row, Node>(
  { items, positions, next, lost }: Page<Row>,
  list: List,
  { after }: PageArgs,
  node: (row: Row) => Node,
): Connection<Node> {
  let fingerprint: string | undefined;
  const cursorOf = (position: Position): string => {
    fingerprint ??= fingerprintOf(list);
    return encodeCursor(fingerprint, position);
  };
  const edges = each(items, node).map((made, index) => {
    const position = positions[index];
    return made === unreadable || position === undefined ? lostEdge : new Edge(made, position, cursorOf);
  });
  return {
    edges: [...edges, ...Array<typeof lostEdge>(lost).fill(lostEdge)],
    counted: list.counts ? list.input : null,
    // Where a page goes on, it does so after the rows that were left out at its end.
    pageInfo: new PageInfo(next !== null, typeof after === 'string', positions[0], next ?? positions.at(-1), cursorOf),
  };
}

/**
 * A class, since an object literal with a getter takes 800 ns to make, and a class 11 (50 rows at a time, Node 24). V8 also
 * puts the getters of a literal among its old objects, where they keep what they refer to until all of them are looked at.
 */
class PageInfo {
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  readonly #first: Position | undefined;
  readonly #last: Position | undefined;
  readonly #cursorOf: (position: Position) => string;

  constructor(
    hasNextPage: boolean,
    hasPreviousPage: boolean,
    first: Position | undefined,
    last: Position | undefined,
    cursorOf: (position: Position) => string,
  ) {
    this.hasNextPage = hasNextPage;
    this.hasPreviousPage = hasPreviousPage;
    this.#first = first;
    this.#last = last;
    this.#cursorOf = cursorOf;
  }

  get startCursor(): string | null {
    return this.#first === undefined ? null : this.#cursorOf(this.#first);
  }

  get endCursor(): string | null {
    return this.#last === undefined ? null : this.#cursorOf(this.#last);
  }
}

/** A class for the reason of `PageInfo`. */
class Edge<Node> {
  readonly node: Node;
  readonly #position: Position;
  readonly #cursorOf: (position: Position) => string;

  constructor(node: Node, position: Position, cursorOf: (position: Position) => string) {
    this.node = node;
    this.#position = position;
    this.#cursorOf = cursorOf;
  }

  get cursor(): string {
    return this.#cursorOf(this.#position);
  }
}

function fingerprintOf({ called, input }: List): string {
  return createHash('sha256')
    .update(JSON.stringify([called, input]))
    .digest('base64url')
    .slice(0, 10);
}

/**
 * The part of a list that the arguments of a paged field ask for.
 *
 * @throws InputError if `first` is out of range or `after` is not a cursor of this list
 */
export function windowOf({ first, after }: PageArgs, list: List): Window {
  if (first < 1 || first > maxFirst) throw new InputError(`first must be from 1 to ${maxFirst}.`);
  return { first, from: typeof after === 'string' ? decodeCursor(fingerprintOf(list), after) : null };
}

function encodeCursor(fingerprint: string, { after, skip, seen }: Position): string {
  const parts = seen === undefined ? [fingerprint, after, skip] : [fingerprint, after, skip, seen];
  return Buffer.from(JSON.stringify(parts)).toString('base64url');
}

function decodeCursor(fingerprint: string, cursor: string): Position {
  const [list, after, skip, seen] = cursorParts(cursor);
  if (list !== fingerprint) throw new InputError('after is not a cursor of this list.');
  if (typeof skip !== 'number' || !Number.isInteger(skip) || skip < 0 || skip > maxFirst) {
    throw new InputError('after is not a cursor of this list.');
  }
  if (after !== null && typeof after !== 'string') throw new InputError('after is not a cursor of this list.');
  const place = { after: after === null ? null : checkedId('after', after), skip };
  return typeof seen === 'string' ? { ...place, seen } : place;
}

function cursorParts(cursor: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
