import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, shipped, startHarness } from '../graphql/harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

describe('a gift card', () => {
  it('is issued, drawn in part, captured, and its balance is seen in Customer360', async () => {
    const input = {
      cardId: 'A-0',
      customerId: 'C1003',
      amount: 50_000,
      currency: 'NOK',
      token: { expiresIn: 3_600, expiresAfterTransaction: false },
    };
    const issued = await harness.ask(shipped('helpdesk/GiftCardIssue'), { as: 'admin', variables: { input } });
    expect(issued.data.walletCardCreate).toMatchObject({
      walletCard: { cardId: 'A-0', balance: { decimal: '500.00', currency: 'NOK' } },
      userErrors: [],
    });
    const card = { token: issued.data.walletCardCreate.token.value };

    const drawn = await harness.ask(
      `mutation ($card: WalletTransactionCardInput!) {
        sale: walletTransactionCreate(input: { card: $card, amount: 12000, currency: "NOK", refId: "sale-1" }) { userErrors { code } }
        hold: walletTransactionCreate(input: { card: $card, amount: 30000, currency: "NOK", refId: "sale-2", pending: true }) { transaction { transactionId } } }`,
      { as: 'pos', variables: { card } },
    );
    expect(drawn.data.sale.userErrors).toEqual([]);
    const { transactionId } = drawn.data.hold.transaction;

    const captured = await harness.ask(
      'mutation ($id: String!) { walletTransactionCapture(input: { transactionId: $id, amount: 25000, refId: "sale-2-capture" }) { userErrors { code } } }',
      { as: 'pos', variables: { id: transactionId } },
    );
    expect(captured.data.walletTransactionCapture.userErrors).toEqual([]);

    const { data } = await harness.ask(shipped('helpdesk/Customer360'), { variables: { customerId: 'C1003' } });
    const seen = data.customer.walletCards.nodes.find(({ cardId }: { cardId: string }) => cardId === 'A-0');
    expect(seen).toMatchObject({ balance: { decimal: '130.00' }, available: { decimal: '80.00' } });
  });
});
