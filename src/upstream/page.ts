import { checkedId } from '../kernel/ids.ts';
import { malformed } from './answer.ts';
import type { Operation } from './operation.ts';

/**
 * A place in an upstream list: rows after `after` (null: from the start), less the first `skip` of them.
 * `skip` makes places between two cursors of an envelope list reachable, whose rows carry no cursor of their own.
 */
export interface Position {
  readonly after: string | null;
  readonly skip: number;
}

/** Which part of a list is wanted. */
export interface Window {
  /** 1 to 100. */
  readonly first: number;
  /** Null: from the start. */
  readonly from: Position | null;
}

/** One page of an upstream list, whatever its paging style. */
export interface Page<Item> {
  readonly items: readonly Item[];
  /** Where the list goes on after each item; as long as `items`. */
  readonly positions: readonly Position[];
  /** Where the next page begins, null at the end of the list. */
  readonly next: Position | null;
}

const maxLimit = 100;

/** The part of a query that asks upstream for a window, and how the answer becomes a page. */
export interface PageRequest {
  readonly query: { readonly limit: number; readonly starting_after: string | undefined };
  readonly read: <Item>(answer: unknown, isItem: (row: unknown) => row is Item) => Page<Item>;
}

/**
 * Asks for a window of a paged operation.
 *
 * @throws InputError when the place of the window is no valid cursor
 */
export function pageRequest(operation: Operation, { first, from }: Window): PageRequest {
  const start = from ?? { after: null, skip: 0 };
  const isArray = operation.paging?.style === 'array';
  // A bare array does not say whether it goes on: one row more than wanted tells.
  const limit = Math.min(maxLimit, start.skip + first + (isArray ? 1 : 0));
  return {
    query: { limit, starting_after: start.after === null ? undefined : checkedId('after', start.after) },
    read: (answer, isItem) => {
      const rows = rowsOf(operation, answer).filter(isItem);
      const wanted = rows.slice(start.skip, start.skip + first);
      const end = start.skip + wanted.length;
      const goesOn = isArray ? null : cursorOf(answer);
      const cursorKey = operation.paging?.cursor;
      const positions = wanted.map((row, index) => {
        const place = start.skip + index + 1;
        if (goesOn !== null && place === rows.length) return { after: goesOn, skip: 0 };
        const cursor = isArray ? rowCursor(row, cursorKey) : null;
        return cursor === null ? { after: start.after, skip: place } : { after: cursor, skip: 0 };
      });
      const more = rows.length > end || goesOn !== null || (isArray && limit === maxLimit && rows.length === maxLimit);
      return { items: wanted, positions, next: more ? (positions.at(-1) ?? null) : null };
    },
  };
}

function rowsOf(operation: Operation, answer: unknown): unknown[] {
  const member = operation.paging?.items;
  const rows = member === undefined ? answer : (read(answer, member) ?? []);
  if (!Array.isArray(rows)) throw malformed(operation);
  return rows;
}

function cursorOf(answer: unknown): string | null {
  const cursor = read(answer, 'starting_after');
  return typeof cursor === 'string' && cursor !== '' ? cursor : null;
}

function rowCursor(row: unknown, key: string | undefined): string | null {
  const token = read(row, 'paging_token');
  if (typeof token === 'string') return token;
  const value = key === undefined ? undefined : read(row, key);
  return typeof value === 'string' ? value : null;
}

function read(value: unknown, member: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, member) : undefined;
}
