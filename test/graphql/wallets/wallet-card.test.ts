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
    expect(calls).toEqual(['getCard']);
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
    expect(calls).toEqual(['listCards']);
  });

  it('asks for deleted cards where they are wanted', async () => {
    await harness.ask('{ walletCards(filter: { includeDeleted: true }) { nodes { cardId } } }');
    expect(harness.sandbox.calls.map(({ path }) => path)).toEqual(['/wallets/cards?include_deleted=true&limit=10']);
  });

  it('is denied to a customer, and nothing is called', async () => {
    expect(await harness.ask('{ walletCards { nodes { id } } }', { as: 'mobile' })).toMatchObject({
      data: { walletCards: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
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
      calls: ['getCardByToken'],
    });
  });

  it('has no list of tokens, and neither asks for one nor fails', async () => {
    const answer = await harness.ask(
      'query ($token: String!) { walletCardByToken(token: $token) { cardId tokens { maskedCode } } }',
      { as: 'pos', variables: { token: cardOf('GK100002').secrets[0] } },
    );
    expect(answer).toMatchObject({
      data: { walletCardByToken: { cardId: 'GK100002', tokens: null } },
      errors: [],
      calls: ['getCardByToken'],
    });
  });

  it('has null for a balance that upstream leaves out, without asking again', async () => {
    const lift = harness.sandbox.fail({
      on: 'getCardByToken',
      status: 200,
      body: { card_id: 'GK1', customer_id: 'C1001', amount: 0, currency: 'NOK' },
    });
    const answer = await harness.ask(query, { as: 'pos', variables: { token: 'any' } });
    lift();
    expect(answer).toMatchObject({
      data: { walletCardByToken: { cardId: 'GK1', balance: null } },
      errors: [],
      calls: ['getCardByToken'],
    });
  });

  it('keeps token and PIN out of its errors', async () => {
    const lift = harness.sandbox.fail({
      on: 'getCardByToken',
      status: 400,
      body: { error: { message: 'no card has s3cret-token and 4711' } },
    });
    const { errors } = await harness.ask(query, { as: 'pos', variables: { token: 's3cret-token', pin: '4711' } });
    lift();
    expect(errors).toHaveLength(1);
    expect(JSON.stringify(errors)).not.toMatch(/s3cret-token|4711/);
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
    expect(calls).toEqual(['getCustomer', 'listCustomerCards']);
  });

  it('loads the balances of each card once, however many are asked for', async () => {
    const query =
      '{ me { walletCards(first: 2) { nodes { balance { amount } available { amount } tokens { maskedCode } } } } }';
    const { data, errors, calls } = await harness.ask(query, { as: 'mobile' });
    expect(errors).toEqual([]);
    expect(data.me.walletCards.nodes[0].balance.amount).toBe(cardOf('GK100001').card.amount_balance);
    expect(calls).toEqual(['getCustomer', 'getCustomerCard', 'getCustomerCard', 'listCustomerCards']);
  });

  it('loads balances by the customer, though rows do not say whose they are', async () => {
    const lift = harness.sandbox.fail({
      on: 'listCustomerCards',
      status: 200,
      body: [{ card_id: 'GK100001' }],
    });
    const answer = await harness.ask(
      '{ me { walletCards { nodes { balance { amount } customer { customerId } } } } }',
      { as: 'mobile' },
    );
    lift();
    expect(answer).toMatchObject({
      data: {
        me: {
          walletCards: {
            nodes: [{ balance: { amount: cardOf('GK100001').card.amount_balance }, customer: { customerId: 'C1001' } }],
          },
        },
      },
      errors: [],
      calls: ['getCustomer', 'getCustomerCard', 'listCustomerCards'],
    });
  });

  it('are denied without a scope, and only the customer is called', async () => {
    const { data, errors, calls } = await harness.ask(
      '{ customer(customerId: "C1001") { firstName walletCards { nodes { id } } } }',
      { as: 'helpdesk-basic' },
    );
    expect(data).toEqual({ customer: { firstName: 'Kari', walletCards: null } });
    expect(errors[0]?.extensions).toMatchObject({
      coordinate: 'Customer.walletCards',
      missing: [['read:wallets'], ['admin:wallets']],
    });
    expect(calls).toEqual(['getCustomer']);
  });

  it('are denied of somebody else, and nothing is called for them alone', async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:customers', 'user:wallets'], customerId: 'C1001' });
    const answer = await harness.ask('{ customer(customerId: "C1002") { walletCards { nodes { id } } } }', { token });
    expect(answer).toMatchObject({
      data: { customer: null },
      codes: ['NOT_OWNER'],
      calls: [],
    });
  });

  it('yields one error for many customers', async () => {
    const { codes, calls } = await harness.ask(
      '{ customers(first: 20) { nodes { id walletCards { nodes { id } } } } }',
      {
        as: 'helpdesk-basic',
      },
    );
    expect(codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect(calls).toEqual(['listCustomers']);
  });
});

describe('Customer.walletCard', () => {
  it('is found by its id, of the own customer only', async () => {
    const query =
      'query ($id: String!) { me { walletCard(cardId: $id) { id cardId balance { amount } customer { customerId } } } }';
    const { data, calls } = await harness.ask(query, { as: 'mobile', variables: { id: 'GK100001' } });
    expect(data.me.walletCard).toMatchObject({ cardId: 'GK100001', customer: { customerId: 'C1001' } });
    expect(calls).toEqual(['getCustomer', 'getCustomerCard']);
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
      data: { node: null },
      codes: [],
      calls: ['getCustomerCard'],
    });
  });

  const denied = '{ customer(customerId: "C1001") { walletCard(cardId: "GK100001") { cardId } } }';

  it('is denied without a scope, and nothing is called for it alone', async () => {
    expect(await harness.ask(denied, { as: 'helpdesk-basic' })).toMatchObject({
      data: { customer: null },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: [],
    });
  });

  it('is denied of somebody else, and nothing is called for it alone', async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:customers', 'user:wallets'], customerId: 'C1002' });
    expect(await harness.ask(denied, { token })).toMatchObject({
      data: { customer: null },
      codes: ['NOT_OWNER'],
      calls: [],
    });
  });
});

describe('WalletCard.customer', () => {
  const query = 'query ($id: String!) { walletCard(cardId: $id) { id customer { customerId } } }';

  it('is null for a card of nobody, which staff find again by its id and customers do not', async () => {
    const nobodys = [...harness.sandbox.state.cards.values()].find(({ card }) => card.customer_id === undefined);
    const { data, errors, calls } = await harness.ask(query, { variables: { id: nobodys?.card.card_id } });
    expect({ customer: data.walletCard.customer, errors, calls }).toEqual({
      customer: null,
      errors: [],
      calls: ['getCard'],
    });
    const node = 'query ($id: ID!) { node(id: $id) { ... on WalletCard { cardId } } }';
    const variables = { id: data.walletCard.id };
    expect(await harness.ask(node, { variables })).toMatchObject({
      data: { node: { cardId: nobodys?.card.card_id } },
      calls: ['getCard'],
    });
    expect(await harness.ask(node, { as: 'mobile', variables })).toMatchObject({
      data: { node: null },
      codes: [],
      calls: ['getCustomerCard'],
    });
  });

  it('is denied without a scope for customers, and only the card is called', async () => {
    const token = await harness.sandbox.issue({ scopes: ['read:wallets'] });
    expect(await harness.ask(query, { token, variables: { id: 'GK100001' } })).toMatchObject({
      data: { walletCard: { customer: null } },
      codes: ['INSUFFICIENT_SCOPE'],
      calls: ['getCard'],
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
    expect(calls).toEqual(['getCard', 'listCardTransactions']);
  });

  it('are denied to a customer, and not called', async () => {
    const answer = await harness.ask('{ me { walletCards { nodes { id transactions { refId } } } } }', {
      as: 'mobile',
    });
    expect(answer.codes).toEqual(['INSUFFICIENT_SCOPE']);
    expect(answer.calls).toEqual(['getCustomer', 'listCustomerCards']);
  });
});
