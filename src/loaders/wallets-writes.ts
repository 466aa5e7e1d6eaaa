import type { BodyOf, ResultOf } from '../upstream/operation.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import * as upstream from '../upstream/wallets.ts';
import type { WalletsReads } from './wallets.ts';

/** Writes of the wallets service. What they answer may hold secrets: it is not remembered. */
export interface WalletsWrites {
  createCard(body: BodyOf<'aid_cards_post'>): Promise<ResultOf<'aid_cards_post'>>;
  createCards(body: BodyOf<'aid_cards_batch_post'>): Promise<ResultOf<'aid_cards_batch_post'>>;
  activateCard(cardId: string, body: BodyOf<'aid_cards_cardid_activate_post'>): Promise<upstream.CardDetails>;
  deleteCard(cardId: string): Promise<upstream.CardDetails>;
  rotateCardPin(
    cardId: string,
    body: BodyOf<'aid_cards_cardid_rotate_pin_post'>,
  ): Promise<ResultOf<'aid_cards_cardid_rotate_pin_post'>>;
  createCardToken(
    cardId: string,
    body: BodyOf<'aid_cards_cardid_token_post'>,
  ): Promise<ResultOf<'aid_cards_cardid_token_post'>>;
  createTransaction(body: BodyOf<'aid_cards_transactions_post'>): Promise<upstream.Transaction>;
  captureTransaction(
    transactionId: string,
    body: BodyOf<'aid_cards_cardid_transactions_capture_post'>,
  ): Promise<upstream.Transaction>;
  voidTransaction(
    transactionId: string,
    body: BodyOf<'aid_cards_cardid_transactions_void_post'>,
  ): Promise<upstream.Transaction>;
}

/** The writes of one request; afterwards its reads forget the card, be the outcome known or not. */
export function createWalletsWrites(session: UpstreamSession, reads: WalletsReads): WalletsWrites {
  /** Undefined: a card that upstream alone can tell. */
  async function forgetting<Result>(cardId: string | undefined, write: Promise<Result>): Promise<Result> {
    return write.finally(() => {
      const isTouched = (id: string) => cardId === undefined || id === cardId;
      reads.card.forget(isTouched);
      reads.transactions.forget(isTouched);
      reads.customerCard.forget((key) => isTouched(key.cardId));
      // Which pages and tokens lead to the card is not known.
      reads.cardByToken.clearAll();
      reads.cards.clearAll();
      reads.customerCards.clearAll();
    });
  }

  const path = (cardId: string) => ({ card_id: cardId });
  return {
    createCard: (body) => forgetting(body.card_id, session.call(upstream.createCard, { body })),
    createCards: (body) => forgetting(undefined, session.call(upstream.createCards, { body })),
    activateCard: (cardId, body) =>
      forgetting(cardId, session.call(upstream.activateCard, { path: path(cardId), body })),
    deleteCard: (cardId) => forgetting(cardId, session.call(upstream.deleteCard, { path: path(cardId) })),
    rotateCardPin: (cardId, body) =>
      forgetting(cardId, session.call(upstream.rotateCardPin, { path: path(cardId), body })),
    createCardToken: (cardId, body) =>
      forgetting(cardId, session.call(upstream.createCardToken, { path: path(cardId), body })),
    createTransaction: (body) => forgetting(body.card_id, session.call(upstream.createTransaction, { body })),
    captureTransaction: (id, body) =>
      forgetting(undefined, session.call(upstream.captureTransaction, { path: { transaction_id: id }, body })),
    voidTransaction: (id, body) =>
      forgetting(undefined, session.call(upstream.voidTransaction, { path: { transaction_id: id }, body })),
  };
}
