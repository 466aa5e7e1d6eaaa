import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Harness, startHarness } from '../harness.ts';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());

const card =
  'walletCard { balance { amount } available { amount } pending { amount } funds { amount } drawdown { amount } }';

async function mutate(name: string, input: object, selection: string) {
  const { data, errors } = await harness.mutate(name, input, selection);
  expect(errors).toEqual([]);
  return data[name];
}

const amount = fc.oneof(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 2 ** 31, max: 2 ** 40 }));
const step = fc.record({
  kind: fc.constantFrom('fund', 'draw', 'authorise', 'capture', 'void'),
  amount,
  which: fc.nat(20),
});

describe('money on a card', () => {
  it('is never lost and never negative, whatever is done, and exact above 2^31', async () => {
    let cards = 0;
    await fc.assert(
      fc.asyncProperty(amount, fc.array(step, { maxLength: 12 }), async (start, steps) => {
        cards += 1;
        const cardId = `M${cards}`;
        await mutate('walletCardCreate', { cardId, amount: start, currency: 'NOK' }, '__typename');
        // What the card must come to, reckoned apart.
        const held = { balance: start, pending: 0 };
        const reservations: { id: string; left: number }[] = [];
        for (const [index, { kind, amount: wanted, which }] of steps.entries()) {
          const refId = `${cardId}-${index}`;
          const reservation = reservations[which % Math.max(1, reservations.length)];
          const created = { card: { cardId }, amount: wanted, currency: 'NOK', refId };
          if (kind === 'fund') {
            await mutate('walletTransactionCreate', { ...created, type: 'FUND' }, '__typename');
            held.balance += wanted;
          } else if (kind === 'draw' || kind === 'authorise') {
            const { transaction, userErrors } = await mutate(
              'walletTransactionCreate',
              { ...created, pending: kind === 'authorise' },
              'transaction { transactionId }',
            );
            const fits = wanted <= held.balance - held.pending;
            expect(userErrors).toMatchObject(fits ? [] : [{ code: 'INSUFFICIENT_BALANCE' }]);
            if (fits && kind === 'draw') held.balance -= wanted;
            if (fits && kind === 'authorise') {
              held.pending += wanted;
              reservations.push({ id: transaction.transactionId, left: wanted });
            }
          } else if (reservation !== undefined) {
            const part = kind === 'capture' ? Math.min(wanted, reservation.left) : reservation.left;
            const input = {
              transactionId: reservation.id,
              refId,
              ...(kind === 'capture' && part > 0 && { amount: part }),
            };
            const { userErrors } = await mutate(
              kind === 'capture' ? 'walletTransactionCapture' : 'walletTransactionVoid',
              input,
              '__typename',
            );
            expect(userErrors).toMatchObject(part > 0 ? [] : [{ code: 'WRONG_STATE' }]);
            reservation.left -= part;
            held.pending -= part;
            if (kind === 'capture') held.balance -= part;
          }
        }
        const { walletCard } = await mutate(
          'walletTransactionCreate',
          { card: { cardId }, amount: 1, currency: 'NOK', type: 'FUND', refId: `${cardId}-end` },
          card,
        );
        const [balance, available, pending] = [
          walletCard.balance.amount,
          walletCard.available.amount,
          walletCard.pending.amount,
        ];
        expect({ balance, pending }).toEqual({ balance: held.balance + 1, pending: held.pending });
        expect(balance).toBe(available + pending);
        expect(balance).toBe(walletCard.funds.amount - walletCard.drawdown.amount);
        expect(Math.min(balance, available, pending)).toBeGreaterThanOrEqual(0);
      }),
      { numRuns: 60 },
    );
  }, 60_000);
});
