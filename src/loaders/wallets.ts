import type {
  Card,
  CardDetails,
  CustomerCard,
  CustomerCardState,
  TokenCode,
  Transaction,
} from '../upstream/contract/wallets.ts';
import type { QueryOf } from '../upstream/endpoint.ts';
import {
  getCard,
  getCardByToken,
  getCustomerCard,
  listCards,
  listCardTransactions,
  listCustomerCards,
} from '../upstream/endpoints/wallets.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';
import { createWalletsWrites, type WalletsWrites } from './wallets-writes.ts';

/** Filters of the card list, in upstream's words. */
export type CardFilter = Omit<QueryOf<'listCards'>, 'limit' | 'starting_after'>;

interface CustomerCardKey {
  readonly customerId: string;
  readonly cardId: string;
}

/** Reads of the wallets service; null where upstream knows no such thing. */
export interface WalletsReads {
  readonly card: PerKey<string, CardDetails | null>;
  /** Says whose card it is, whether or not upstream repeats it. */
  readonly customerCard: PerKey<CustomerCardKey, CustomerCardState | null>;
  /** By its secret token, and the PIN where the card has one. */
  readonly cardByToken: PerKey<TokenCode, Card | null>;
  readonly cards: PerKey<{ readonly filter: CardFilter; readonly window: Window }, Page<CardDetails>>;
  /** Rows say whose cards they are, whether or not upstream repeats it. */
  readonly customerCards: PerKey<{ readonly customerId: string; readonly window: Window }, Page<CustomerCard> | null>;
  readonly transactions: PerKey<string, readonly Transaction[] | null>;
}

/** One request's view of the wallets service. */
export interface WalletsLoader extends WalletsReads, WalletsWrites {}

/** The wallets loader of one request. */
export function createWalletsLoader(session: UpstreamSession): WalletsLoader {
  const card: WalletsReads['card'] = perKey((cardId) => orNull(session.call(getCard, { path: { card_id: cardId } })));
  const reads: WalletsReads = {
    card,
    customerCard: perKey(async ({ customerId, cardId }) => {
      const path = { customer_id: customerId, card_id: cardId };
      const found = await orNull(session.call(getCustomerCard, { path }));
      return found && { ...found, customer_id: customerId };
    }),
    cardByToken: perKey((code) => orNull(session.call(getCardByToken, { body: code }))),
    cards: perKey(async ({ filter, window }) => {
      const page = await session.page(listCards, { query: filter }, window);
      for (const each of page.items) card.prime(each.card_id, each);
      return page;
    }),
    customerCards: perKey(async ({ customerId, window }) => {
      const path = { customer_id: customerId };
      const page = await orNull(session.page(listCustomerCards, { path }, window));
      return page && { ...page, items: page.items.map((row) => ({ ...row, customer_id: customerId })) };
    }),
    transactions: perKey((cardId) => orNull(session.call(listCardTransactions, { path: { card_id: cardId } }))),
  };
  return { ...reads, ...createWalletsWrites(session, reads) };
}
