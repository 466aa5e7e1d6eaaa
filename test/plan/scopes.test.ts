import fc from 'fast-check';
import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import {
  closed,
  compare,
  forcedBy,
  isOpen,
  type Need,
  needsOf,
  reasonFor,
  smallestSets,
} from '../../src/advice/scopes.ts';
import { schema } from '../../src/graphql/schema.ts';
import { type Audience, powerOf } from '../../src/kernel/least-power.ts';
import { select } from '../../src/plan/selection.ts';

function needs(source: string, audience: Audience = 'staff') {
  return needsOf(schema, select(schema, parse(source)), audience);
}

const edges = '{ customer(customerId: "C1") { email walletCards { nodes { cardId } } receipts { nodes { id } } } }';

describe('smallestSets', () => {
  it('are an OR of ANDs, least powerful first', () => {
    expect(smallestSets(needs('{ customer(customerId: "C1") { email walletCards { nodes { cardId } } } }'))).toEqual([
      ['read:customers', 'read:wallets'],
      ['admin:customers', 'read:wallets'],
      ['admin:wallets', 'read:customers'],
      ['admin:customers', 'admin:wallets'],
    ]);
  });

  it('are those of own data for a token of a customer', () => {
    expect(smallestSets(needs(edges, 'customer'))?.[0]).toEqual([
      'user:customers:/customer/details',
      'user:receipts',
      'user:wallets',
    ]);
  });

  it('leave out what no customer is admitted to, which is named', () => {
    const found = needs('{ me { email } customers { nodes { email } } }', 'customer');
    expect(closed(found)).toEqual(['Query.customers']);
    expect(smallestSets(found)).toEqual([['user:customers:/customer/details'], ['user:customers']]);
  });

  it('need nothing for what is open to anyone', () => {
    expect(smallestSets(needs('{ viewer { kind } }'))).toEqual([[]]);
  });

  it('ask for the types that an id may name', () => {
    expect(
      needs('query ($id: ID!) { node(id: $id) { ... on Customer { email } } }').map(({ coordinate }) => coordinate),
    ).toContain('Customer');
  });

  it('are not worked out where there are too many', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({
      coordinate: `Query.a${index}`,
      sets: [[`a:${index}`], [`b:${index}`]],
      maybe: [],
    }));
    expect(smallestSets(many)).toBeNull();
  });
});

describe('the first of several sets', () => {
  const order = needs(
    'mutation ($i: OrderRefundRecordInput!) { orderRefundRecord(input: $i) { order { orderId refunds { operationId } } } }',
  );

  it('is the one that may do least, however many scopes it has', () => {
    expect(smallestSets(order)).toEqual([['read:shopping', 'write:shopping'], ['admin:shopping']]);
  });

  it('comes with its reason', () => {
    expect(reasonFor(smallestSets(order) ?? [])).toBe(
      'The least powerful of 2 sets: the next has admin:shopping in place of read:shopping and write:shopping.',
    );
    expect(reasonFor([['read:shopping']])).toBeNull();
  });
});

describe('forcedBy', () => {
  it('names the coordinates that ask for each scope', () => {
    expect(forcedBy(needs(edges), ['read:customers', 'read:receipts', 'read:wallets'])).toEqual([
      { scope: 'read:customers', coordinates: ['Query.customer'] },
      { scope: 'read:receipts', coordinates: ['Customer.receipts'] },
      { scope: 'read:wallets', coordinates: ['Customer.walletCards'] },
    ]);
  });
});

describe('compare', () => {
  it('says what a client lacks and what it has too much', () => {
    expect(compare(needs(edges), ['admin:customers', 'read:customers', 'read:receipts', 'read:shopping'])).toEqual({
      lacking: [{ coordinate: 'Customer.walletCards', missing: [['admin:wallets'], ['read:wallets']] }],
      excess: ['admin:customers', 'read:shopping'],
      tooPowerful: [],
    });
  });

  it('says what is too powerful, and what would do', () => {
    expect(compare(needs(edges), ['admin:customers', 'read:receipts', 'admin:wallets', 'write:wallets'])).toEqual({
      lacking: [],
      excess: ['write:wallets'],
      tooPowerful: [
        { scope: 'admin:customers', instead: ['read:customers'] },
        { scope: 'admin:wallets', instead: ['read:wallets'] },
      ],
    });
  });
});

describe('the algebra of scopes', () => {
  const scopes = ['read:a', 'admin:a', 'read:b', 'admin:b', 'write:c'];
  const need = fc
    .array(fc.subarray(scopes, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 3 })
    .map((sets): Need => ({ coordinate: JSON.stringify(sets), sets, maybe: [] }));
  const rules = fc.array(need, { maxLength: 5 });

  /** Every set of scopes, tried one by one. */
  const everySet = Array.from({ length: 2 ** scopes.length }, (_, bits) =>
    scopes.filter((_scope, at) => (bits >> at) & 1),
  );
  const satisfying = (all: readonly Need[]) => everySet.filter((set) => all.every((each) => isOpen(each, set)));
  const isSubset = (part: readonly string[], whole: readonly string[]) => part.every((scope) => whole.includes(scope));
  const text = (sets: readonly (readonly string[])[]) => sets.map((set) => [...set].sort().join(' ')).sort();

  it('finds exactly the sets that do and of which no part does', () => {
    fc.assert(
      fc.property(rules, (all) => {
        const enough = satisfying(all);
        const minimal = enough.filter(
          (set) => !enough.some((other) => other.length < set.length && isSubset(other, set)),
        );
        expect(text(smallestSets(all) ?? [])).toEqual(text(minimal));
      }),
      { numRuns: 500 },
    );
  });

  it('puts less in the place of what is too powerful and nothing stops working', () => {
    fc.assert(
      fc.property(rules, fc.subarray(scopes), (all, granted) => {
        const { excess, tooPowerful } = compare(all, granted);
        const taken = [...excess, ...tooPowerful.map(({ scope }) => scope)];
        const given = tooPowerful.flatMap(({ instead }) => instead);
        const kept = [...granted.filter((scope) => !taken.includes(scope)), ...given];
        for (const each of all) if (isOpen(each, granted)) expect(isOpen(each, kept)).toBe(true);
        for (const { scope, instead } of tooPowerful)
          for (const each of instead) expect(powerOf(each)).toBeLessThan(powerOf(scope));
      }),
      { numRuns: 500 },
    );
  });

  it('takes away the excess and nothing stops working', () => {
    fc.assert(
      fc.property(rules, fc.subarray(scopes), (all, granted) => {
        const { lacking, excess, tooPowerful } = compare(all, granted);
        const kept = granted.filter((scope) => !excess.includes(scope));
        for (const each of all) expect(isOpen(each, kept)).toBe(isOpen(each, granted));
        expect(lacking.length).toBe(all.filter((each) => !isOpen(each, granted)).length);
        // Nothing more can go, but what is kept for the place of something too powerful.
        if (tooPowerful.length > 0) return;
        for (const scope of kept) {
          const fewer = kept.filter((other) => other !== scope);
          expect(all.every((each) => isOpen(each, fewer) === isOpen(each, kept))).toBe(false);
        }
      }),
      { numRuns: 500 },
    );
  });
});
