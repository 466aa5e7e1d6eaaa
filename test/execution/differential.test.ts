import { type ExecutionResult, execute as executeByGraphqlJs, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { createState } from '../../src/sandbox/data/state.ts';
import { knownValues } from '../permissions/known-values.ts';
import { randomDocument, randomFrom } from '../plan/random-document.ts';
import { executeByTree } from './by-tree.ts';
import { randomSchema } from './random-schema.ts';

const { values } = knownValues(createState())('Query.customer');

/** Data, and the places that are null for an error: which of two errors came first that null the same place is chance. */
function facts({ data, errors = [] }: ExecutionResult) {
  const plain: unknown = JSON.parse(JSON.stringify(data ?? null));
  return { data: plain, places: [...new Set(errors.map(({ path = [] }) => nulledPlace(plain, path)))].sort() };
}

function nulledPlace(data: unknown, path: readonly (string | number)[]): string {
  let at = data;
  let depth = 0;
  while (typeof at === 'object' && at !== null && depth < path.length) {
    at = Reflect.get(at, String(path[depth]));
    depth += 1;
  }
  if (at !== null) throw new Error(`An error of ${path} left no null.`);
  return path.slice(0, depth).join('.');
}

describe('execution by tree', () => {
  it('answers what graphql-js answers, over 1,000 random documents, twice each', async () => {
    const random = randomSchema(schema);
    let withErrors = 0;
    for (let seed = 1; seed <= 1_000; seed += 1) {
      const { query, variables } = randomDocument(schema, randomFrom(seed), values, ['a', 'b']);
      const args = {
        schema: random,
        document: parse(query),
        variableValues: variables,
        rootValue: { seed: String(seed) },
      };
      const expected = facts(await executeByGraphqlJs(args));
      withErrors += expected.places.length > 0 ? 1 : 0;
      for (const actual of [await executeByTree(args), await executeByTree(args)])
        expect(facts(actual), query).toEqual(expected);
    }
    expect(withErrors).toBeGreaterThan(150);
  }, 60_000);
});
