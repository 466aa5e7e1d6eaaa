import { readdirSync } from 'node:fs';
import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../src/graphql/schema.ts';
import { callsOf } from '../src/plan/calls.ts';
import { select } from '../src/plan/selection.ts';
import { type Harness, shipped, startHarness } from './graphql/harness.ts';
import { runsOn, times } from './shipped-runs.ts';

const root = new URL('../schema/operations/', import.meta.url);

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const runs = runsOn(() => harness);
const names = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.graphql'))
  .map((path) => path.replace('.graphql', ''));

/** Documents whose calls depend on the payments behind an order. */
const ofMoney = ['helpdesk/OrderPayments', 'helpdesk/OrderRefund'];

describe('schema/operations', () => {
  it('has a run here for each document', () => {
    expect(Object.keys(runs).sort()).toEqual([...names].sort());
  });

  it.each(Object.entries(runs))('%s answers in full and makes just its calls', async (name, { asking, calls }) => {
    const query = shipped(name);
    const answer = await harness.ask(query, await asking());
    expect(answer.errors).toEqual([]);
    expect(answer.status).toBe(200);
    expect(Object.values(answer.data).every((value) => value !== null)).toBe(true);
    expect(answer.calls).toEqual(calls);
  });

  it.each(Object.entries(runs))('%s makes the calls that are foretold', async (name, { asking }) => {
    const query = shipped(name);
    const asked = await asking();
    const { data, calls } = await harness.ask(query, asked);
    const selection = select(schema, parse(query), { variables: asked.variables ?? {} });

    const { sites } = callsOf(schema, selection, { observed: ({ path }) => countAt(data, path) });

    const foretold = sites.flatMap(({ endpoint, most }) => times(most ?? 1, endpoint));
    const mayBeCarried = new Set([
      'listOrderEvents',
      'listAuthorizations',
      'listCaptures',
      'listRefunds',
      'listCancellations',
    ]);
    // An order may carry its payments and events: then they are not called.
    const carried = ['helpdesk/OrderDetail', 'helpdesk/RefundRecord'].includes(name)
      ? foretold.filter((each) => !calls.includes(each))
      : [];
    if (ofMoney.includes(name)) {
      // What is read and written of payments depends on what is found: nothing else is called than what is foretold.
      expect(calls.filter((each) => each === null || !foretold.includes(each))).toEqual([]);
      return;
    }
    expect(carried.filter((each) => !mayBeCarried.has(each))).toEqual([]);
    expect(foretold.filter((each) => !carried.includes(each)).sort()).toEqual(calls);
  });
});

const paged = names.filter((name) => shipped(name).includes('$after'));

describe('a document that pages', () => {
  it.each(paged)('%s goes on after the last item', async (name) => {
    const { as = 'helpdesk', variables } = (await runs[name]?.asking()) ?? {};
    const page = async (more: object) => {
      const { data } = await harness.ask(shipped(name), { as, variables: { ...variables, first: 1, ...more } });
      return connectionOf(data);
    };
    const first = await page({});
    const second = await page({ after: first.pageInfo.endCursor });
    expect(first.pageInfo.hasNextPage).toBe(true);
    expect(first.nodes).toHaveLength(1);
    expect(second.nodes).toHaveLength(1);
    expect(second.nodes[0]).not.toEqual(first.nodes[0]);
  });
});

interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

/** The one connection of an answer. */
function connectionOf(data: Readonly<Record<string, unknown>>): Page {
  const [found] = Object.values(data)
    .flatMap((value) => [value, ...Object.values(value ?? {})])
    .filter(isPage);
  if (found === undefined) throw new Error('The answer holds no connection.');
  return found;
}

function isPage(value: unknown): value is Page {
  return typeof value === 'object' && value !== null && 'nodes' in value && 'pageInfo' in value;
}

/** How many objects an answer holds at the end of a path of response keys, through its lists. */
function countAt(data: unknown, path: readonly string[]): number {
  const at = path.reduce<unknown[]>(
    (values, key) =>
      values
        .flatMap((value) => (typeof value === 'object' && value !== null ? [Reflect.get(value, key)] : []))
        .flat()
        .filter((value) => value !== null),
    [data],
  );
  return at.length;
}
