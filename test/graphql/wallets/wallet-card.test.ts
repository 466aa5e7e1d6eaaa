import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

function cardOf(cardId: string) {
  const record = harness.sandbox.state.cards.get(cardId);
  if (record === undefined) throw new Error('The sandbox has no such card.');
  return record;
}

describe('Query.walletCard', () => {
  const query = `query ($id: String!) { walletCard(cardId: $id) {
    cardId type status balance { amount currency decimal } available { amount } funds { amount } drawdown { amount }
    pending { amount } reserved { amount } tokens { maskedCode } expiresAt
  } }`;

  it('has its balances from the one call', async () => {
    const { card } = cardOf('GK100001');
    const { data, errors, calls } = await harness.ask(query, { variables: { id: 'GK100001' } });
    expect(errors).toEqual([]);
    expect(calls).toEqual(['aid_cards_cardid_get']);
    expect(data.walletCard).toMatchObject({
      cardId: 'GK100001',
      type: 'GIFT_CARD',
      balance: { amount: card.amount_balance, currency: 'NOK' },
      available: { amount: card.amount_available },
      funds: { amount: card.amount_funds },
      tokens: [{ maskedCode: card.tokens?.[0]?.masked_code }],
    });
  });

  it('keeps amounts above 2^31 exact', async () => {
    const { data } = await harness.ask(query, { variables: { id: 'GK100006' } });
    expect(data.walletCard.funds.amount).toBe(5_000_000_000);
  });

  it('is null where there is none', async () => {
    expect(await harness.ask(query, { variables: { id: 'none' } })).toMatchObject({
      data: { walletCard: null },
      errors: [],
    });
  });

  it('is denied to a customer, and nothing is called', async () => {
    expect(await harness.ask(query, { as: 'mobile', variables: { id: 'GK100001' } })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Query.walletCards', () => {
  it('finds the cards that still hold an amount', async () => {
    const { data, calls } = await harness.ask(
      '{ walletCards(first: 100, filter: { minimumAvailable: 150000 }) { nodes { available { amount } } } }',
    );
    const available = data.walletCards.nodes.map((card: { available: { amount: number } }) => card.available.amount);
    expect(available.length).toBeGreaterThan(0);
    expect(Math.min(...available)).toBeGreaterThanOrEqual(150_000);
    expect(calls).toEqual(['aid_cards_get']);
  });
});

describe('Query.walletCardByToken', () => {
  const query =
    'query ($token: String!, $pin: String) { walletCardByToken(token: $token, pin: $pin) { cardId balance { amount } } }';

  it('shows a till its card with the balance, without any further scope', async () => {
    const { secrets, card, pin } = cardOf('GK100001');
    const answer = await harness.ask(query, { as: 'pos', variables: { token: secrets[0], pin } });
    expect(answer).toMatchObject({
      data: { walletCardByToken: { cardId: 'GK100001', balance: { amount: card.amount_balance } } },
      errors: [],
      calls: ['aid_cards_token_post'],
    });
  });

  it('is null for a wrong PIN or an unknown token', async () => {
    const { secrets } = cardOf('GK100001');
    expect(await harness.ask(query, { as: 'pos', variables: { token: secrets[0], pin: '0000' } })).toMatchObject({
      data: { walletCardByToken: null },
      errors: [],
    });
    expect(await harness.ask(query, { as: 'pos', variables: { token: 'unknown' } })).toMatchObject({
      data: { walletCardByToken: null },
      errors: [],
    });
  });

  it('is denied to the helpdesk, and nothing is called', async () => {
    expect(await harness.ask(query, { variables: { token: 'unknown' } })).toMatchObject({
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });
});

describe('Customer.walletCards', () => {
  it('calls nothing more where no balance is asked for', async () => {
    const { data, calls } = await harness.ask('{ me { walletCards { nodes { cardId name expiresAt } } } }', {
      as: 'mobile',
    });
    expect(data.me.walletCards.nodes.map(({ cardId }: { cardId: string }) => cardId)).toEqual([
      'GK100001',
      'GK100002',
      'GK100003',
      'GK100004',
    ]);
    expect(calls).toEqual(['aid_customers_cid_cards_get', 'aid_customers_cid_get']);
  });

  it('loads the balances of each card once, however many are asked for', async () => {
    const query =
      '{ me { walletCards(first: 2) { nodes { balance { amount } available { amount } tokens { maskedCode } } } } }';
    const { data, errors, calls } = await harness.ask(query, { as: 'mobile' });
    expect(errors).toEqual([]);
    expect(data.me.walletCards.nodes[0].balance.amount).toBe(cardOf('GK100001').card.amount_balance);
    expect(calls).toEqual([
      'aid_customers_cid_card_cid_get',
      'aid_customers_cid_card_cid_get',
      'aid_customers_cid_cards_get',
      'aid_customers_cid_get',
    ]);
  });

  it('are denied without a scope, and only the customer is called', async () => {
    const { data, errors, calls } = await harness.ask(
      '{ customer(customerId: "C1001") { walletCards { nodes { id } } } }',
      { as: 'helpdesk-basic' },
    );
    expect(data).toEqual({ customer: { walletCards: null } });
    expect(errors[0]?.extensions).toMatchObject({
      coordinate: 'Customer.walletCards',
      missing: [['admin:wallets'], ['read:wallets'], ['user:wallets']],
    });
    expect(calls).toEqual(['aid_customers_cid_get']);
  });

  it('are denied of somebody else, and the wallets are not called', async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:customers', 'user:wallets'], customerId: 'C1001' });
    const answer = await harness.ask('{ customer(customerId: "C1002") { walletCards { nodes { id } } } }', { token });
    expect(answer).toMatchObject({
      data: { customer: { walletCards: null } },
      codes: ['NOT_OWNER'],
      calls: ['aid_customers_cid_get'],
    });
  });

  it('yields one error for many customers', async () => {
    const { codes, calls } = await harness.ask('{ customers(first: 20) { nodes { walletCards { nodes { id } } } } }', {
      as: 'helpdesk-basic',
    });
    expect(codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect(calls).toEqual(['aid_customers_get']);
  });
});

describe('Customer.walletCard', () => {
  it('is found by its id, of the own customer only', async () => {
    const query =
      'query ($id: String!) { me { walletCard(cardId: $id) { id cardId balance { amount } customer { customerId } } } }';
    const { data, calls } = await harness.ask(query, { as: 'mobile', variables: { id: 'GK100001' } });
    expect(data.me.walletCard).toMatchObject({ cardId: 'GK100001', customer: { customerId: 'C1001' } });
    expect(calls).toEqual(['aid_customers_cid_card_cid_get', 'aid_customers_cid_get']);
    const foreign = [...harness.sandbox.state.cards.values()].find(({ card }) => card.customer_id !== 'C1001');
    expect(await harness.ask(query, { as: 'mobile', variables: { id: foreign?.card.card_id } })).toMatchObject({
      data: { me: { walletCard: null } },
    });
    const node = 'query ($id: ID!) { node(id: $id) { ... on WalletCard { cardId } } }';
    expect(await harness.ask(node, { as: 'mobile', variables: { id: data.me.walletCard.id } })).toMatchObject({
      data: { node: { cardId: 'GK100001' } },
    });
    const other = await harness.sandbox.issue({ scopes: ['user:wallets'], customerId: 'C1002' });
    expect(await harness.ask(node, { token: other, variables: { id: data.me.walletCard.id } })).toMatchObject({
      codes: ['NOT_OWNER'],
      calls: [],
    });
  });
});

describe('WalletCard.transactions', () => {
  it('has what came on the card and left it', async () => {
    const { data, calls } = await harness.ask(
      '{ walletCard(cardId: "GK100001") { transactions { transactionId type amount { amount } refId } } }',
    );
    const { transactions } = cardOf('GK100001');
    expect(data.walletCard.transactions).toEqual(
      transactions.map(({ id, type, amount, ref_id }) => ({
        transactionId: id,
        type: type?.toUpperCase(),
        amount: { amount },
        refId: ref_id,
      })),
    );
    expect(calls).toEqual(['aid_cards_cardid_get', 'aid_cards_cardid_transactions_tid_get']);
  });

  it('are denied to a customer, and not called', async () => {
    const answer = await harness.ask('{ me { walletCards { nodes { transactions { refId } } } } }', { as: 'mobile' });
    expect(answer.codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect(answer.calls).toEqual(['aid_customers_cid_cards_get', 'aid_customers_cid_get']);
  });
});
