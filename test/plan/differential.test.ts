import { isDeepStrictEqual } from 'node:util';
import { parse, validate } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessDeniedError, type Denial } from '../../src/auth/access/denial.ts';
import { unknown } from '../../src/auth/access/foresee.ts';
import { createAccessState } from '../../src/auth/access/state.ts';
import { anonymous, type Viewer } from '../../src/auth/viewer.ts';
import { schema } from '../../src/graphql/schema.ts';
import { Memory } from '../../src/loaders/memory.ts';
import { callsOf } from '../../src/plan/calls.ts';
import { carriedFields } from '../../src/plan/carried.ts';
import { decisions } from '../../src/plan/decisions.ts';
import { sourceBelow } from '../../src/plan/gates.ts';
import { type Selected, select, walk } from '../../src/plan/selection.ts';
import { skips } from '../../src/plan/skips.ts';
import { personas } from '../../src/sandbox/personas.ts';
import type { UpstreamSession } from '../../src/upstream/session.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';
import { contractScopes } from '../permissions/attempts.ts';
import { knownValues, type Values } from '../permissions/known-values.ts';
import { randomDocument, randomFrom } from './random-document.ts';

let harness: Harness;
let values: Values;
let ids: readonly string[];
beforeAll(async () => {
  harness = await startHarness({ UPSTREAM_CALL_BUDGET: '10000' });
  values = knownValues(harness.sandbox.state)('Query.customer').values;
  const { data } = await harness.ask(
    '{ customer(customerId: "C1001") { id receipts(first: 1) { nodes { id } } walletCards(first: 1) { nodes { id } } orders(first: 1) { nodes { id } } } discounts(first: 1) { nodes { id } } }',
    { as: 'admin' },
  );
  const { customer, discounts } = data;
  ids = [
    customer.id,
    ...[customer.receipts, customer.walletCards, customer.orders, discounts].map(({ nodes }) => nodes[0].id),
  ];
});
afterAll(() => harness.close());

function document(seed: number) {
  const made = randomDocument(schema, randomFrom(seed), values, ids);
  const parsed = parse(made.query);
  const problems = validate(schema, parsed);
  if (problems.length > 0) throw new Error(`${problems[0]?.message} in ${made.query}`);
  return { ...made, parsed };
}

/** Somebody with a random part of all scopes: staff, a customer, or nobody known. */
function randomViewer(random: () => number): Viewer {
  const share = random();
  const scopes = new Set(contractScopes.filter(() => random() < share));
  if (random() < 0.1) return anonymous;
  const customerId = random() < 0.5 ? (random() < 0.6 ? 'C1001' : 'C1002') : null;
  return { ...anonymous, kind: customerId === null ? 'CLIENT' : 'CUSTOMER', customerId, scopes, token: 'token' };
}

/** Who asks for the calls, as the server sees it. */
const adminViewer: Viewer = { ...anonymous, kind: 'CLIENT', scopes: new Set(personas.admin.scopes), token: 'token' };

describe('the generated documents', () => {
  it('are valid, and come to most of the gates', () => {
    const seen = new Set<string>();
    for (let seed = 1; seed <= 3_000; seed += 1) {
      const { parsed, variables } = document(seed);
      for (const { coordinate } of walk(select(schema, parsed, { variables }))) seen.add(coordinate);
    }
    expect(seen.size).toBeGreaterThan(400);
  });
});

/** A way upstream on which whatever is asked for is not there. */
const nowhere: UpstreamSession = {
  callCount: 0,
  call: () => Promise.reject(new Error('nothing is there')),
  page: () => Promise.reject(new Error('nothing is there')),
};

/** What the gate of a field's resolver says, undefined where it admits; what comes after the gate does not matter. */
async function gate(selected: Selected, source: object, viewer: Viewer): Promise<Denial | undefined> {
  const { field, args, nodes, parent, path } = selected;
  const memory = new Memory(nowhere, viewer.scopes, { receiptDetailId: 'id' });
  const context = { viewer, access: createAccessState(), memory };
  const info = {
    fieldNodes: nodes,
    fieldName: field.name,
    parentType: parent,
    schema,
    path: { key: path.at(-1) },
  };
  try {
    // A resolver is given more than this by GraphQL; the gate looks at no more.
    const result: unknown = field.resolve?.(source, args, context, info as never);
    await Promise.all([result].flat());
  } catch (error) {
    if (error instanceof AccessDeniedError) return error.denial;
  }
  return undefined;
}

describe('the plan and the gate of the resolvers', () => {
  it('say the same of 10,000 documents and viewers', async () => {
    const differences: string[] = [];
    const count = { denied: 0, allowed: 0 };
    for (let seed = 1; seed <= 10_000; seed += 1) {
      const viewer = randomViewer(randomFrom(-seed));
      const { query, parsed, variables } = document(seed);
      const selection = select(schema, parsed, { variables });
      const decided = decisions(schema, selection, viewer);
      const carried = carriedFields(schema, selection);
      const visit = async (fields: readonly Selected[], source: object): Promise<void> => {
        for (const selected of fields) {
          const verdict = decided.get(selected);
          // What its parent carries has no gate of its own to ask.
          if (verdict !== undefined && verdict.decision !== 'depends' && !carried.has(selected)) {
            const told = await gate(selected, source, viewer);
            const foretold = verdict.decision === 'denied' ? verdict.denial : undefined;
            count[verdict.decision] += 1;
            if (!isDeepStrictEqual(told, foretold))
              differences.push(`${selected.coordinate}: ${verdict.decision}, in ${query}`);
          }
          const below = sourceBelow(selected, viewer, source);
          await visit(selected.children, below === unknown ? {} : below);
        }
      };
      await visit(selection.fields, {});
    }
    expect(differences.slice(0, 3)).toEqual([]);
    expect(count.denied).toBeGreaterThan(3_000);
    expect(count.allowed).toBeGreaterThan(3_000);
  }, 60_000);
});

describe('the calls that are foretold', () => {
  it('bound those of 2,000 documents', async () => {
    const token = await harness.sandbox.token('admin');
    const wrong: string[] = [];
    let total = 0;
    for (let seed = 20_001; seed <= 22_000; seed += 1) {
      const { query, parsed, variables } = document(seed);
      const selection = select(schema, parsed, { variables });
      const skipped = skips(selection, decisions(schema, selection, adminViewer));
      const foretold = callsOf(schema, selection, {
        viewer: adminViewer,
        runs: ({ nodes: [node] }) => node === undefined || !skipped.has(node),
      });
      const { calls } = await harness.ask(query, { token, variables });
      total += calls.length;
      if (calls.length < foretold.least || (foretold.most !== null && calls.length > foretold.most))
        wrong.push(`${foretold.least} to ${foretold.most}, but ${calls.length} (${calls.join(', ')}): ${query}`);
      for (const [endpoint, own] of Map.groupBy(calls, (each) => each)) {
        const sites = foretold.sites.filter((site) => site.endpoint === endpoint);
        const most = sites.reduce<number | null>(
          (sum, site) => (sum === null || site.most === null ? null : sum + site.most),
          0,
        );
        if (most !== null && own.length > most) wrong.push(`${endpoint}: ${most}, but ${own.length}: ${query}`);
      }
    }
    expect(wrong.slice(0, 3)).toEqual([]);
    expect(total).toBeGreaterThan(2_000);
  }, 120_000);
});
