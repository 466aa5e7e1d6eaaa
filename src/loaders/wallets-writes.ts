import type { CardDetails, Transaction } from '../upstream/contract/wallets.ts';
import type { BodyOf, ResultOf } from '../upstream/endpoint.ts';
import {
  activateCard,
  captureTransaction,
  createCard,
  createCards,
  createCardToken,
  createTransaction,
  deleteCard,
  rotateCardPin,
  voidTransaction,
} from '../upstream/endpoints/wallets.ts';
import type { UpstreamSession } from '../upstream/session.ts';
import type { WalletsReads } from './wallets.ts';

/** Writes of the wallets service. What they answer may hold secrets: it is not remembered. */
export interface WalletsWrites {
  createCard(body: BodyOf<'createCard'>): Promise<ResultOf<'createCard'>>;
  createCards(body: BodyOf<'createCards'>): Promise<ResultOf<'createCards'>>;
  activateCard(cardId: string, body: BodyOf<'activateCard'>): Promise<CardDetails>;
  deleteCard(cardId: string): Promise<CardDetails>;
  rotateCardPin(cardId: string, body: BodyOf<'rotateCardPin'>): Promise<ResultOf<'rotateCardPin'>>;
  createCardToken(cardId: string, body: BodyOf<'createCardToken'>): Promise<ResultOf<'createCardToken'>>;
  createTransaction(body: BodyOf<'createTransaction'>): Promise<Transaction>;
  captureTransaction(transactionId: string, body: BodyOf<'captureTransaction'>): Promise<Transaction>;
  voidTransaction(transactionId: string, body: BodyOf<'voidTransaction'>): Promise<Transaction>;
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
    createCard: (body) => forgetting(body.card_id, session.call(createCard, { body })),
    createCards: (body) => forgetting(undefined, session.call(createCards, { body })),
    activateCard: (cardId, body) => forgetting(cardId, session.call(activateCard, { path: path(cardId), body })),
    deleteCard: (cardId) => forgetting(cardId, session.call(deleteCard, { path: path(cardId) })),
    rotateCardPin: (cardId, body) => forgetting(cardId, session.call(rotateCardPin, { path: path(cardId), body })),
    createCardToken: (cardId, body) => forgetting(cardId, session.call(createCardToken, { path: path(cardId), body })),
    createTransaction: (body) => forgetting(body.card_id, session.call(createTransaction, { body })),
    captureTransaction: (id, body) =>
      forgetting(undefined, session.call(captureTransaction, { path: { transaction_id: id }, body })),
    voidTransaction: (id, body) =>
      forgetting(undefined, session.call(voidTransaction, { path: { transaction_id: id }, body })),
  };
}
