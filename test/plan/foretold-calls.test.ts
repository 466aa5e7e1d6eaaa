import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anonymous, type Viewer } from '../../src/auth/viewer.ts';
import { schema } from '../../src/graphql/schema.ts';
import { callsOf } from '../../src/plan/calls.ts';
import { decisions } from '../../src/plan/decisions.ts';
import { select } from '../../src/plan/selection.ts';
import { skips } from '../../src/plan/skips.ts';
import { personas } from '../../src/sandbox/personas.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';
import { type Generated, generatedDocuments } from './generated-documents.ts';
import { randomFrom } from './random-document.ts';

const settings = { UPSTREAM_CALL_BUDGET: '10000', CUSTOMER_LOGIN: 'on' };

let harness: Harness;
let document: Generated;
beforeAll(async () => {
  harness = await startHarness(settings);
  document = await generatedDocuments(harness);
});
afterAll(() => harness.close());

/** Who asks for the calls, as the server sees it. */
const viewer: Viewer = { ...anonymous, kind: 'CLIENT', scopes: new Set(personas.admin.scopes), token: 'token' };

function foretoldOf({ parsed, variables }: ReturnType<Generated>, who: Viewer = viewer) {
  const selection = select(schema, parsed, { variables });
  const skipped = skips(selection, decisions(schema, selection, who));
  return callsOf(schema, selection, {
    viewer: who,
    runs: ({ at }) => !skipped.has(at),
  });
}

/** What is wrong with what was foretold of these calls, in all and by endpoint; empty: nothing. */
function excess(foretold: ReturnType<typeof foretoldOf>, calls: readonly (string | null)[]): string[] {
  const { least, most, sites } = foretold;
  const wrong: string[] = [];
  if (calls.length < least || (most !== null && calls.length > most))
    wrong.push(`${least} to ${most}, but ${calls.length} (${calls.join(', ')})`);
  for (const [endpoint, own] of Map.groupBy(calls, (each) => each)) {
    const bound = sites
      .filter((site) => site.endpoint === endpoint)
      .reduce<number | null>((sum, site) => (sum === null || site.most === null ? null : sum + site.most), 0);
    if (bound !== null && own.length > bound) wrong.push(`${endpoint}: ${bound}, but ${own.length}`);
  }
  return wrong;
}

/** Asks for the document of a seed; what its calls came to beyond what was foretold, and how many they were. */
async function tried(asked: Harness, made: ReturnType<Generated>) {
  const token = await asked.sandbox.token('admin');
  const { calls, codes } = await asked.ask(made.query, { token, variables: made.variables });
  // Several fields that try a secret are refused as a whole.
  if (codes.includes('LIMIT_EXCEEDED')) return { wrong: [], count: 0 };
  const wrong = excess(foretoldOf(made), calls).map((problem) => `${problem}: ${made.query}`);
  return { wrong, count: calls.length };
}

describe('the calls that are foretold', () => {
  it('bound those of 1,000 queries', async () => {
    const found: string[] = [];
    let total = 0;
    for (let seed = 20_001; seed <= 21_000; seed += 1) {
      const { wrong, count } = await tried(harness, document(seed));
      found.push(...wrong);
      total += count;
    }
    expect(found.slice(0, 3)).toEqual([]);
    expect(total).toBeGreaterThan(1_000);
  }, 600_000);

  it('bound those of 200 mutations, each acted upon', async () => {
    const found: string[] = [];
    let total = 0;
    for (let round = 0; round < 20; round += 1) {
      // What the ones before have changed must not leave the next ones nothing to change.
      const own = await startHarness(settings);
      for (let seed = 1; seed <= 10; seed += 1) {
        const { wrong, count } = await tried(own, document(30_000 + 10 * round + seed, 'mutation'));
        found.push(...wrong);
        total += count;
      }
      await own.close();
    }
    expect(found.slice(0, 3)).toEqual([]);
    expect(total).toBeGreaterThan(300);
  }, 600_000);
});

/** An id of each type, and one of a receipt that belongs to nobody. */
async function everyId(): Promise<readonly string[]> {
  const { data, errors } = await harness.ask(
    `query ($receipt: String!) {
      customer(customerId: "C1001") {
        id receipts(first: 1) { nodes { id } } walletCards(first: 1) { nodes { id } }
        orders(first: 1) { nodes { id } }
      }
      automations(first: 1) { nodes { id } } customerTerms(first: 1) { nodes { id } } discounts(first: 1) { nodes { id } }
      discountCampaigns(first: 1) { nodes { id } } discountClaims(first: 1) { nodes { id } }
      draftOrders(first: 1) { nodes { id } } locations(first: 1) { nodes { id } } receiptByToken(token: $receipt) { id }
    }`,
    { as: 'admin', variables: { receipt: [...harness.sandbox.state.receiptTokens.keys()][0] } },
  );
  expect(errors).toEqual([]);
  const found: string[] = [];
  JSON.stringify(data, (key, value) => {
    if (key === 'id') found.push(value);
    return value;
  });
  return found;
}

describe('the calls that are foretold, where upstream leaves members null', () => {
  it('bound those of 500 queries', async () => {
    const found: string[] = [];
    let total = 0;
    let nulls = 0;
    for (let seed = 40_001; seed <= 40_500; seed += 1) {
      const random = randomFrom(seed);
      // Members are null by their name, one name in two: carried lists, links, whole objects.
      const isNull = new Map<string, boolean>();
      const stop = harness.sandbox.alter((_, { name, pointer, value }) => {
        if (pointer === '' || /(^|_)id$|paging_token|starting_after|currency|^$/.test(name)) return value;
        const chosen = isNull.get(name) ?? random() < 0.5;
        isNull.set(name, chosen);
        if (chosen) nulls += 1;
        return chosen ? null : value;
      });
      const { wrong, count } = await tried(harness, document(seed));
      stop();
      found.push(...wrong);
      total += count;
    }
    expect(found.slice(0, 3)).toEqual([]);
    expect(total).toBeGreaterThan(400);
    expect(nulls).toBeGreaterThan(5_000);
  }, 300_000);
});

describe('the calls of a look-up by id', () => {
  const query = 'query ($id: ID!) { node(id: $id) { __typename id } }';

  it.each(['admin', 'mobile', 'helpdesk-basic'] as const)('are those that are foretold, for %s', async (as) => {
    const { scopes } = personas[as];
    const customerId = as === 'mobile' ? 'C1001' : null;
    const asking = { ...viewer, kind: customerId === null ? 'CLIENT' : 'CUSTOMER', customerId } as const;
    const who: Viewer = { ...asking, scopes: new Set(scopes) };
    const ids = await everyId();
    expect(ids).toHaveLength(12);
    for (const id of ids) {
      const { sites } = foretoldOf({ query, parsed: parse(query), variables: { id } }, who);
      const { calls } = await harness.ask(query, { as, variables: { id } });
      expect(sites.map(({ endpoint }) => endpoint)).toEqual(calls);
    }
  });
});
