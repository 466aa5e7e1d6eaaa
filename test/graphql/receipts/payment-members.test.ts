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
        card_info: { issuer_id: 7, card_amount: 500, balance_amount: 1250 },
        infocode_lines: [{ line_id: 1, infocode_id: 'i1', input_type: 2 }],
      },
    ],
  };
  const lift = harness.sandbox.fail({ on: 'getCustomerReceipt', status: 200, body });
  const { data, errors } = await harness
    .ask(
      `{ receipt(customerId: "C1001", receiptId: "r1") {
        payments { tokenId cardIssuerId cardAmount { amount } cardBalance { decimal } infocodes { inputType } }
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
      infocodes: [{ inputType: 2 }],
    },
  ]);
});
