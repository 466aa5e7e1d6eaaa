import { type GraphQLInputType, getNamedType, isInputObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { type Harness, startHarness } from './harness.ts';

// A caller's own key makes a write safe to send again, so a key that upstream might read otherwise than it was meant is
// refused wherever an input holds one.

const customerId = 'C1001';
const draw = { card: { cardId: 'GK100001' }, amount: 100, currency: 'NOK' };
const claim = (ref: string, refId: string, amount = 1) => ({
  ref,
  customerId,
  purchasedAt: '2026-11-01T12:00:00Z',
  discounts: [{ discountId: 'd1', refs: [{ refId, amount }] }],
});

/** Every place of a key: the mutation, where it stands, and an input with it. */
const places: readonly (readonly [mutation: string, place: string, of: (key: string) => object])[] = [
  ['discountClaimCreate', 'ref', (key) => claim(key, 'd1')],
  ['discountClaimCreate', 'discounts.refs.refId', (key) => claim('r1', key)],
  ['discountUsageRecord', 'refId', (key) => ({ customerId, refId: key, usageRef: 'u', usageRefType: 'receipt_add' })],
  ['discountUsageRevert', 'refId', (key) => ({ customerId, refId: key })],
  ['orderRefund', 'refId', (key) => ({ orderId: 'O10001', refId: key, all: true })],
  ['paymentCapture', 'refId', (key) => ({ paymentId: 'T00000001.p1', refId: key, amount: 100 })],
  ['paymentRefund', 'refId', (key) => ({ paymentId: 'T00000001.p1', refId: key, amount: 100 })],
  ['walletCardTokenCreate', 'refId', (key) => ({ cardId: 'GK100001', refId: key, token: { expiresIn: 60 } })],
  ['walletTransactionCapture', 'refId', (key) => ({ transactionId: 't1', refId: key })],
  ['walletTransactionCreate', 'refId', (key) => ({ ...draw, refId: key })],
  ['walletTransactionVoid', 'refId', (key) => ({ transactionId: 't1', refId: key })],
];

const bad = ['', ' ', ' r1', 'r1 ', '\tr1', 'r\r\n1', 'r'.repeat(256), 'r\ud800'];

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('a key of the caller', () => {
  it.each(places)('in %s at %s is refused where it is none, before anything is called', async (mutation, place, of) => {
    for (const key of bad) {
      const { data, errors, calls } = await harness.mutate(mutation, of(key), '__typename');
      expect({ key, errors, calls }).toEqual({ key, errors: [], calls: [] });
      expect(data[mutation].userErrors).toEqual([
        {
          code: key === '' ? 'REQUIRED' : key.length > 255 ? 'TOO_LONG' : 'INVALID_FORMAT',
          message: expect.any(String),
          field: expect.any(Array),
        },
      ]);
      const field: readonly string[] = data[mutation].userErrors[0].field;
      expect(field.filter((part) => !/^(input|\d+)$/.test(part)).join('.')).toBe(place);
    }
  });

  it.each(places)('in %s at %s may have 255 characters, and spaces inside', async (mutation, place, of) => {
    const { data } = await harness.mutate(mutation, of(`r 1${'r'.repeat(252)}`), '__typename');
    const told: readonly { code: string; field: readonly string[] | null }[] = data?.[mutation]?.userErrors ?? [];
    const isOnlyUnknown = ({ code }: { code: string }) => code === 'NOT_FOUND';
    expect(told.filter((each) => each.field?.at(-1) === place.split('.').at(-1) && !isOnlyUnknown(each))).toEqual([]);
  });

  it('stands nowhere else', () => {
    const found = Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap(({ name, args: [input] }) =>
      input === undefined ? [] : keysIn(input.type).map((place) => `${name} ${place}`),
    );
    const known = places.map(([mutation, place]) => `${mutation} ${place}`);
    expect(found.toSorted()).toEqual(known.toSorted());
  });
});

function keysIn(type: GraphQLInputType, seen: readonly string[] = []): string[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.includes(named.name)) return [];
  return Object.values(named.getFields()).flatMap((field) => {
    if (field.name === 'refId' || field.name === 'ref') return [field.name];
    return keysIn(field.type, [...seen, named.name]).map((place) => `${field.name}.${place}`);
  });
}

describe('the same key', () => {
  it.each([
    ['walletTransactionCreate', { ...draw, refId: 'same-1' }, { ...draw, amount: 200, refId: 'same-1' }],
    [
      'walletCardTokenCreate',
      { cardId: 'GK100001', refId: 'same-2', token: { expiresIn: 60 } },
      { cardId: 'GK100001', refId: 'same-2', token: { expiresIn: 90 } },
    ],
  ])('of %s with the same contents is one write, and with others a conflict', async (mutation, first, other) => {
    for (const input of [first, first])
      expect(await harness.mutate(mutation, input, '__typename')).toMatchObject({
        data: { [mutation]: { userErrors: [] } },
        errors: [],
      });
    expect(await harness.mutate(mutation, other, '__typename')).toMatchObject({
      data: { [mutation]: { userErrors: [{ code: 'CONFLICT', field: ['input', 'refId'] }] } },
      errors: [],
    });
  });
});
