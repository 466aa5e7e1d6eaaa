import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

it('a payment tells what a gift card paid and has left, and how a question of the till is answered', async () => {
  const body = {
    id: 'r1',
    currency: 'NOK',
    payments: [
      {
        line_id: 1,
        token_id: 'GK1',
        card_info: { issuer_id: 7, card_amount: 500, balance_amount: 1250, session_id: '022', receipt: 'APPROVED' },
        infocode_lines: [{ line_id: 1, infocode_id: 'i1', input_type: 2 }],
      },
    ],
  };
  const lift = harness.sandbox.fail({ on: 'getCustomerReceipt', status: 200, body });
  const { data, errors } = await harness
    .ask(
      `{ receipt(customerId: "C1001", receiptId: "r1") {
        payments { tokenId cardIssuerId cardAmount { amount } cardBalance { decimal } cardSessionId cardReceipt infocodes { inputType } }
      } }`,
    )
    .finally(lift);
  expect(errors).toEqual([]);
  expect(data.receipt.payments).toEqual([
    {
      tokenId: 'GK1',
      cardIssuerId: 7,
      cardAmount: { amount: 500 },
      cardBalance: { decimal: '12.50' },
      cardSessionId: '022',
      cardReceipt: 'APPROVED',
      infocodes: [{ inputType: 2 }],
    },
  ]);
});

it('a discount tells the rule as it was, and what it did to each line', async () => {
  const requirement = { purchase_from: '2026-01-01T00:00:00Z', purchase_to: '2026-02-01T00:00:00Z', stamp: 10 };
  const uses = { id: 'ref1', items: [{ line_id: 2, amount: 500 }], statistics: { usage: 3, stamp: 7, amount: 900 } };
  const rule = {
    id: 'd1',
    requirement,
    reward: { type: 'discount_percent', value: 20 },
    metadata: { a: 1 },
    refs: [uses],
  };
  const lift = harness.sandbox.fail({
    on: 'getCustomerReceipt',
    status: 200,
    body: { id: 'r1', currency: 'NOK', discounts: [rule] },
  });
  const { data, errors } = await harness
    .ask(
      `{ receipt(customerId: "C1001", receiptId: "r1") { discounts {
        rule { reward { value } requirement { stamps } metadata }
        uses { refId lines { lineId amount { amount } } statistics { usage stamps amount { decimal } } }
      } } }`,
    )
    .finally(lift);
  expect(errors).toEqual([]);
  expect(data.receipt.discounts).toEqual([
    {
      rule: { reward: { value: 20 }, requirement: { stamps: 10 }, metadata: { a: 1 } },
      uses: [
        {
          refId: 'ref1',
          lines: [{ lineId: 2, amount: { amount: 500 } }],
          statistics: { usage: 3, stamps: 7, amount: { decimal: '9.00' } },
        },
      ],
    },
  ]);
});

it('a customer as printed tells the consents, the enrolment and the terms of then', async () => {
  const customer = {
    marketing_consent: { sms: { consent: true } },
    enrolled_by: { type: 'url', value: 'https://example.com' },
    term: { id: 't1' },
    metadata: { level: 'gold' },
  };
  const lift = harness.sandbox.fail({ on: 'getCustomerReceipt', status: 200, body: { id: 'r1', customer } });
  const { data } = await harness
    .ask(
      `{ receipt(customerId: "C1001", receiptId: "r1") { customerSnapshot {
        marketingConsents { channel consent } enrollment { type value } termId metadata
      } } }`,
    )
    .finally(lift);
  expect(data.receipt.customerSnapshot).toEqual({
    marketingConsents: [{ channel: 'sms', consent: true }],
    enrollment: { type: 'url', value: 'https://example.com' },
    termId: 't1',
    metadata: { level: 'gold' },
  });
});
