import { isRecord } from '../kernel/record.ts';
import { unreadable } from '../kernel/unreadable.ts';
import type { Endpoint } from './endpoint.ts';
import type { AnswerFlaw } from './errors.ts';

/** The parameters of a call's path and query. */
export interface RequestParameters {
  readonly path?: object | undefined;
  readonly query?: object | undefined;
}

/**
 * What an answer lacks of the form that the contract promises: that it is an object or an array, that it tells no error,
 * that it has its ids, and that it and its rows are about what was asked for. Undefined: nothing. What is wrong with one row
 * of a list that is read takes that row alone, see `usableRows`; of a write every row counts.
 */
export function flawOf(endpoint: Endpoint, asked: RequestParameters, json: unknown): AnswerFlaw | undefined {
  const { kind } = endpoint.answer;
  if (kind === 'array') return Array.isArray(json) ? flawOfRows(json, endpoint, asked, endpoint.read) : 'kind';
  if (!isRecord(json)) return 'kind';
  // No answer of the contract has such a member; some servers tell an error with 200.
  if (json['error'] !== undefined && json['error'] !== null) return 'error';
  if (endpoint.paging === null) {
    // What a write came to is never nothing.
    if (!endpoint.read && Object.keys(json).length === 0) return 'ids';
    return flawOfRows([json], endpoint, asked, false);
  }
  const rows = json[endpoint.paging.items ?? ''] ?? [];
  return Array.isArray(rows) ? flawOfRows(rows, endpoint, asked, endpoint.read) : 'kind';
}

/**
 * The rows of a list, with null in place of those that cannot be used: they cannot be read, have none of the ids that the
 * contract asks for, or repeat the id of a row before them.
 */
export function usableRows(
  { answer: { ids }, paging }: Endpoint,
  rows: readonly unknown[],
): readonly (Fields | null)[] {
  const names = ids.length > 0 ? ids : paging?.cursor === undefined ? [] : [paging.cursor];
  const seen = new Set<string>();
  return rows.map((row) => {
    if (row === unreadable || !isRecord(row)) return null;
    const id = firstId(row, names);
    if (id === undefined) return ids.length > 0 ? null : row;
    if (seen.has(id)) return null;
    seen.add(id);
    return row;
  });
}

/**
 * One loop that makes nothing: it passes over every row of every answer.
 *
 * @param mayLose whether unusable rows are dropped later
 */
function flawOfRows(
  rows: readonly unknown[],
  { answer: { ids, echoes, asked: narrowed } }: Endpoint,
  { path = {}, query = {} }: RequestParameters,
  mayLose: boolean,
): AnswerFlaw | undefined {
  for (const row of rows) {
    if (!isRecord(row)) {
      if (mayLose) continue;
      return 'kind';
    }
    if (!mayLose && ids.length > 0 && !holdsId(row, ids)) return 'ids';
    for (const parameter in echoes) {
      if (!repeats(row, echoes[parameter] ?? [], String(Reflect.get(path, parameter)))) return 'other_id';
    }
    for (const parameter in narrowed) {
      const wanted: unknown = Reflect.get(query, parameter);
      if (wanted !== undefined && !isOneOf(row, narrowed[parameter] ?? [], wanted)) return 'other_id';
    }
  }
  return undefined;
}

/** Whether a row says that it is one of what a list was narrowed to; one that says nothing is not. */
function isOneOf(row: Fields, members: readonly string[], wanted: unknown): boolean {
  for (const one of Array.isArray(wanted) ? wanted : [wanted])
    if (holdsId(row, members) && repeats(row, members, String(one))) return true;
  return false;
}

function holdsId(row: Fields, ids: readonly string[]): boolean {
  return firstId(row, ids) !== undefined;
}

function firstId(row: Fields, ids: readonly string[]): string | undefined {
  for (const name of ids) {
    const id = idIn(row, name);
    if (id !== undefined) return id;
  }
  return undefined;
}

/** Whether one of the members says what was asked for, or none says anything. Upstream may look up without regard to case. */
function repeats(row: Fields, members: readonly string[], asked: string): boolean {
  let told = false;
  for (const name of members) {
    const id = idIn(row, name);
    if (id === undefined) continue;
    if (id === asked || id.toLowerCase() === asked.toLowerCase()) return true;
    told = true;
  }
  return !told;
}

type Fields = Readonly<Record<string, unknown>>;

/** The text of an id at a path of names with dots between; undefined where there is none. */
function idIn(row: Fields, path: string): string | undefined {
  let value: unknown = row[path];
  if (path.includes('.')) {
    value = row;
    for (const name of path.split('.')) value = isRecord(value) ? value[name] : undefined;
  }
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
