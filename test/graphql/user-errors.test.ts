import { getNamedType, isInterfaceType, isObjectType } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../../src/graphql/schema.ts';
import { userErrorCodes } from '../../src/kernel/user-error-code.ts';
import type { EndpointName } from '../../src/upstream/endpoint.ts';
import { type Harness, startHarness } from './harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

async function userErrorsOf(mutation: string, input: object) {
  const { data, errors } = await harness.mutate(mutation, input, '__typename');
  expect(errors).toEqual([]);
  return data[mutation].userErrors;
}

/** One case at least of each code: the mutation, its input, and the path of what caused it. */
const cases: readonly (readonly [code: string, mutation: string, input: () => object, field: string[] | null])[] = [
  ['REQUIRED', 'orderCommentAdd', () => ({ orderId: 'any', text: ' ' }), ['input', 'text']],
  ['REQUIRED', 'orderCreate', () => ({ order: { currency: 'NOK', items: [] } }), ['input', 'order', 'items']],
  ['TOO_LONG', 'walletCardCreate', () => card({ cardId: 'x'.repeat(256) }), ['input', 'cardId']],
  ['INVALID_FORMAT', 'customerCreate', () => ({ details: { email: 'kari' } }), ['input', 'details', 'email']],
  ['INVALID_FORMAT', 'orderClose', () => ({ orderId: '../x' }), ['input', 'orderId']],
  ['OUT_OF_RANGE', 'walletCardCreate', () => card({ amount: -1 }), ['input', 'amount']],
  ['INVALID_VALUE', 'walletCardCreate', () => card({ currency: 'ISK' }), ['input', 'currency']],
  ['INVALID_VALUE', 'walletTransactionCreate', () => draw({ currency: 'EUR' }), ['input', 'currency']],
  ['ALREADY_TAKEN', 'walletCardCreate', () => card({ cardId: 'GK100001' }), ['input', 'cardId']],
  ['ALREADY_TAKEN', 'customerCreate', () => ({ details: { email: emailOf('C1001') } }), ['input', 'details', 'email']],
  ['NOT_FOUND', 'orderCancel', () => ({ orderId: 'none' }), ['input', 'orderId']],
  ['NOT_FOUND', 'walletCardCreate', () => card({ customerId: 'none' }), ['input', 'customerId']],
  ['NOT_FOUND', 'walletTransactionCreate', () => draw({ card: { cardId: 'none' } }), ['input', 'card']],
  ['NOT_FOUND', 'receiptClaim', () => ({ token: 'none', customerId: 'C1001' }), ['input', 'token']],
  ['NOT_FOUND', 'orderCommentRemove', () => ({ orderId: anOrder(), commentId: 'none' }), ['input', 'commentId']],
  ['INSUFFICIENT_BALANCE', 'walletTransactionCreate', () => draw({ amount: 2 ** 40 }), ['input', 'amount']],
  ['EXCEEDS_REMAINING', 'orderRefundRecord', () => refund(2 ** 40), ['input', 'items', '0', 'amount']],
  ['EXPIRED', 'walletTransactionCreate', () => draw({ card: { cardId: expiredCard() } }), ['input', 'card']],
  ['WRONG_STATE', 'orderReopen', () => ({ orderId: anOrder() }), ['input', 'orderId']],
  ['NOT_NOW', 'paymentRefund', () => unread(), ['input', 'paymentId']],
  ['CONFLICT', 'walletTransactionCreate', () => draw({ refId: 'twice', amount: 200 }), ['input', 'refId']],
  ['BAD_USER_INPUT', 'customerCreate', () => refusedBlindly('createCustomer', { details: {} }), null],
];

/** A payment that cannot be read: nothing is sent. */
function unread() {
  harness.sandbox.fail({ on: 'getPayment', status: 500, times: 1 });
  const [paymentId] = harness.sandbox.state.payments.keys();
  return { paymentId, refId: 'once', amount: 100 };
}

function card(more: object) {
  return { cardId: 'NEW', amount: 100, currency: 'NOK', ...more };
}

function draw(more: object) {
  return { card: { cardId: 'GK100001' }, refId: 'once', amount: 100, currency: 'NOK', ...more };
}

function emailOf(customerId: string) {
  return harness.sandbox.state.customers.get(customerId)?.email;
}

function anOrder() {
  const open = [...harness.sandbox.state.orders.values()].find(({ order }) => order.status === 'open');
  return open?.order.order_id;
}

function refund(amount: number) {
  const lineId = harness.sandbox.state.orders.get(anOrder() ?? '')?.order.items?.[0]?.line_id;
  return { orderId: anOrder(), items: [{ lineId, amount }] };
}

function expiredCard() {
  for (const [cardId, { card: each }] of harness.sandbox.state.cards)
    if (each.status !== 'inactive' && each.currency === 'NOK') {
      each.expires_at = '2020-01-01T00:00:00.000Z';
      return cardId;
    }
  return undefined;
}

/** The input, after upstream was made to refuse it without a reason. */
function refusedBlindly(endpoint: EndpointName, input: object) {
  harness.sandbox.fail({ on: endpoint, status: 400, body: { error: { message: 'Bad Request' } }, times: 1 });
  return input;
}

describe('UserErrorCode', () => {
  it('has a case for each of its values, and for nothing else', () => {
    const shown = new Set(cases.map(([code]) => code));
    const type = schema.getType('UserErrorCode');
    const served = type !== undefined && 'getValues' in type ? type.getValues().map(({ name }) => name) : [];
    expect([...shown].sort()).toEqual(served.toSorted());
    expect(served.toSorted()).toEqual(Object.keys(userErrorCodes).sort());
  });

  it.each(cases)('%s: %s', async (code, mutation, input, field) => {
    await userErrorsOf('walletTransactionCreate', draw({ refId: 'twice' }));
    expect(await userErrorsOf(mutation, input())).toEqual([
      { code, message: expect.stringMatching(/^[A-Za-z][^_]*\.$/), field },
    ]);
  });
});

describe('Payload', () => {
  it('is what every mutation answers, with its user errors', () => {
    const payload = schema.getType('Payload');
    if (!isInterfaceType(payload)) throw new Error('Payload is not an interface.');
    expect(Object.keys(payload.getFields())).toEqual(['userErrors']);
    const answers = Object.values(schema.getMutationType()?.getFields() ?? {}).map(({ type }) => getNamedType(type));
    expect(answers.length).toBeGreaterThan(60);
    for (const type of answers) {
      expect(isObjectType(type) && type.getInterfaces().includes(payload), type.name).toBe(true);
    }
  });
});

describe('a refusal in the one form that upstream documents, a code that repeats the status and a sentence', () => {
  it.each([
    ['createCard', 400, 'Card already exists', 'walletCardCreate', card({}), 'ALREADY_TAKEN', 'cardId'],
    [
      'createCard',
      400,
      'Customer does not exist',
      'walletCardCreate',
      card({ customerId: 'c' }),
      'NOT_FOUND',
      'customerId',
    ],
    // Nothing says which of the two it is.
    ['createCustomer', 400, 'Already exists', 'customerCreate', both, 'ALREADY_TAKEN', null],
    ['createCustomer', 400, 'Bad Request', 'customerCreate', both, 'BAD_USER_INPUT', null],
    // What is quoted may be the caller's own words.
    ['createCard', 400, 'Cannot use "expired"', 'walletCardCreate', card({ name: 'expired' }), 'BAD_USER_INPUT', null],
    ['closeOrder', 400, 'Bad Request', 'orderClose', { orderId: 'o' }, 'WRONG_STATE', 'orderId'],
    ['closeOrder', 404, 'Order not found', 'orderClose', { orderId: 'o' }, 'NOT_FOUND', 'orderId'],
    ['createTransaction', 404, 'Card not found', 'walletTransactionCreate', draw({}), 'NOT_FOUND', 'card'],
    [
      'createTransaction',
      400,
      'Insufficient funds',
      'walletTransactionCreate',
      draw({}),
      'INSUFFICIENT_BALANCE',
      'amount',
    ],
    ['createTransaction', 400, 'The card has expired', 'walletTransactionCreate', draw({}), 'EXPIRED', 'card'],
    ['createTransaction', 409, 'Conflict', 'walletTransactionCreate', draw({}), 'CONFLICT', 'refId'],
    ['recordRefund', 409, 'Conflict', 'orderRefundRecord', payment, 'CONFLICT', null],
  ] as const)('of %s with %i, "%s", is told by %s', async (on, status, message, mutation, input, code, place) => {
    harness.sandbox.fail({ on, status, times: 1, body: { error: { code: reasons[status], message } } });
    const field = place === null ? null : ['input', place];
    expect(await userErrorsOf(mutation, input)).toMatchObject([{ code, field }]);
  });
});

const both = { customerId: 'c', details: { email: 'new@example.com' } };
const payment = { orderId: 'o', items: [{ lineId: 1, amount: 1 }] };
const reasons = { 400: 'BAD REQUEST', 404: 'NOT FOUND', 409: 'CONFLICT' };
