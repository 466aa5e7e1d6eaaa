import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endpointTable } from '../../src/upstream/contract/endpoints.ts';
import type { Endpoint, EndpointName, PagedEndpointName } from '../../src/upstream/endpoint.ts';
import { listCustomers, listLocations } from '../../src/upstream/endpoints/customers.ts';
import { listCustomerDiscounts, listDiscounts, searchDiscountRules } from '../../src/upstream/endpoints/discounts.ts';
import { listCustomerReceipts } from '../../src/upstream/endpoints/receipts.ts';
import { listOrders } from '../../src/upstream/endpoints/shopping.ts';
import type { Page, Position, Window } from '../../src/upstream/page.ts';
import type { UpstreamSession } from '../../src/upstream/session.ts';
import { failureOf, json, openSession, openUpstream, startServer, type TestServer } from './server.ts';

type Row = Readonly<Record<string, unknown>>;

/** A list as upstream has it: rows in order, each found again by its cursor. */
interface List {
  readonly rows: readonly Row[];
  readonly cursorOf: (row: Row) => unknown;
  /** Rows of an answer at most, whatever `limit` says. */
  readonly cap?: number;
}

function rowsAfter({ rows, cursorOf, cap = 100 }: List, url: string): readonly Row[] {
  const query = new URLSearchParams(url.split('?')[1]);
  const limit = Number(query.get('limit'));
  expect(limit).toBeGreaterThanOrEqual(1);
  expect(limit).toBeLessThanOrEqual(100);
  const after = query.get('starting_after');
  const start = after === null ? 0 : rows.findIndex((row) => cursorOf(row) === after) + 1;
  if (after !== null && start === 0) throw new Error('The cursor is of no row.');
  return rows.slice(start, start + Math.min(limit, cap));
}

/** Serves a list as a bare array. */
function serveArray(list: () => List): Promise<TestServer> {
  return startServer(({ url }, response) => json(response, rowsAfter(list(), url)));
}

/** Serves a list in an envelope whose `starting_after` is null at the end. */
function serveEnvelope(member: string, list: () => List): Promise<TestServer> {
  return startServer(({ url }, response) => {
    const page = rowsAfter(list(), url);
    const last = page.at(-1);
    const isEnd = last === undefined || last === list().rows.at(-1);
    json(response, { [member]: page, starting_after: isEnd ? null : list().cursorOf(last) });
  });
}

function numbered(count: number, member = 'id'): Row[] {
  return Array.from({ length: count }, (_, index) => ({ [member]: `row ${index + 1}` }));
}

const byId = (row: Row) => row['id'];

/** One step of a reader: asks for a page, goes on after `taken` of its rows (of as many as there are). */
interface Step {
  readonly first: number;
  readonly taken: number;
}

const steps = fc.array(
  fc.record({ first: fc.integer({ min: 1, max: 100 }), taken: fc.integer({ min: 1, max: 100 }) }),
  {
    minLength: 1,
    maxLength: 8,
  },
);

/** Reads a list to its end, with the steps over and over, and returns what it took in order. */
async function walk<Item>(read: (window: Window) => Promise<Page<Item>>, steps: readonly Step[]): Promise<Item[]> {
  const taken: Item[] = [];
  let from: Position | null = null;
  for (let turn = 0; turn < 1_000; turn += 1) {
    const step = steps[turn % steps.length] ?? { first: 1, taken: 1 };
    const page: Page<Item> = await read({ first: step.first, from });
    expect(page.items.length).toBeLessThanOrEqual(step.first);
    expect(page.positions).toHaveLength(page.items.length);
    const count = Math.min(step.taken, page.items.length);
    taken.push(...page.items.slice(0, count));
    if (count === page.items.length) {
      if (page.next === null) return taken;
      from = page.next;
    } else {
      from = page.positions[count - 1] ?? null;
    }
  }
  throw new Error('The list has no end.');
}

describe('walking a list', () => {
  it('that is a bare array yields every row once, whatever the pages', async () => {
    let list: List = { rows: [], cursorOf: byId };
    const session = openSession(openUpstream(await serveArray(() => list)), { budget: Number.POSITIVE_INFINITY });
    const size = fc.oneof(fc.integer({ min: 0, max: 250 }), fc.constantFrom(99, 100, 101, 200));
    await fc.assert(
      fc.asyncProperty(size, steps, async (count, steps) => {
        list = { rows: numbered(count), cursorOf: byId };
        expect(await walk((window) => session.page(listDiscounts, {}, window), steps)).toEqual(list.rows);
      }),
      { numRuns: 60 },
    );
  });

  it('that is a bare array yields every row once, where some rows hold no cursor', async () => {
    let list: List = { rows: [], cursorOf: byId };
    const session = openSession(openUpstream(await serveArray(() => list)), { budget: Number.POSITIVE_INFINITY });
    const hasCursor = fc.array(fc.boolean(), { maxLength: 99 });
    await fc.assert(
      fc.asyncProperty(hasCursor, steps, async (flags, steps) => {
        list = {
          rows: numbered(flags.length).map((row, at) => ({ customer_id: `c${at}`, ...(flags[at] && row) })),
          cursorOf: byId,
        };
        expect(await walk((window) => session.page(listCustomers, {}, window), steps)).toEqual(list.rows);
      }),
      { numRuns: 60 },
    );
  });

  it('that is an envelope yields every row once, whatever the pages, ours and upstream’s', async () => {
    let list: List = { rows: [], cursorOf: byId };
    const server = await serveEnvelope('receipts', () => list);
    const session = openSession(openUpstream(server), { budget: Number.POSITIVE_INFINITY });
    const size = fc.oneof(fc.integer({ min: 0, max: 250 }), fc.constantFrom(99, 100, 101, 200));
    const path = { customer_id: 'c1' };
    await fc.assert(
      fc.asyncProperty(size, fc.integer({ min: 1, max: 100 }), steps, async (count, cap, steps) => {
        list = { rows: numbered(count), cursorOf: byId, cap };
        expect(await walk((window) => session.page(listCustomerReceipts, { path }, window), steps)).toEqual(list.rows);
      }),
      { numRuns: 60 },
    );
  });
});

async function asked(read: (session: UpstreamSession) => Promise<unknown>, answer: unknown = []) {
  const server = await startServer((_, response) => json(response, answer));
  await read(openSession(openUpstream(server)));
  expect(server.seen).toHaveLength(1);
  return server.seen[0]?.url.split('?')[1];
}

describe('a page of a bare array', () => {
  const at = { path: { customer_id: 'c1' } };

  it('asks for one row more than wanted', async () => {
    const query = await asked((session) => session.page(listCustomers, {}, { first: 10, from: null }));
    expect(query).toBe('limit=11');
  });

  it('asks for 100 rows at most', async () => {
    const query = await asked((session) => session.page(listCustomers, {}, { first: 100, from: null }));
    expect(query).toBe('limit=100');
  });

  it('asks for the rows to skip as well', async () => {
    const from = { after: 'a/b', skip: 7 };
    const query = await asked((session) => session.page(listCustomers, {}, { first: 10, from }));
    expect(query).toBe('limit=18&starting_after=a%2Fb');
  });

  it('keeps the filter, and sets limit and cursor by the window alone', async () => {
    const input = { query: { search: 'kari', limit: 3, starting_after: 'x' } };
    const query = await asked((session) => session.page(listCustomers, input, { first: 10, from: null }));
    expect(query).toBe('search=kari&limit=11');
  });

  it('goes on after the paging token of a row, else after what the contract names', async () => {
    const rows = [{ ref_id: 'r1', paging_token: 't1' }, { ref_id: 'r2' }, { ref_id: 'r3', paging_token: 3 }];
    const server = await serveArray(() => ({ rows, cursorOf: byId }));
    const session = openSession(openUpstream(server));
    const page = await session.page(listCustomerDiscounts, at, { first: 4, from: null });
    expect(page.positions).toEqual([
      { after: 't1', skip: 0 },
      { after: 'r2', skip: 0 },
      { after: 'r3', skip: 0 },
    ]);
    expect(page.next).toBeNull();
  });

  it('goes on by its own member', async () => {
    const list = { rows: numbered(3, 'location_id'), cursorOf: (row: Row) => row['location_id'] };
    const session = openSession(openUpstream(await serveArray(() => list)));
    const page = await session.page(listLocations, {}, { first: 2, from: null });
    expect(page.next).toEqual({ after: 'row 2', skip: 0 });
  });

  it('may go on where all 100 rows that can be asked for came', async () => {
    const session = openSession(openUpstream(await serveArray(() => ({ rows: numbered(100), cursorOf: byId }))));
    const page = await session.page(listDiscounts, {}, { first: 100, from: null });
    expect(page.next).toEqual({ after: 'row 100', skip: 0 });
    const last = await session.page(listDiscounts, {}, { first: 100, from: page.next });
    expect(last).toEqual({ items: [], lost: 0, positions: [], next: null });
  });
});

describe('a page of an envelope', () => {
  const read = (session: UpstreamSession, window: Window) => session.page(listOrders, {}, window);

  it('asks for what is wanted and what is skipped, 100 at most', async () => {
    const from = { after: 'x', skip: 30 };
    await expect(asked((session) => read(session, { first: 10, from: null }), { orders: [] })).resolves.toBe(
      'limit=10',
    );
    await expect(asked((session) => read(session, { first: 10, from }), { orders: [] })).resolves.toBe(
      'limit=40&starting_after=x',
    );
    await expect(asked((session) => read(session, { first: 90, from }), { orders: [] })).resolves.toBe(
      'limit=100&starting_after=x',
    );
  });

  it('is shorter than wanted rather than beyond the hundredth row, and says where it goes on', async () => {
    const session = openSession(
      openUpstream(await serveEnvelope('orders', () => ({ rows: numbered(150), cursorOf: byId }))),
    );
    const page = await read(session, { first: 90, from: { after: null, skip: 30 } });
    expect(page.items).toHaveLength(70);
    expect(page.next).toEqual({ after: 'row 100', skip: 0 });
  });

  it('goes on by skipping where upstream sent more than wanted', async () => {
    const session = openSession(
      openUpstream(
        await startServer((_, response) => json(response, { orders: numbered(5), starting_after: 'row 5' })),
      ),
    );
    const page = await read(session, { first: 2, from: { after: 'x', skip: 1 } });
    expect(page.items).toEqual([{ id: 'row 2' }, { id: 'row 3' }]);
    expect(page.positions).toEqual([
      { after: 'x', skip: 2 },
      { after: 'x', skip: 3 },
    ]);
    expect(page.next).toEqual({ after: 'x', skip: 3 });
  });

  it('goes on after upstream’s cursor where it ends as upstream’s page does', async () => {
    const session = openSession(
      openUpstream(
        await startServer((_, response) => json(response, { orders: numbered(3), starting_after: 'row 3' })),
      ),
    );
    const page = await read(session, { first: 2, from: { after: 'x', skip: 1 } });
    expect(page.positions).toEqual([
      { after: 'x', skip: 2 },
      { after: 'row 3', skip: 0 },
    ]);
    expect(page.next).toEqual({ after: 'row 3', skip: 0 });
  });

  it('goes on behind upstream’s page where the list has shrunk to less than was skipped', async () => {
    const session = openSession(
      openUpstream(
        await startServer((_, response) => json(response, { orders: numbered(3), starting_after: 'row 3' })),
      ),
    );
    const page = await read(session, { first: 2, from: { after: 'x', skip: 5 } });
    expect(page).toEqual({ items: [], lost: 0, positions: [], next: { after: 'row 3', skip: 2 } });
  });

  it.each([
    ['without rows', { orders: [], starting_after: 'x' }],
    ['without the list of rows', {}],
    ['with null for the list', { orders: null }],
  ])('%s is the end of the list', async (_, answer) => {
    const session = openSession(openUpstream(await startServer((_, response) => json(response, answer))));
    await expect(read(session, { first: 2, from: null })).resolves.toEqual({
      items: [],
      lost: 0,
      positions: [],
      next: null,
    });
  });

  it('is read from a POST as well', async () => {
    const server = await startServer((_, response) => json(response, { data: numbered(2), starting_after: 'row 2' }));
    const session = openSession(openUpstream(server));
    const body = { query: [{ customer_id: ['c1'], '$.requirement.item.items[*]': [] }], group_by: [] };
    const page = await session.page(searchDiscountRules, { body }, { first: 2, from: { after: 'x', skip: 0 } });
    expect(server.seen[0]).toMatchObject({ method: 'POST', body: JSON.stringify(body) });
    expect(server.seen[0]?.url).toContain('?limit=2&starting_after=x');
    expect(page.next).toEqual({ after: 'row 2', skip: 0 });
  });
});

describe('a list that stands still', () => {
  const read = (session: UpstreamSession, after: string | null) =>
    session.page(listDiscounts, {}, { first: 2, from: after === null ? null : { after, skip: 0 } });

  it('because its cursor is ignored is malformed on its second page', async () => {
    const server = await startServer((_, response) => json(response, numbered(3)));
    const session = openSession(openUpstream(server));
    const { next } = await read(session, null);
    expect(await failureOf(read(session, next?.after ?? null))).toMatchObject({ kind: 'malformed', flaw: 'cursor' });
  });

  it('because all its rows have one cursor is malformed', async () => {
    const rows = numbered(3).map((row) => ({ ...row, paging_token: 't' }));
    const server = await startServer((_, response) => json(response, rows));
    expect(await failureOf(read(openSession(openUpstream(server)), null))).toMatchObject({ flaw: 'cursor' });
  });

  it('because its envelope answers the cursor that was sent is malformed', async () => {
    const server = await startServer((_, response) => json(response, { orders: numbered(2), starting_after: 'x' }));
    const page = openSession(openUpstream(server)).page(listOrders, {}, { first: 2, from: { after: 'x', skip: 0 } });
    expect(await failureOf(page)).toMatchObject({ kind: 'malformed', flaw: 'cursor' });
  });
});

describe('a list that answers something else than rows', () => {
  it.each([{ customers: [] }, {}, 'a', 1])('is malformed: %j', async (answer) => {
    const session = openSession(openUpstream(await startServer((_, response) => json(response, answer))));
    const error = await failureOf(session.page(listCustomers, {}, { first: 2, from: null }));
    expect(error.kind).toBe('malformed');
  });

  it.each([[[]], [{ orders: {} }], [{ orders: 'none' }]])('is malformed: %j', async (answer) => {
    const session = openSession(openUpstream(await startServer((_, response) => json(response, answer))));
    const error = await failureOf(session.page(listOrders, {}, { first: 2, from: null }));
    expect(error.kind).toBe('malformed');
  });
});

describe('a row that cannot be used', () => {
  const rows = [{ id: '1', customer_id: 'A' }, { id: '2' }, null, 'odd', { id: '5', customer_id: 'E' }, { id: '6' }];

  it.each([1, 2, 3, 6, 100])('is left out and counted, and the list goes on past it, %i at a time', async (first) => {
    const server = await startServer(({ url }, response) => {
      const query = new URLSearchParams(url.split('?')[1]);
      const start = Number(query.get('starting_after') ?? 0);
      json(response, rows.slice(start, start + Number(query.get('limit'))));
    });
    const session = openSession(openUpstream(server));
    const taken: string[] = [];
    let lost = 0;
    let from: Position | null = null;
    do {
      const page: Page<{ readonly customer_id: string }> = await session.page(listCustomers, {}, { first, from });
      expect(page.positions).toHaveLength(page.items.length);
      taken.push(...page.items.map(({ customer_id }) => customer_id));
      lost += page.lost;
      from = page.next;
    } while (from !== null);
    expect(taken).toEqual(['A', 'E']);
    expect(lost).toBe(4);
  });

  it('takes nothing from the other rows of an envelope', async () => {
    const orders = [{ id: '1' }, {}, null, { id: '4' }];
    const server = await startServer((_, response) => json(response, { orders, starting_after: 'more' }));
    const page = await openSession(openUpstream(server)).page(listOrders, {}, { first: 4, from: null });
    expect(page.items).toEqual([{ id: '1' }, { id: '4' }]);
    expect(page).toMatchObject({ lost: 2, next: { after: 'more', skip: 0 } });
  });
});

describe('one id three times', () => {
  const isPaged = (name: string): name is PagedEndpointName =>
    Object.hasOwn(endpointTable, name) && endpointTable[name as EndpointName].paging !== null;
  // Rows of a search are of a customer, an article and a rule: no one member tells them apart.
  const lists = Object.keys(endpointTable)
    .filter(isPaged)
    .filter((name) => name !== 'searchDiscountRules');

  it.each(lists)('gives one row of %s, and the other two are counted', async (name) => {
    const list = endpointTable[name];
    const paging: Endpoint['paging'] = list.paging;
    const [member = paging?.cursor ?? ''] = list.answer.ids;
    const rows = ['A', 'B', 'A', 'A', 'C'].map((id) => ({
      [member]: id,
      ...(paging?.cursor && { [paging.cursor]: id }),
    }));
    const answer = paging?.items === undefined ? rows : { [paging.items]: rows };
    const server = await startServer((_, response) => json(response, answer));
    const path = Object.fromEntries([...list.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => [parameter, 'x1']));
    const page = await openSession(openUpstream(server)).page({ ...list, name }, { path } as never, {
      first: 5,
      from: null,
    });
    expect(page.items.map((row) => Reflect.get(row, member))).toEqual(['A', 'B', 'C']);
    expect(page).toMatchObject({ lost: 2, next: null });
  });

  it('gives one row to a reader who takes one at a time, too', async () => {
    const orders = ['A', 'A', 'B', 'A'].map((id) => ({ order_id: id }));
    const server = await startServer((_, response) => json(response, { orders, starting_after: null }));
    const session = openSession(openUpstream(server), { budget: 10 });
    await expect(walk((window) => session.page(listOrders, {}, window), [{ first: 1, taken: 1 }])).resolves.toEqual([
      { order_id: 'A' },
      { order_id: 'B' },
    ]);
  });
});
