import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccessDeniedError, type Denial } from '../../src/auth/access/denial.ts';
import { notKnown } from '../../src/auth/access/foresee.ts';
import { createAccessState } from '../../src/auth/access/state.ts';
import { anonymous, type Viewer } from '../../src/auth/viewer.ts';
import { schema } from '../../src/graphql/schema.ts';
import { Memory } from '../../src/loaders/memory.ts';
import { carriedFields } from '../../src/plan/carried.ts';
import { decisions } from '../../src/plan/decisions.ts';
import { sourceBelow } from '../../src/plan/gates.ts';
import { type Selected, select, walk } from '../../src/plan/selection.ts';
import type { UpstreamSession } from '../../src/upstream/session.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';
import { contractScopes } from '../permissions/attempts.ts';
import { type Generated, generatedDocuments } from './generated-documents.ts';
import { randomFrom } from './random-document.ts';

let harness: Harness;
let document: Generated;
beforeAll(async () => {
  harness = await startHarness();
  document = await generatedDocuments(harness);
});
afterAll(() => harness.close());

/** Somebody with a random part of all scopes: staff, a customer, or nobody known. */
function randomViewer(random: () => number): Viewer {
  const share = random();
  const scopes = new Set(contractScopes.filter(() => random() < share));
  if (random() < 0.1) return anonymous;
  const customerId = random() < 0.5 ? (random() < 0.6 ? 'C1001' : 'C1002') : null;
  return { ...anonymous, kind: customerId === null ? 'CLIENT' : 'CUSTOMER', customerId, scopes, token: 'token' };
}

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
  end: () => {},
  call: () => Promise.reject(new Error('nothing is there')),
  page: () => Promise.reject(new Error('nothing is there')),
};

const locks = { hold: () => Promise.reject(new Error('nothing is locked')) };

/** What the gate of a field's resolver says, undefined where it admits; what comes after the gate does not matter. */
async function gate(selected: Selected, source: object, viewer: Viewer): Promise<Denial | undefined> {
  const { field, args, nodes, parentType, path } = selected;
  const memory = new Memory(nowhere, viewer.scopes, { receiptDetailId: 'id', checkoutCustomers: 'loyalty', locks });
  const context = { viewer, access: createAccessState(), memory };
  const info = {
    fieldNodes: nodes,
    fieldName: field.name,
    parentType,
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
  it.each([
    ['query', 10_000],
    ['mutation', 3_000],
  ] as const)(
    'say the same of each generated %s, in %i documents and viewers',
    async (kind, documents) => {
      const differences: string[] = [];
      const count = { denied: 0, allowed: 0 };
      for (let seed = 1; seed <= documents; seed += 1) {
        const viewer = randomViewer(randomFrom(-seed));
        const { query, parsed, variables } = document(seed, kind);
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
            await visit(selected.children, below === notKnown ? {} : below);
          }
        };
        await visit(selection.fields, {});
      }
      expect(differences.slice(0, 3)).toEqual([]);
      expect(count.denied).toBeGreaterThan(documents / 4);
      expect(count.allowed).toBeGreaterThan(documents / 4);
    },
    60_000,
  );
});
