import { GraphQLScalarType, isSpecifiedScalarType } from 'graphql';
import { expect, it } from 'vitest';
import { mocks } from '../../src/codegen/mocks.ts';
import { schema } from '../../src/graphql/schema.ts';

it('mocks holds a value for each scalar, which that scalar takes', () => {
  const scalars = Object.values(schema.getTypeMap())
    .filter((type) => type instanceof GraphQLScalarType)
    .filter((type) => !isSpecifiedScalarType(type));
  expect(Object.keys(mocks)).toEqual(scalars.map(({ name }) => name).sort());
  for (const scalar of scalars) {
    const [, mock] = Object.entries(mocks).find(([name]) => name === scalar.name) ?? [];
    expect(scalar.coerceOutputValue(mock?.())).toEqual(mock?.());
  }
});
