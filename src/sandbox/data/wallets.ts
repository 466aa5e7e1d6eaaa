import type { components } from '../../upstream/contract/wallets.ts';
import type { CardRecord, CustomersState, WalletsState } from '../state.ts';
import { daysFromNow, type Seed } from './seed.ts';

type Transaction = components['schemas']['Transaction'];

const count = 400;
/** Cards of the mobile persona's customer. */
const ownCards = 4;

/**
 * 400 gift cards and credit notes. Of each card: funds = sum of fund transactions, drawdown = sum of drawdowns,
 * pending = sum of pending captures, balance = funds - drawdown, available = balance - pending.
 */
export function createWallets(seed: Seed, { customers }: CustomersState): WalletsState {
  const owners = [...customers.keys()];
  const cards: WalletsState['cards'] = new Map();
  for (let index = 0; index < count; index += 1) {
    const owner = index < ownCards ? 'C1001' : seed.chance(0.75) ? owners[seed.int(1, owners.length - 1)] : undefined;
    const record = createCard(seed, index, owner);
    cards.set(record.card.card_id, record);
  }
  return { cards, deletedCards: [], walletSettings: {} };
}

function createCard(seed: Seed, index: number, owner: string | undefined): CardRecord {
  const createdAt = seed.daysAgo(900);
  const currency = index % 50 === 49 ? 'EUR' : 'NOK';
  const inactive = index % 25 === 24;
  // One card is worth more than 2^31 øre, which a 32-bit number would lose.
  const funds = inactive ? 0 : index === 5 ? 5_000_000_000 : seed.int(1, 40) * 5_000;
  const transactions = inactive ? [] : history(seed, funds, currency, createdAt);
  const sum = (type: Transaction['type']) =>
    transactions.filter((each) => each.type === type).reduce((total, { amount }) => total + amount, 0);
  const drawdown = sum('drawdown');
  const pending = sum('pending_capture');
  const cardId = `GK${String(100_001 + index)}`;
  const secrets = [`DINCARD:${seed.uuid()}`];
  return {
    card: {
      id: seed.uuid(),
      card_id: cardId,
      ...(owner !== undefined && { customer_id: owner }),
      name: seed.pick(['Gavekort', 'Gavekort jul', 'Tilgodelapp']),
      type: index % 6 === 5 ? 'credit_note' : 'gift_card',
      // No source names a status of a card in use: it stays what it was when it was made.
      status: inactive ? 'inactive' : 'unused',
      amount: funds,
      currency,
      amount_balance: funds - drawdown,
      amount_available: funds - drawdown - pending,
      amount_funds: funds,
      amount_drawdown: drawdown,
      amount_pending: pending,
      amount_reserved: pending,
      created_at: createdAt,
      created_by: 'sandbox',
      active_from: createdAt,
      expires_at: daysFromNow(seed.int(30, 900)),
      tokens: [
        { masked_code: `DINCARD:********-****-****-****-*******${cardId.slice(-5)}`, expires_at: daysFromNow(365) },
      ],
    },
    transactions,
    secrets,
    singleUse: [],
    pin: index % 2 === 0 ? String(1000 + index) : null,
  };
}

function history(seed: Seed, funds: number, currency: Transaction['currency'], createdAt: string): Transaction[] {
  const make = (type: NonNullable<Transaction['type']>, amount: number): Transaction => ({
    id: seed.uuid(),
    type,
    amount,
    currency,
    ref_id: `ref-${seed.uuid().slice(-8)}`,
    created_at: createdAt,
    created_by: 'sandbox',
    originated_by: seed.pick(['kasse', 'nettbutikk']),
  });
  const transactions = [make('fund', funds)];
  let left = funds;
  for (let times = seed.int(0, 3); times > 0 && left > 0; times -= 1) {
    const amount = Math.min(left, seed.int(1, Math.max(1, Math.floor(funds / 3))));
    left -= amount;
    transactions.unshift(make(times === 1 && seed.chance(0.3) ? 'pending_capture' : 'drawdown', amount));
  }
  return transactions;
}
