import { isEnumType, isInputObjectType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';

const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));

/**
 * Names of cases that Swift, Kotlin and TypeScript take for something else, or refuse even in quotes. Generators write cases
 * as they stand, in lower camel case (Apollo iOS) or in Pascal case (graphql-codegen).
 */
const taken = new Set([
  // Swift: cases of Optional, members of every type and enum, and words that cannot be quoted everywhere.
  ...[
    'none',
    'some',
    'self',
    'Self',
    'Type',
    'Protocol',
    'init',
    'rawValue',
    'allCases',
    'hash',
    'hashValue',
    'unknown',
  ],
  // Kotlin: members of every enum class, and what Apollo Kotlin adds to it.
  ...[
    'name',
    'ordinal',
    'entries',
    'values',
    'valueOf',
    'Companion',
    'UNKNOWN__',
    'knownValues',
    'safeValueOf',
    'type',
  ],
  // TypeScript and JavaScript: members of every object.
  ...['constructor', 'prototype', '__proto__', 'toString', 'valueOf', 'hasOwnProperty'],
  // GraphQL itself.
  ...['true', 'false', 'null'],
]);

function writings(value: string): string[] {
  const words = value.toLowerCase().split('_');
  const pascal = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('');
  return [value, pascal, pascal.charAt(0).toLowerCase() + pascal.slice(1)];
}

describe('names of the schema', () => {
  it('say of every input whether it is written or filters', () => {
    const others = types.filter((type) => isInputObjectType(type) && !/(Input|Filter)$/.test(type.name));
    expect(others.map(({ name }) => name)).toEqual([]);
  });

  it('of enum values hurt no code generator', () => {
    const values = types.flatMap((type) =>
      isEnumType(type) ? type.getValues().map(({ name }) => ({ type: type.name, name })) : [],
    );
    expect(values.length).toBeGreaterThan(100);
    // Apollo iOS has it inside another type, whose own case for what it does not know has a value: both can be told apart.
    // A way of refunding is never null, so that Swift cannot take its NONE for the absence of one.
    const held = new Set(['PaymentOutcome.UNKNOWN', 'RefundWay.NONE']);
    const hurting = values.filter(
      ({ type, name }) => !held.has(`${type}.${name}`) && writings(name).some((each) => taken.has(each)),
    );
    expect(hurting).toEqual([]);
  });

  it('of enums that say the same are one', () => {
    const byValues = new Map<string, string[]>();
    for (const type of types) {
      if (!isEnumType(type)) continue;
      const key = type
        .getValues()
        .map(({ name }) => name)
        .sort()
        .join();
      byValues.set(key, [...(byValues.get(key) ?? []), type.name]);
    }
    expect([...byValues.values()].filter((names) => names.length > 1)).toEqual([]);
  });
});
