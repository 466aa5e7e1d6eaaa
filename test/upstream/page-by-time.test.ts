import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { listCustomers, listTokenEvents } from '../../src/upstream/endpoints/customers.ts';
import { listDiscounts } from '../../src/upstream/endpoints/discounts.ts';
import type { Position } from '../../src/upstream/page.ts';
import type { UpstreamSession } from '../../src/upstream/session.ts';
import { failureOf, json, openSession, openUpstream, startServer } from './server.ts';

interface Row {
  readonly id: string;
  readonly customer_id: string;
  readonly updated_at?: string;
}

const start = '2026-01-01T00:00:00.000Z';
const timeOf = (minute: number) => new Date(Date.parse(start) + minute * 60_000).toISOString();
const rowOf = (number: number, minute: number): Row => ({
  id: `r${number}`,
  customer_id: `r${number}`,
  updated_at: timeOf(minute),
});

/** What the vendor says: rows of this time or later, in its order; with a cursor of ids the request is refused. */
async function serve(rows: () => readonly Row[]): Promise<UpstreamSession> {
  const server = await startServer(({ url }, response) => {
    const query = new URLSearchParams(url.split('?')[1]);
    expect([...query.keys()]).not.toContain('starting_after');
    const since = Date.parse(query.get('since_datetime') ?? '');
    const changed = rows().filter(({ updated_at = '' }) => !(Date.parse(updated_at) < since));
    const sorted = changed.toSorted((one, other) => (one.updated_at ?? '').localeCompare(other.updated_at ?? ''));
    json(response, sorted.slice(0, Number(query.get('limit'))));
  });
  return openSession(openUpstream(server), { budget: Number.POSITIVE_INFINITY });
}

/** Reads to the end, so many at a time. */
async function walk(session: UpstreamSession, first: number, afterPage = (_: number) => {}): Promise<string[]> {
  const ids: string[] = [];
  let from: Position | null = null;
  for (let page = 0; page < 500; page += 1) {
    const { items, next }: { items: readonly object[]; next: Position | null } = await session.page(
      listCustomers,
      { query: { since_datetime: start } },
      { first, from },
    );
    ids.push(...items.map((row) => String(Reflect.get(row, 'id'))));
    if (next === null) return ids;
    afterPage(page);
    from = next;
  }
  throw new Error('The list has no end.');
}

describe('a list of what has changed since', () => {
  it('gives every row once, in the order of the time, however many have the same one', async () => {
    const minutes = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 90 });
    let rows: readonly Row[] = [];
    const session = await serve(() => rows);
    await fc.assert(
      fc.asyncProperty(minutes, fc.integer({ min: 1, max: 100 }), async (minutes, first) => {
        rows = minutes.toSorted((one, other) => one - other).map((minute, at) => rowOf(at, minute));
        expect(await walk(session, first)).toEqual(rows.map(({ id }) => id));
      }),
      { numRuns: 40 },
    );
  });

  it('loses no row where rows change while it is read, and gives those again', async () => {
    let rows = Array.from({ length: 40 }, (_, at) => rowOf(at, Math.floor(at / 8)));
    const session = await serve(() => rows);
    const ids = await walk(session, 3, (page) => {
      if (page < 5) rows = rows.map((row) => (row.id === `r${page * 3}` ? rowOf(page * 3, 30 + page) : row));
    });
    expect(new Set(ids).size).toBe(40);
    expect(ids).toHaveLength(45);
  });

  it.each([
    ['more rows have one time than can be asked for', (at: number) => rowOf(at, 7)],
    ['rows tell no time', (at: number) => ({ id: `r${at}`, customer_id: `r${at}` })],
    ['rows are in another order', (at: number) => ({ ...rowOf(at, 0), updated_at: timeOf(200 - at) })],
  ])('is malformed rather than short, where %s', async (_, make) => {
    const rows = Array.from({ length: 150 }, (_, at) => make(at));
    const server = await startServer(({ url }, response) =>
      json(response, rows.slice(0, Number(new URLSearchParams(url.split('?')[1]).get('limit')))),
    );
    const error = await failureOf(walk(openSession(openUpstream(server), { budget: 200 }), 40));
    expect(error).toMatchObject({ kind: 'malformed', flaw: 'cursor' });
  });

  it.each([listCustomers, listTokenEvents, listDiscounts])('is asked for by the latest time: $name', async (list) => {
    const rows = Array.from({ length: 3 }, (_, at) => rowOf(at, at));
    const server = await startServer((_, response) => json(response, rows));
    const session = openSession(openUpstream(server));
    const { next } = await session.page(list, { query: { since_datetime: start } }, { first: 2, from: null });
    expect(next).toMatchObject({ after: timeOf(1), skip: 1 });
    await session.page(list, { query: { since_datetime: start } }, { first: 2, from: next });
    expect(server.seen.map(({ url }) => decodeURIComponent(url.split('?')[1] ?? ''))).toEqual([
      `since_datetime=${start}&limit=3`,
      `since_datetime=${timeOf(1)}&limit=4`,
    ]);
  });
});
