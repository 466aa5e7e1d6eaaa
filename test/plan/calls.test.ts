import { parse } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { encodeGlobalId } from '../../src/kernel/global-id.ts';
import { callsOf } from '../../src/plan/calls.ts';
import { type SelectOptions, select } from '../../src/plan/selection.ts';
import { type Harness, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

function calls(source: string, options?: SelectOptions) {
  return callsOf(schema, select(schema, parse(source), options));
}

function sites(source: string, options?: SelectOptions) {
  return calls(source, options).sites.map(({ endpoint, least, most, wave }) => [endpoint, least, most, wave]);
}

describe('callsOf', () => {
  it('tells operations with method, path, bounds and wave', () => {
    expect(calls('{ customers(first: 5) { nodes { tags { tag } } } }')).toEqual({
      sites: [
        {
          coordinate: 'Query.customers',
          path: ['customers'],
          endpoint: 'listCustomers',
          method: 'GET',
          template: '/accounts/{aid}/customers/users',
          least: 1,
          most: 1,
          known: 1,
          alternative: false,
          batched: false,
          wave: 1,
        },
        {
          coordinate: 'Customer.tags',
          path: ['customers', 'nodes', 'tags'],
          endpoint: 'listTagsOfCustomer',
          method: 'GET',
          template: '/accounts/{aid}/customers/users/{customer_id}/tags',
          least: 0,
          most: 5,
          known: 5,
          alternative: false,
          batched: false,
          wave: 2,
        },
      ],
      perItem: [
        {
          coordinate: 'Customer.tags',
          endpoint: 'listTagsOfCustomer',
          known: 5,
          query: '{ customers(first: 5) { nodes { tags { __typename } } } }',
        },
      ],
      least: 1,
      most: 6,
      known: 6,
      waves: 2,
    });
  });

  it.each([
    ['the default', '{ customers { nodes { tags { tag } } } }', {}, 10],
    ['a variable', 'query ($n: Int!) { customers(first: $n) { nodes { tags { tag } } } }', { variables: { n: 7 } }, 7],
    ['nothing that is known', 'query ($n: Int!) { customers(first: $n) { nodes { tags { tag } } } }', {}, 100],
  ])('bounds a list by %s', (_, source, options, most) => {
    expect(calls(source, options).most).toBe(1 + most);
  });

  it('has what hangs on a known customer in one wave', () => {
    expect(sites('{ customer(customerId: "C1") { tags { tag } orders { nodes { orderId } } } }')).toEqual([
      ['getCustomer', 1, 1, 1],
      ['listTagsOfCustomer', 1, 1, 1],
      ['listCustomerOrders', 1, 1, 1],
    ]);
  });

  it('counts what several fields of one thing load once', () => {
    expect(
      sites('{ me { walletCards(first: 3) { nodes { balance { amount } available { amount } } } } }'),
    ).toContainEqual(['getCustomerCard', 0, 3, 2]);
  });

  it('counts nothing for what the parent carries', () => {
    expect(sites('{ walletCard(cardId: "1") { balance { amount } } }')).toEqual([['getCard', 1, 1, 1]]);
  });

  it('counts a batch for many as one', () => {
    const found = calls(
      '{ customers(first: 20) { nodes { discounts(items: [{ itemId: "b1" }]) { nodes { discount { name } } } } } }',
    );
    expect(found.sites.filter(({ endpoint }) => endpoint === 'searchDiscountRules')).toMatchObject([
      { known: 1, most: null, batched: true },
    ]);
    expect(found.perItem).toEqual([]);
  });

  it('has no bound for a list that is not paged', () => {
    const input = '{ storeIds: ["S1"], items: [{ itemId: "b1" }] }';
    expect(calls(`{ customerSegment(input: ${input}) { customer { email } } }`)).toMatchObject({
      least: 1,
      most: null,
      known: 2,
    });
  });

  it('takes one of the types that an id may name, and the one that it does name', () => {
    const source = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(calls(source)).toMatchObject({ least: 0, most: 1, known: 1, waves: 1 });
    expect(sites(source, { variables: { id: encodeGlobalId('Customer', 'C1') } })).toEqual([['getCustomer', 1, 1, 1]]);
  });

  it('is uncertain of what a variable may leave out', () => {
    expect(sites('query ($with: Boolean!) { me { email tags @include(if: $with) { tag } } }')).toEqual([
      ['getCustomer', 1, 1, 1],
      ['listTagsOfCustomer', 0, 1, 1],
    ]);
  });

  it('counts a field twice that is asked for with other arguments', () => {
    expect(calls('{ me { a: orders(first: 1) { nodes { id } } b: orders(first: 2) { nodes { id } } } }').most).toBe(3);
  });

  it('counts nothing for what does not run', () => {
    const selection = select(schema, parse('{ customers(first: 5) { nodes { email tags { tag } } } }'));
    expect(callsOf(schema, selection, { runs: ({ coordinate }) => coordinate !== 'Customer.tags' }).most).toBe(1);
  });
});
