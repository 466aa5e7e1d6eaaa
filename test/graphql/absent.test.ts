import { type GraphQLInputType, getNamedType, isInputObjectType, isListType, isNonNullType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { isRecord } from '../../src/kernel/record.ts';
import { knownValues } from '../permissions/known-values.ts';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
let valuesOf: ReturnType<typeof knownValues>;
beforeAll(async () => {
  harness = await startHarness({ CUSTOMER_LOGIN: 'on' });
  valuesOf = knownValues(harness.sandbox.state);
});
afterAll(() => harness.close());

/** The same input, with null for every member that may be left out and is. */
function withNulls(type: GraphQLInputType, value: unknown): unknown {
  if (isNonNullType(type)) return withNulls(type.ofType, value);
  if (isListType(type)) return Array.isArray(value) ? value.map((each) => withNulls(type.ofType, each)) : value;
  const named = getNamedType(type);
  if (!isInputObjectType(named) || !isRecord(value)) return value;
  const members = Object.values(named.getFields()).flatMap(({ name, type: inner }) => {
    if (value[name] !== undefined) return [[name, withNulls(inner, value[name])]];
    return isNonNullType(inner) || named.isOneOf ? [] : [[name, null]];
  });
  return Object.fromEntries(members);
}

const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
const making = mutations.filter(({ name }) => /(Create|CreateBatch|Add|Record|Activate|Claim|Send)$/.test(name));

describe('null in what makes something', () => {
  it('is tried where there is something that may be left out', () => {
    const optional = making.filter(({ args }) => {
      const named = args[0] === undefined ? undefined : getNamedType(args[0].type);
      return isInputObjectType(named) && Object.values(named.getFields()).some(({ type }) => !isNonNullType(type));
    });
    expect(optional.length).toBeGreaterThan(12);
  });

  it.each(making.map(({ name, args }) => [name, args[0]?.type] as const))(
    'is as good as left out: %s',
    async (name, type) => {
      if (type === undefined) throw new Error(`${name} takes no input.`);
      const known = valuesOf(`Mutation.${name}`).values.get(`Mutation.${name}(input:)`);
      const input = withNulls(type, known);
      harness.sandbox.state.cards.delete('permissions');
      const { data, errors } = await harness.mutate(name, Object(input), '__typename', { isHeld: false });
      expect(JSON.stringify({ errors, userErrors: data?.[name]?.userErrors })).toBe('{"errors":[],"userErrors":[]}');
    },
  );
});
