import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const errors = 'userErrors { code message field }';

const run: Harness['mutate'] = (...args) => harness.mutate(...args);

function record(cardId: string) {
  const found = harness.sandbox.state.cards.get(cardId);
  if (found === undefined) throw new Error(`The sandbox has no card ${cardId}.`);
  return found;
}

async function issued(cardId: string, amount: number, more: object = {}) {
  const { data } = await run(
    'walletCardCreate',
    { cardId, amount, currency: 'NOK', ...more },
    'token { value } pin { value }',
  );
  expect(data.walletCardCreate.userErrors).toEqual([]);
  return data.walletCardCreate;
}

describe('Mutation.walletCardCreate', () => {
  const input = {
    cardId: 'N1',
    customerId: 'C1001',
    amount: 50_000,
    currency: 'NOK',
    pin: {},
    token: { expiresIn: 3_600 },
  };

  it('issues a card, whose edges can be read and whose secrets are told once', async () => {
    const { data, calls } = await run(
      'walletCardCreate',
      input,
      'walletCard { cardId balance { amount currency } customer { firstName } } pin { value } token { value }',
    );
    expect(data.walletCardCreate).toMatchObject({
      walletCard: { cardId: 'N1', balance: { amount: 50_000, currency: 'NOK' }, customer: { firstName: 'Kari' } },
      userErrors: [],
    });
    expect(calls).toEqual(['createCard', 'getCustomer']);
    const { pin, token } = data.walletCardCreate;
    expect(record('N1')).toMatchObject({ pin: pin.value, secrets: [token.value] });
    expect(JSON.stringify(harness.sandbox.calls)).not.toMatch(new RegExp(`${pin.value}|${token.value}`));
  });

  it('tells that an id is taken, at its place', async () => {
    const { data, errors: thrown } = await run(
      'walletCardCreate',
      { ...input, cardId: 'GK100001' },
      'walletCard { cardId }',
    );
    expect(thrown).toEqual([]);
    expect(data.walletCardCreate).toEqual({
      walletCard: null,
      userErrors: [{ code: 'ALREADY_TAKEN', message: 'Another card has this id already.', field: ['input', 'cardId'] }],
    });
  });

  it('tells everything that is wrong at once, without a call', async () => {
    const bad = { cardId: 'x'.repeat(256), customerId: 'y'.repeat(256), amount: -1, currency: 'ISK' };
    const { data, calls } = await run('walletCardCreate', bad, 'walletCard { cardId }');
    expect(data.walletCardCreate.userErrors).toEqual([
      { code: 'OUT_OF_RANGE', message: 'amount must be 0 or more.', field: ['input', 'amount'] },
      { code: 'TOO_LONG', message: 'cardId must not be longer than 255 characters.', field: ['input', 'cardId'] },
      {
        code: 'TOO_LONG',
        message: 'customerId must not be longer than 255 characters.',
        field: ['input', 'customerId'],
      },
      {
        code: 'INVALID_VALUE',
        message: 'currency must be one of NOK, SEK, DKK, EUR, USD.',
        field: ['input', 'currency'],
      },
    ]);
    expect(calls).toEqual([]);
  });

  it('refuses a currency that there is none of', async () => {
    const { codes, calls } = await run('walletCardCreate', { ...input, currency: 'KRONER' }, 'walletCard { cardId }');
    expect({ codes, calls }).toEqual({ codes: ['BAD_USER_INPUT'], calls: [] });
  });
});

describe('Mutation.walletCardsCreateBatch and Mutation.walletCardActivate', () => {
  it('issue cards that are good for something once they are activated', async () => {
    const batch = await run(
      'walletCardsCreateBatch',
      { cards: [{ cardId: 'B1' }, { cardId: 'B2', type: 'GIFT_CARD' }] },
      'walletCards { cardId status balance { amount } }',
    );
    expect(batch.data.walletCardsCreateBatch).toEqual({
      walletCards: ['B1', 'B2'].map((cardId) => ({ cardId, status: 'inactive', balance: { amount: 0 } })),
      userErrors: [],
    });
    const active = await run(
      'walletCardActivate',
      { cardId: 'B1', amount: 700, currency: 'SEK', customerId: 'C1001' },
      'walletCard { status balance { amount currency } }',
    );
    expect(active.data.walletCardActivate.walletCard).toEqual({
      status: 'unused',
      balance: { amount: 700, currency: 'SEK' },
    });
    expect(active.calls).toEqual(['activateCard']);
    const again = await run(
      'walletCardActivate',
      { cardId: 'B1', amount: 700, currency: 'SEK' },
      'walletCard { status }',
    );
    expect(again.data.walletCardActivate.userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'cardId'] },
    ]);
  });

  it('name the card of a batch whose id is taken', async () => {
    const { data } = await run(
      'walletCardsCreateBatch',
      { cards: [{ cardId: 'B3' }, { cardId: 'GK100001' }] },
      'walletCards { cardId }',
    );
    expect(data.walletCardsCreateBatch.userErrors).toMatchObject([{ field: ['input', 'cards', '1', 'cardId'] }]);
    expect(harness.sandbox.state.cards.has('B3')).toBe(false);
  });
});

describe('Mutation.walletCardDelete', () => {
  it('deletes a card, and the same request finds it no more', async () => {
    await issued('D1', 100);
    const query = `mutation { before: walletCardActivate(input: { cardId: "none", amount: 1, currency: "NOK" }) { ${errors} }
      walletCardDelete(input: { cardId: "D1" }) { walletCard { cardId } ${errors} } again: walletCardDelete(input: { cardId: "D1" }) { walletCard { cardId } ${errors} } }`;
    const { data, calls } = await harness.ask(query, { as: 'admin' });
    expect(data.before.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    expect(data.walletCardDelete).toEqual({ walletCard: { cardId: 'D1' }, userErrors: [] });
    expect(data.again).toMatchObject({ walletCard: null, userErrors: [{ code: 'NOT_FOUND' }] });
    expect(calls).toEqual(['activateCard', 'deleteCard', 'deleteCard']);
  });
});

describe('Mutation.walletCardPinRotate and Mutation.walletCardTokenCreate', () => {
  it('make secrets that hold from then on', async () => {
    await issued('S1', 100, { pin: {} });
    const old = record('S1').pin;
    const { data } = await run('walletCardPinRotate', { cardId: 'S1' }, 'pin { value } walletCard { cardId }');
    expect(data.walletCardPinRotate.pin.value).toBe(record('S1').pin);
    expect(data.walletCardPinRotate.pin.value).not.toBe(old);
  });

  it('give the same token to the same refId', async () => {
    await issued('S2', 100);
    const input = { cardId: 'S2', refId: 'token-1', token: { expiresIn: 60 } };
    const first = await run('walletCardTokenCreate', input, 'token { value } refId');
    const second = await run('walletCardTokenCreate', input, 'token { value } refId');
    expect(first.data.walletCardTokenCreate).toMatchObject({ token: { value: expect.any(String) }, refId: 'token-1' });
    expect(second.data).toEqual(first.data);
    expect(record('S2').secrets).toHaveLength(1);
  });

  it('tell what is wrong with a token at its place', async () => {
    const { data, calls } = await run(
      'walletCardTokenCreate',
      { cardId: ' ', refId: 'x', token: { expiresIn: 0 } },
      'refId',
    );
    expect(data.walletCardTokenCreate.userErrors.map(({ field }: { field: unknown }) => field)).toEqual([
      ['input', 'cardId'],
      ['input', 'token', 'expiresIn'],
    ]);
    expect(calls).toEqual([]);
  });
});

describe('Mutation.walletTransactionCreate', () => {
  const selection =
    'transaction { type amount { amount } refId } walletCard { balance { amount } available { amount } pending { amount } }';
  const draw = (cardId: string, refId: string, more: object = {}) => ({
    card: { cardId },
    amount: 300,
    currency: 'NOK',
    refId,
    ...more,
  });

  it('draws, sets aside and funds, and the card shows it', async () => {
    await issued('T1', 1_000);
    const results = [draw('T1', 't1'), draw('T1', 't2', { pending: true }), draw('T1', 't3', { type: 'FUND' })];
    const seen = [];
    for (const input of results) {
      const { data, calls } = await run('walletTransactionCreate', input, selection);
      expect(calls).toEqual(['createTransaction', 'getCard']);
      const { walletCard, transaction } = data.walletTransactionCreate;
      seen.push([transaction.type, walletCard.balance.amount, walletCard.available.amount, walletCard.pending.amount]);
    }
    expect(seen).toEqual([
      ['DRAWDOWN', 700, 700, 0],
      ['PENDING_CAPTURE', 700, 400, 300],
      ['FUND', 1_000, 700, 300],
    ]);
  });

  it('acts upon the same refId once, also within one document, where it makes two calls', async () => {
    await issued('T2', 1_000);
    const query = `mutation ($input: WalletTransactionCreateInput!) {
      a: walletTransactionCreate(input: $input) { transaction { transactionId } walletCard { balance { amount } } }
      b: walletTransactionCreate(input: $input) { transaction { transactionId } walletCard { balance { amount } } } }`;
    const { data, calls } = await harness.ask(query, { as: 'admin', variables: { input: draw('T2', 'same') } });
    expect(data.b).toEqual(data.a);
    expect(data.a.walletCard.balance.amount).toBe(700);
    expect(calls.filter((call) => call === 'createTransaction')).toHaveLength(2);
  });

  it('lets later reads of the same request see what was written', async () => {
    await issued('T3', 1_000);
    const one = (alias: string, refId: string) =>
      `${alias}: walletTransactionCreate(input: { card: { cardId: "T3" }, amount: 100, currency: "NOK", refId: "${refId}" }) { walletCard { balance { amount } transactions { refId } } }`;
    const { data } = await harness.ask(`mutation { ${one('a', 'x1')} ${one('b', 'x2')} }`, { as: 'admin' });
    expect(data.a.walletCard).toEqual({
      balance: { amount: 900 },
      transactions: [{ refId: 'x1' }, { refId: 'card-T3' }],
    });
    expect(data.b.walletCard).toEqual({
      balance: { amount: 800 },
      transactions: [{ refId: 'x2' }, { refId: 'x1' }, { refId: 'card-T3' }],
    });
  });

  it('tells that a card holds too little', async () => {
    await issued('T4', 100);
    const { data } = await run('walletTransactionCreate', draw('T4', 't4'), 'transaction { refId }');
    expect(data.walletTransactionCreate).toEqual({
      transaction: null,
      userErrors: [
        { code: 'INSUFFICIENT_BALANCE', message: 'The card holds less than is asked for.', field: ['input', 'amount'] },
      ],
    });
  });

  it.each([
    ['nothing', draw('GK100001', 'e1', { amount: 0 }), 'OUT_OF_RANGE', ['input', 'amount']],
    [
      'money that is put on a card and set aside at once',
      draw('GK100001', 'e2', { type: 'FUND', pending: true }),
      'INVALID_VALUE',
      ['input', 'pending'],
    ],
  ])('refuses %s, without a call', async (_, input, code, field) => {
    const { data, calls } = await run('walletTransactionCreate', input, 'transaction { refId }');
    expect(data.walletTransactionCreate.userErrors).toMatchObject([{ code, field }]);
    expect(calls).toEqual([]);
  });

  it.each([
    ['another currency', draw('GK100001', 'e3', { currency: 'EUR' }), 'INVALID_VALUE', ['input', 'currency']],
    ['a card that is not active', draw('GK100025', 'e4'), 'WRONG_STATE', ['input', 'card']],
  ])('tells that upstream does not take %s', async (_, input, code, field) => {
    const { data } = await run('walletTransactionCreate', input, 'transaction { refId }');
    expect(data.walletTransactionCreate.userErrors).toMatchObject([{ code, field }]);
  });

  it('takes a card by its token or its id, not both', async () => {
    const { codes, calls } = await run(
      'walletTransactionCreate',
      { ...draw('GK100001', 'e5'), card: { cardId: 'a', token: 'b' } },
      'transaction { refId }',
    );
    expect({ codes, calls }).toEqual({ codes: ['BAD_USER_INPUT'], calls: [] });
  });

  it('lets a till draw by a token, which it uses up, and shows no card', async () => {
    const { token } = await issued('T5', 1_000, { token: { expiresIn: 60 } });
    const input = { ...draw('T5', 't5'), card: { token: token.value } };
    const { data, errors: thrown, calls } = await run('walletTransactionCreate', input, selection, { as: 'pos' });
    expect(thrown).toEqual([]);
    expect(data.walletTransactionCreate).toMatchObject({ transaction: { amount: { amount: 300 } }, walletCard: null });
    expect(calls).toEqual(['createTransaction']);
    const again = await run('walletTransactionCreate', { ...input, refId: 't6' }, 'transaction { refId }', {
      as: 'pos',
    });
    expect(again.data.walletTransactionCreate.userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
  });

  it.each([
    ['a card by its id', { card: { cardId: 'GK100001' } }],
    ['money to be put on a card', { card: { token: 'any' }, type: 'FUND' }],
  ])('denies a till %s, without a call', async (_, more) => {
    const { errors: thrown, calls } = await run(
      'walletTransactionCreate',
      draw('GK100001', 't7', more),
      'transaction { refId }',
      { as: 'pos' },
    );
    expect(thrown).toMatchObject([
      {
        extensions: {
          code: 'INSUFFICIENT_SCOPE',
          coordinate: 'Mutation.walletTransactionCreate',
          required: [['write:wallets'], ['admin:wallets']],
        },
      },
    ]);
    expect(calls).toEqual([]);
  });

  it('is made for who may write but not read, who is told no more', async () => {
    const token = await harness.sandbox.issue({ scopes: ['write:wallets'] });
    const { data, errors: thrown } = await run('walletTransactionCreate', draw('GK100006', 't8'), selection, { token });
    expect(data.walletTransactionCreate).toMatchObject({
      transaction: { refId: 't8' },
      walletCard: null,
      userErrors: [],
    });
    expect(thrown).toMatchObject([{ extensions: { coordinate: 'WalletTransactionCreatePayload.walletCard' } }]);
  });
});

describe('Mutation.walletTransactionCapture and Mutation.walletTransactionVoid', () => {
  async function reserved(cardId: string): Promise<string> {
    await issued(cardId, 1_000);
    const input = { card: { cardId }, amount: 600, currency: 'NOK', refId: `${cardId}-p`, pending: true };
    const { data } = await run('walletTransactionCreate', input, 'transaction { transactionId }');
    return data.walletTransactionCreate.transaction.transactionId;
  }

  it('draw a reservation in parts and give back the rest', async () => {
    const transactionId = await reserved('R1');
    const part = await run(
      'walletTransactionCapture',
      { transactionId, amount: 200, refId: 'c1' },
      'transaction { type amount { amount } parentId }',
    );
    expect(part.data.walletTransactionCapture.transaction).toEqual({
      type: 'DRAWDOWN',
      amount: { amount: 200 },
      parentId: transactionId,
    });
    expect(record('R1').card).toMatchObject({ amount_balance: 800, amount_available: 400, amount_pending: 400 });
    const rest = await run(
      'walletTransactionVoid',
      { transactionId, refId: 'v1' },
      'transaction { type amount { amount } }',
    );
    expect(rest.data.walletTransactionVoid.transaction).toEqual({ type: 'VOIDED', amount: { amount: 400 } });
    expect(record('R1').card).toMatchObject({ amount_balance: 800, amount_available: 800, amount_pending: 0 });
    const late = await run('walletTransactionCapture', { transactionId, refId: 'c2' }, 'transaction { type }');
    expect(late.data.walletTransactionCapture.userErrors).toMatchObject([
      { code: 'WRONG_STATE', field: ['input', 'transactionId'] },
    ]);
  });

  it('draw no more than was set aside, and nothing twice', async () => {
    const transactionId = await reserved('R2');
    const more = await run(
      'walletTransactionCapture',
      { transactionId, amount: 601, refId: 'c3' },
      'transaction { type }',
    );
    expect(more.data.walletTransactionCapture.userErrors).toMatchObject([{ field: ['input', 'amount'] }]);
    const input = { transactionId, refId: 'c4' };
    const first = await run('walletTransactionCapture', input, 'transaction { transactionId amount { amount } }');
    expect(
      (await run('walletTransactionCapture', input, 'transaction { transactionId amount { amount } }')).data,
    ).toEqual(first.data);
    expect(record('R2').card).toMatchObject({ amount_balance: 400, amount_pending: 0 });
  });

  it('tell that there is no such transaction', async () => {
    const transactionId = '5a9db0c5-0000-4000-8000-ffffffffffff';
    for (const name of ['walletTransactionCapture', 'walletTransactionVoid']) {
      const { data } = await run(name, { transactionId, refId: 'n1' }, 'transaction { type }');
      expect(data[name].userErrors).toMatchObject([{ code: 'NOT_FOUND' }]);
    }
  });
});

describe('every mutation of wallets', () => {
  const inputs = {
    walletCardCreate: { cardId: 'X', amount: 1, currency: 'NOK' },
    walletCardsCreateBatch: { cards: [{ cardId: 'X' }] },
    walletCardActivate: { cardId: 'X', amount: 1, currency: 'NOK' },
    walletCardDelete: { cardId: 'X' },
    walletCardPinRotate: { cardId: 'X' },
    walletCardTokenCreate: { cardId: 'X', refId: 'r', token: { expiresIn: 1 } },
    walletTransactionCreate: { card: { token: 'X' }, amount: 1, currency: 'NOK', refId: 'r' },
    walletTransactionCapture: { transactionId: 'X', refId: 'r' },
    walletTransactionVoid: { transactionId: 'X', refId: 'r' },
  };

  it.each(Object.entries(inputs))('denies %s to who may only read, without a call', async (name, input) => {
    for (const as of ['helpdesk', 'mobile'] as const) {
      const { codes, calls, data } = await run(name, input, '__typename', { as });
      expect({ codes, calls, data }).toEqual({ codes: ['INSUFFICIENT_SCOPE'], calls: [], data: { [name]: null } });
    }
  });
});
