import fc from 'fast-check';
import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
  Kind,
  parse,
  validateInputValue,
} from 'graphql';
import { expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { readVariables } from '../../src/server/variables.ts';

const inputs = Object.values(schema.getTypeMap()).filter(isInputObjectType);

const odd = fc.constantFrom<unknown>(null, 'text', '2026-01-01', 1, 1.5, true, [], {}, { other: 1 });

const fitting: Readonly<Record<string, unknown>> = {
  String: 'text',
  ID: 'text',
  Int: 1,
  SafeInt: 1,
  Float: 1.5,
  Boolean: true,
  Currency: 'NOK',
  Date: '2026-01-01',
  DateTime: '2026-01-01T00:00:00Z',
  JSONObject: {},
};

/** What mostly fits a type, and is odd at some places. */
function nearly(type: GraphQLInputType, depth = 4): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 60, arbitrary: fit(type, depth) }, { weight: 1, arbitrary: odd });
}

function fit(type: GraphQLInputType, depth: number): fc.Arbitrary<unknown> {
  if (isNonNullType(type)) return fit(type.ofType, depth);
  if (depth === 0) return odd;
  if (isListType(type)) return fc.array(nearly(type.ofType, depth), { maxLength: 2 });
  if (isEnumType(type)) return fc.constantFrom(...type.getValues().map(({ name }) => name));
  if (!isInputObjectType(type)) return fc.constant(fitting[type.name] ?? 'text');
  const fields = Object.values(type.getFields());
  const members = fields.map(({ name, type: inner }) => [name, nearly(inner, depth - 1)] as const);
  const requiredKeys = fields.filter(isRequiredInputField).map(({ name }) => name);
  return fc.record(Object.fromEntries(members), { requiredKeys });
}

it('reads variables that GraphQL holds to be good, and says what is wrong with all others', () => {
  let good = 0;
  let bad = 0;
  for (const type of inputs) {
    const [operation] = parse(`query Q($input: ${type.name}) { viewer { kind } }`).definitions;
    if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('That is no operation.');
    fc.assert(
      fc.property(nearly(type), (input) => {
        const faults: string[] = [];
        validateInputValue(input, type, ({ message }) => faults.push(message));
        const read = readVariables(schema, operation, { input }, true);
        expect('errors' in read ? read.errors.length : 0).toBe(faults.length);
        if ('values' in read) good += 1;
        else bad += 1;
      }),
      { numRuns: 20 },
    );
  }
  expect(Math.min(good, bad)).toBeGreaterThan(inputs.length);
});
