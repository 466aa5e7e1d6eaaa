import { found } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';
import type { CardRecord, WalletsState } from '../state.ts';

/** Reads of the wallets service. */
export const walletsHandlers = {
  listCards: ({ query }, { cards, deletedCards }) => {
    const rows = [...cards.values(), ...(query.include_deleted === true ? deletedCards : [])]
      .map(({ card }) => card)
      .filter(({ amount_available = 0 }) => amount_available >= (query.amount_available ?? 0));
    return paged('listCards', rows, query);
  },
  getWalletSettings: (_, { walletSettings }) => ({ status: 200, body: walletSettings }),
  getCard: ({ path }, { cards }) => found(cards.get(path.card_id)?.card),
  listCardTransactions: ({ path }, { cards }) => found(cards.get(path.card_id)?.transactions),
  listCustomerCards: ({ path, query }, { cards, customers }) => {
    if (!customers.has(path.customer_id)) return found(undefined);
    const rows = [...cards.values()].filter(({ card }) => card.customer_id === path.customer_id).map(rowOf);
    return paged('listCustomerCards', rows, query);
  },
  getCustomerCard: ({ path }, { cards }) => {
    const card = cards.get(path.card_id)?.card;
    if (card === undefined || card.customer_id !== path.customer_id) return found(undefined);
    const { amount: _, ...state } = card;
    return found(state);
  },
  getCardByToken: ({ body }, state) => {
    const record = bySecret(state, body.token);
    // A wrong PIN is answered like an unknown token, so that nobody learns which of the two it was.
    if (record === undefined || (record.pin !== null && record.pin !== body.pin)) return found(undefined);
    const { tokens: _, ...card } = record.card;
    return found(card);
  },
} satisfies Handlers;

/** A row of a customer's cards has neither balances nor a currency. */
function rowOf({ card }: CardRecord) {
  const { id, card_id, customer_id, name, type, status, active_from, expires_at, created_at } = card;
  return { id, card_id, customer_id, name, type, status, active_from, expires_at, created_at };
}

/** The card of a secret token. */
export function bySecret({ cards }: WalletsState, token: string): CardRecord | undefined {
  return [...cards.values()].find(({ secrets }) => secrets.includes(token));
}
