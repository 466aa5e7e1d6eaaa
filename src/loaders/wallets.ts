import type { QueryOf } from '../upstream/operation.ts';
import type { Page, Window } from '../upstream/page.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import * as upstream from '../upstream/wallets.ts';
import { orNull } from './or-null.ts';
import { type PerKey, perKey } from './per-key.ts';
import { createWalletsWrites, type WalletsWrites } from './wallets-writes.ts';

/** Filters of the card list, in upstream's words. */
export type CardFilter = Omit<QueryOf<'aid_cards_get'>, 'limit' | 'starting_after'>;

interface CustomerCardKey {
  readonly customerId: string;
  readonly cardId: string;
}

/** Reads of the wallets service; null where upstream knows no such thing. */
export interface WalletsReads {
  readonly card: PerKey<string, upstream.CardDetails | null>;
  /** Says whose card it is, whether or not upstream repeats it. */
  readonly customerCard: PerKey<CustomerCardKey, upstream.CustomerCardState | null>;
  /** By its secret token, and the PIN where the card has one. */
  readonly cardByToken: PerKey<upstream.TokenCode, upstream.Card | null>;
  readonly cards: PerKey<{ readonly filter: CardFilter; readonly window: Window }, Page<upstream.CardDetails>>;
  /** Rows say whose cards they are, whether or not upstream repeats it. */
  readonly customerCards: PerKey<
    { readonly customerId: string; readonly window: Window },
    Page<upstream.CustomerCard> | null
  >;
  readonly transactions: PerKey<string, readonly upstream.Transaction[] | null>;
}

/** One request's view of the wallets service. */
export interface WalletsLoader extends WalletsReads, WalletsWrites {}

/** The wallets loader of one request. */
export function createWalletsLoader(session: UpstreamSession): WalletsLoader {
  const card: WalletsReads['card'] = perKey((cardId) =>
    orNull(session.call(upstream.getCard, { path: { card_id: cardId } })),
  );
  const reads: WalletsReads = {
    card,
    customerCard: perKey(async ({ customerId, cardId }) => {
      const path = { customer_id: customerId, card_id: cardId };
      const found = await orNull(session.call(upstream.getCustomerCard, { path }));
      return found && { ...found, customer_id: customerId };
    }),
    cardByToken: perKey((code) => orNull(session.call(upstream.getCardByToken, { body: code }))),
    cards: perKey(async ({ filter, window }) => {
      const page = await session.page(upstream.listCards, { query: filter }, window);
      for (const each of page.items) card.prime(each.card_id, each);
      return page;
    }),
    customerCards: perKey(async ({ customerId, window }) => {
      const path = { customer_id: customerId };
      const page = await orNull(session.page(upstream.listCustomerCards, { path }, window));
      return page && { ...page, items: page.items.map((row) => ({ ...row, customer_id: customerId })) };
    }),
    transactions: perKey((cardId) =>
      orNull(session.call(upstream.listCardTransactions, { path: { card_id: cardId } })),
    ),
  };
  return { ...reads, ...createWalletsWrites(session, reads) };
}
