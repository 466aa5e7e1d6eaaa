import type { components } from './contract/wallets.ts';
import { operation } from './operation.ts';

/** A card as its token shows it. */
export type Card = components['schemas']['Card'];

/** A card in full. */
export type CardDetails = components['schemas']['CardDetails'];

/** A row of a customer's cards: without balances. */
export type CustomerCard = components['schemas']['CustomerCard'];

/** A card of a customer in full. */
export type CustomerCardState = components['schemas']['CustomerCardState'];

/** What a till knows of a card: its secret token, and the PIN where it has one. */
export type TokenCode = components['schemas']['TokenCode'];

/** A transaction of a card. */
export type Transaction = components['schemas']['Transaction'];

/** `POST /wallets/cards`: issues a card. */
export const createCard = operation('aid_cards_post');

/** `GET /wallets/cards`: cards of the account. */
export const listCards = operation('aid_cards_get');

/** `GET /wallets/cards/{card_id}`: one card. */
export const getCard = operation('aid_cards_cardid_get');

/** `DELETE /wallets/cards/{card_id}`: deletes a card. */
export const deleteCard = operation('aid_cards_cardid_delete');

/** `POST /wallets/cards/{card_id}/tokens`: makes a token of a card. */
export const createCardToken = operation('aid_cards_cardid_token_post');

/** `GET /wallets/cards/{card_id}/transactions`: transactions of a card, unpaged. */
export const listCardTransactions = operation('aid_cards_cardid_transactions_tid_get');

/** `GET /wallets/customers/{customer_id}/cards`: cards of a customer, without balances. */
export const listCustomerCards = operation('aid_customers_cid_cards_get');

/** `GET /wallets/customers/{customer_id}/cards/{card_id}`: one card of a customer. */
export const getCustomerCard = operation('aid_customers_cid_card_cid_get');

/** `POST /wallets/info`: the card of a secret token. */
export const getCardByToken = operation('aid_cards_token_post');

/** `POST /wallets/transactions`: draws from or funds a card. */
export const createTransaction = operation('aid_cards_transactions_post');

/** `POST /wallets/transactions/{transaction_id}/capture`: captures a pending transaction. */
export const captureTransaction = operation('aid_cards_cardid_transactions_capture_post');

/** `POST /wallets/transactions/{transaction_id}/void`: voids a pending transaction. */
export const voidTransaction = operation('aid_cards_cardid_transactions_void_post');

/** `POST /wallets/cards/batch`: issues many inactive cards. */
export const createCards = operation('aid_cards_batch_post');

/** `POST /wallets/cards/{card_id}/activate`: activates a card. */
export const activateCard = operation('aid_cards_cardid_activate_post');

/** `POST /wallets/cards/{card_id}/rotate-pin`: gives a card a new PIN. */
export const rotateCardPin = operation('aid_cards_cardid_rotate_pin_post');
