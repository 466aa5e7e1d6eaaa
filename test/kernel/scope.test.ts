import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isOwnDataScope, scopeSets } from '../../src/kernel/scope.ts';

describe('scopeSets', () => {
  it.each([
    ['no list', [], [[]]],
    ['one list', [['b', 'a']], [['b'], ['a']]],
    [
      'two lists that share nothing',
      [['a', 'b'], ['c']],
      [
        ['a', 'c'],
        ['b', 'c'],
      ],
    ],
    [
      'two lists that share a scope',
      [
        ['a', 'b'],
        ['a', 'c'],
      ],
      [['a'], ['b', 'c']],
    ],
    [
      'a list twice',
      [
        ['a', 'b'],
        ['b', 'a'],
      ],
      [['a'], ['b']],
    ],
    ['a scope twice in a list', [['a', 'a']], [['a']]],
    ['a list that nobody satisfies', [['a'], []], []],
    ['sets spelled alphabetically', [['z'], ['a']], [['a', 'z']]],
  ])('gives the sets of %s', (_, lists, sets) => {
    expect(scopeSets(lists)).toEqual(sets);
  });

  it('gives the sets of Dintero’s own lists', () => {
    const cards = ['admin:wallets', 'read:wallets', 'user:wallets'];
    const customer = ['admin:customers', 'read:customers', 'user:customers'];
    expect(scopeSets([cards, customer])).toHaveLength(9);
  });

  // Every set of scopes is tried: one is given exactly if it satisfies all lists and none smaller within it does.
  it('gives the smallest sets that satisfy every list, and each once', () => {
    const universe = ['a', 'b', 'c', 'd', 'e'];
    const everySet = [...Array(2 ** universe.length).keys()].map((bits) =>
      universe.filter((_, index) => bits & (1 << index)),
    );
    const list = fc.array(fc.constantFrom(...universe), { maxLength: 4 });
    fc.assert(
      fc.property(fc.array(list, { maxLength: 4 }), (lists) => {
        const enough = everySet.filter((set) => lists.every((any) => any.some((scope) => set.includes(scope))));
        const smallest = enough.filter(
          (set) => !enough.some((other) => other.length < set.length && other.every((scope) => set.includes(scope))),
        );
        const sorted = (sets: string[][]) => sets.map((set) => set.join()).sort();
        expect(sorted(scopeSets(lists))).toEqual(sorted(smallest));
      }),
    );
  });
});

describe('isOwnDataScope', () => {
  it.each([
    ['user:customers', true],
    ['user:wallets:/info', true],
    ['read:customers', false],
    ['read:user:customers', false],
    ['user', false],
    ['users:customers', false],
    ['User:customers', false],
  ])('of %s is %s', (scope, own) => {
    expect(isOwnDataScope(scope)).toBe(own);
  });
});
