import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  // Long enough for what does not hang, on a busy machine too.
  harness = await startHarness({ UPSTREAM_CALL_TIMEOUT: '2000' });
});
afterAll(() => harness.close());

const mutation = `mutation ($input: WalletTransactionCreateInput!) {
  walletTransactionCreate(input: $input) { transaction { amount { amount } } walletCard { balance { amount } } userErrors { code } } }`;

function draw(refId: string) {
  const input = { card: { cardId: 'GK100006' }, amount: 1_000, currency: 'NOK', refId };
  return harness.ask(mutation, { as: 'admin', variables: { input } });
}

function balance() {
  return harness.sandbox.state.cards.get('GK100006')?.card.amount_balance ?? Number.NaN;
}

const write = 'createTransaction';

describe('a write whose answer is lost', () => {
  it.each([
    ['cut off before it has been acted upon', { reset: 'before' }, 'UPSTREAM_UNAVAILABLE', 0],
    ['cut off after it has been acted upon', { reset: 'after' }, 'UPSTREAM_UNAVAILABLE', 1_000],
    ['never answered', { hang: true }, 'UPSTREAM_TIMEOUT', 0],
    ['answered half', { truncate: true }, 'UPSTREAM_MALFORMED', 1_000],
    ['answered with 502', { status: 502 }, 'UPSTREAM_UNAVAILABLE', 0],
  ] as const)(
    'says UNKNOWN when it is %s, is not sent again, and can be by its refId',
    async (_, fault, code, drawn) => {
      const before = balance();
      const refId = `lost ${_}`;
      const lift = harness.sandbox.fail({ on: write, ...fault });
      const { data, errors, calls } = await draw(refId);
      lift();
      expect(data).toEqual({ walletTransactionCreate: null });
      expect(errors).toMatchObject([{ extensions: { code, service: 'wallets', outcome: 'UNKNOWN', refId } }]);
      expect(calls).toEqual([write]);
      expect(before - balance()).toBe(drawn);

      const again = await draw(refId);
      expect(again.data.walletTransactionCreate).toMatchObject({
        transaction: { amount: { amount: 1_000 } },
        userErrors: [],
      });
      expect(before - balance()).toBe(1_000);
    },
  );

  it('says NOT_SENT when it never left', async () => {
    const lift = harness.sandbox.fail({ on: /./, status: 503 });
    for (let times = 0; times < 10; times += 1) await draw(`broken ${times}`);
    const { errors, calls } = await draw('unsent');
    lift();
    expect(errors).toMatchObject([
      { extensions: { code: 'UPSTREAM_UNAVAILABLE', outcome: 'NOT_SENT', refId: 'unsent' } },
    ]);
    expect(calls).toEqual([]);
  });
});
