import { hash } from 'node:crypto';
import { checkedId } from '../kernel/ids.ts';
import { isRecord, memberOf } from '../kernel/record.ts';
import { malformed } from './answer.ts';
import type { Endpoint } from './endpoint.ts';
import { usableRows } from './form.ts';

/**
 * A place in an upstream list: rows after `after` (null: from the start), less the first `skip` of them.
 * `skip` makes places between two cursors of an envelope list reachable, whose rows carry no cursor of their own.
 */
export interface Position {
  readonly after: string | null;
  /** 0 to 100. */
  readonly skip: number;
  /** Rows that the next page brings again, as `marksOf` marks them; only in a list that is read by time. */
  readonly seen?: string;
}

/** A part of a list. */
export interface Window {
  /** 1 to 100, or the largest number of rows of the endpoint. */
  readonly first: number;
  /** Null: from the start. */
  readonly from: Position | null;
  /** Whether upstream should also count the whole list. Default: false. */
  readonly counts?: boolean;
}

/** One page of an upstream list, of any paging style. */
export interface Page<Item> {
  /** Rows that can be used, in the order of the list. */
  readonly items: readonly Item[];
  /** How many rows are left out, because they cannot be read, have no id, or repeat the id of a row before them. */
  readonly lost: number;
  /** The position after each item; has the length of `items`. */
  readonly positions: readonly Position[];
  /** The position of the next page; null at the end of the list. */
  readonly next: Position | null;
  /** Number of rows in the whole list; null or undefined if upstream did not say. */
  readonly total?: number | null;
}

/** The part of a query that asks upstream for a window, and how the answer becomes a page. */
export interface PageRequest {
  readonly query: {
    readonly limit: number;
    readonly starting_after: string | undefined;
    readonly total: true | undefined;
    readonly [since: string]: string | number | true | undefined;
  };
  /** @throws UpstreamError when the answer holds something else than rows */
  readonly read: (answer: unknown, headers: Readonly<Record<string, unknown>>) => Page<object>;
}

const maxLimit = 100;
/** Letters of a mark: two of a hundred rows have the same one once in 200,000 times. */
const markLength = 5;
const beginning: Position = { after: null, skip: 0 };

/**
 * Asks for a window of a paged endpoint. A page is shorter than wanted where `skip` and `first` exceed 100 together.
 *
 * @param query what else the list is asked with
 * @throws InputError when the place of the window is not a valid cursor
 */
export function pageRequest(endpoint: Endpoint, { first, from, counts }: Window, query: object = {}): PageRequest {
  const start = from ?? beginning;
  const since = endpoint.paging?.since;
  const byTime = since !== undefined && Reflect.get(query, since.parameter) !== undefined ? since : null;
  const isArray = endpoint.paging?.style === 'array';
  // A bare array does not say whether it goes on: one row more than wanted tells.
  const limit = Math.min(endpoint.paging?.max ?? maxLimit, start.skip + first + (isArray ? 1 : 0));
  const after = start.after === null ? undefined : checkedId('after', start.after);
  return {
    query: {
      limit,
      starting_after: byTime === null ? after : undefined,
      total: counts === true ? true : undefined,
      ...(byTime !== null && after !== undefined && { [byTime.parameter]: after }),
    },
    read: (answer, headers) => {
      const page =
        byTime !== null
          ? readByTime(endpoint, checkedRows(endpoint, answer), start, first, byTime.member)
          : isArray
            ? readArray(endpoint, answer, start, first)
            : readEnvelope(endpoint, answer, start, first);
      return counts === true ? { ...page, total: totalOf(headers) } : page;
    },
  };
}

function readArray(endpoint: Endpoint, answer: unknown, { after, skip }: Position, first: number): Page<object> {
  const rows = checkedRows(endpoint, answer);
  const cursors = rows.map((row) => cursorOf(row, endpoint.paging?.cursor));
  if (standsStill(cursors, after)) throw malformed(endpoint, 'cursor');
  const wanted = rows.slice(skip, skip + first);
  const positions = wanted.map((_, index) => {
    const cursor = cursors[skip + index] ?? null;
    return cursor === null ? { after, skip: skip + index + 1 } : { after: cursor, skip: 0 };
  });
  // Where the hundredth row is wanted there is no asking for one more: a full page may go on.
  const goesOn = rows.length > skip + wanted.length || rows.length >= maxLimit;
  return { ...usable(wanted, positions), next: goesOn ? (positions.at(-1) ?? null) : null };
}

/**
 * A list in the order of a time, of which each page is asked for by the latest time of the one before. It begins with the rows
 * of that time, of which `seen` were given already: a row that has changed since comes again, later.
 */
function readByTime(
  endpoint: Endpoint,
  rows: readonly (object | null)[],
  { after, skip, seen = '' }: Position,
  first: number,
  member: string,
): Page<object> {
  const isSeen = (row: object | null) => row !== null && seen.includes(markOf(endpoint, row));
  const fresh = rows.filter((row) => !isSeen(row));
  const wanted = fresh.slice(0, first);
  let at: Position = { after, skip, seen };
  const positions = wanted.map((row) => {
    if (row !== null) at = placeAfter(at, row, member, markOf(endpoint, row));
    return at;
  });
  const goesOn = fresh.length > wanted.length || rows.length >= maxLimit;
  const isStill = at.after === after && at.skip === skip;
  if (goesOn && (isStill || !isInOrder(rows, member))) throw malformed(endpoint, 'cursor');
  return { ...usable(wanted, positions), next: goesOn ? at : null };
}

function isInOrder(rows: readonly (object | null)[], member: string): boolean {
  const times = rows.map((row) => Date.parse(text(memberOf(row, member)) ?? '')).filter((time) => !Number.isNaN(time));
  return times.every((time, index) => index === 0 || time >= (times[index - 1] ?? time));
}

/** A row that tells no time, or one that is not later, is given again with the next page. */
function placeAfter({ after, skip, seen = '' }: Position, row: object, member: string, mark: string): Position {
  const time = text(memberOf(row, member));
  const isLater = time !== null && (after === null || Date.parse(time) > Date.parse(after));
  return isLater ? { after: time, skip: 1, seen: mark } : { after, skip: skip + 1, seen: seen + mark };
}

/** A few letters by which a row is known again: a cursor has room for a hundred of them. */
function markOf(endpoint: Endpoint, row: object): string {
  const id = endpoint.answer.ids.map((name) => text(memberOf(row, name))).find((each) => each !== null);
  return `${hash('sha256', id ?? JSON.stringify(row), 'base64url').slice(0, markLength)},`;
}

/** The rows of a page that can be used, each with its place: those that cannot are counted. */
function usable(rows: readonly (object | null)[], positions: readonly Position[]) {
  const items: object[] = [];
  const places: Position[] = [];
  for (const [index, position] of positions.entries()) {
    const row = rows[index] ?? null;
    if (row === null) continue;
    items.push(row);
    places.push(position);
  }
  return { items, positions: places, lost: rows.length - items.length };
}

function readEnvelope(endpoint: Endpoint, answer: unknown, { after, skip }: Position, first: number): Page<object> {
  if (!isRecord(answer)) throw malformed(endpoint, 'kind');
  // The contract requires no member: a list without rows may come without the list.
  const rows = checkedRows(endpoint, memberOf(answer, endpoint.paging?.items ?? '') ?? []);
  const wanted = rows.slice(skip, skip + first);
  const cursor = rows.length === 0 ? null : text(memberOf(answer, 'starting_after'));
  if (cursor !== null && cursor === after) throw malformed(endpoint, 'cursor');
  const positions = wanted.map((_, index) => {
    const place = skip + index + 1;
    return cursor !== null && place === rows.length ? { after: cursor, skip: 0 } : { after, skip: place };
  });
  const page = usable(wanted, positions);
  if (rows.length > skip + wanted.length) return { ...page, next: positions.at(-1) ?? null };
  // Less than `skip` is left where the list shrank since the position was given out: what follows is on the next page.
  const next = cursor === null ? null : { after: cursor, skip: Math.max(0, skip - rows.length) };
  return { ...page, next };
}

/** Whether the list would never end: a row has the cursor at which the page starts, or two rows have the same cursor. */
function standsStill(cursors: readonly (string | null)[], after: string | null): boolean {
  const told = cursors.filter((cursor) => cursor !== null);
  return (after !== null && told.includes(after)) || new Set(told).size < told.length;
}

/** The number of rows in the whole list, from upstream's header; null if it is missing or not a number. */
function totalOf({ 'total-count': told }: Readonly<Record<string, unknown>>): number | null {
  return typeof told === 'string' && /^\d{1,9}$/.test(told) ? Number(told) : null;
}

function checkedRows(endpoint: Endpoint, rows: unknown): readonly (object | null)[] {
  if (!Array.isArray(rows)) throw malformed(endpoint, 'kind');
  return usableRows(endpoint, rows);
}

/** What `starting_after` takes to go on after a row; null where the row does not say or cannot be used. */
function cursorOf(row: object | null, key: string | undefined): string | null {
  if (row === null) return null;
  return text(memberOf(row, 'paging_token')) ?? (key === undefined ? null : text(memberOf(row, key)));
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}
