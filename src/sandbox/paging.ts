import { endpointTable } from '../upstream/contract/endpoints.ts';
import type { PagedEndpointName, Paging } from '../upstream/endpoint.ts';
import { invalid, type SandboxAnswer } from './answer.ts';

interface PageQuery {
  readonly limit?: number | undefined;
  readonly starting_after?: string | undefined;
  readonly total?: boolean | undefined;
  readonly since_datetime?: string | undefined;
}

const defaultLimit = 10;

/**
 * Answers a page of a list the way the contract pages this endpoint: a bare array, or an envelope with
 * `starting_after`; since a time, the rows that have changed, in the order of the time. 400 for a cursor that no row has.
 */
export function paged(
  operationId: PagedEndpointName,
  all: readonly object[],
  query: PageQuery | undefined,
): SandboxAnswer {
  const paging: Paging = endpointTable[operationId].paging;
  const rows = query?.since_datetime === undefined ? all : changedSince(all, query.since_datetime, paging);
  const limit = query?.limit ?? defaultLimit;
  const start = startOf(paging, rows, query?.starting_after);
  if (start === undefined) return invalid('/starting_after', 'Nothing in the list has this cursor.');
  const page = rows.slice(start, start + limit);
  const headers = query?.total === true ? { 'total-count': String(rows.length) } : {};
  if (paging.items === undefined) return { status: 200, body: page, headers };
  const goesOn = start + limit < rows.length;
  const body = { [paging.items]: page, ...(goesOn && { starting_after: offsetCursor(start + limit) }) };
  return { status: 200, body, headers };
}

function changedSince(rows: readonly object[], since: string, { since: by }: Paging): readonly object[] {
  const timeOf = (row: object) => Date.parse(by === undefined ? '' : String(Reflect.get(row, by.member)));
  return rows.filter((row) => timeOf(row) >= Date.parse(since)).sort((one, other) => timeOf(one) - timeOf(other));
}

function startOf(paging: Paging, rows: readonly object[], after: string | undefined): number | undefined {
  if (after === undefined) return 0;
  if (paging.style === 'envelope') {
    const offset = Number(/^o(\d+)$/.exec(after)?.[1]);
    return Number.isNaN(offset) ? undefined : offset;
  }
  const index = rows.findIndex((row) => cursorOf(row, paging.cursor) === after);
  return index === -1 ? undefined : index + 1;
}

function cursorOf(row: object, key: string | undefined): unknown {
  return Reflect.get(row, 'paging_token') ?? (key === undefined ? undefined : Reflect.get(row, key));
}

function offsetCursor(offset: number): string {
  return `o${offset}`;
}
