import { activateCard, createCard, createCards, deleteCard } from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { atLeast, atLeastOne } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { taken, unknown, wrongState } from '../../framework/refusal.ts';
import { wire } from '../../framework/wire.ts';
import { CardPinInputRef, CardSecretRef, CardTokenInputRef, wireFormat, wireToken } from '../secrets/secret.ts';
import { WalletCardRef, WalletCardType } from './card.ts';

const amountHelp = 'In the minor unit of the currency (øre, cent); 0 or more.';

mutation({
  name: 'walletCardCreate',
  description: 'Issues a card with money on it. PIN and token are told in this one answer.',
  input: builder.inputType('WalletCardCreateInput', {
    description: 'The card to be issued.',
    fields: (t) => ({
      cardId: t.text('id', {
        required: true,
        description: "The merchant's own id of the card; no other card may have it.",
      }),
      customerId: t.text('id', {
        description: 'Id of the customer it belongs to; without it, whoever holds the card may use it.',
      }),
      name: t.string({ description: 'Name of the card, for people.' }),
      type: t.field({ type: WalletCardType.ref, description: 'What the card is.' }),
      amount: t.field({ type: 'SafeInt', required: true, description: `What is put on it. ${amountHelp}` }),
      currency: t.field({ type: 'Currency', required: true, description: 'ISO 4217 code, for the life of the card.' }),
      activeFrom: t.field({ type: 'DateTime', description: 'From when it can be used. Default: now.' }),
      expiresAt: t.field({ type: 'DateTime', description: 'Until when; without it, as `walletSettings` says.' }),
      originatedBy: t.string({ description: 'Where it comes from: the id of a till.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
      pin: t.field({ type: CardPinInputRef, description: 'Make a PIN; without it the card has none.' }),
      token: t.field({ type: CardTokenInputRef, description: 'Make a token; without it the card has none.' }),
    }),
  }),
  calls: createCard,
  refusals: [taken('cardId', 'card'), unknown('customerId', 'customer')],
  names: { pin: 'pin', card_token: 'token' },
  check: ({ amount }) => atLeast(0, ['amount'], amount),
  body: ({ activeFrom, expiresAt, pin, token, ...card }) => ({
    ...wire(card),
    active_from: activeFrom?.toISOString(),
    expires_at: expiresAt?.toISOString(),
    pin: pin ? { format: wireFormat(pin.format) } : undefined,
    card_token: token ? wireToken(token) : undefined,
  }),
  result: ({ pin, card_token, ...card }) => ({ card, pin: pin?.pin, token: card_token?.token }),
  payload: (t) => ({
    walletCard: t.field({ type: WalletCardRef, description: 'The card.', resolve: ({ result }) => result?.card }),
    pin: t.field({
      type: CardSecretRef,
      description: 'Its PIN; null unless asked for.',
      resolve: ({ result }) => result?.pin,
    }),
    token: t.field({
      type: CardSecretRef,
      description: 'Its token; null unless asked for.',
      resolve: ({ result }) => result?.token,
    }),
  }),
});

const BatchCardRef = builder.inputType('WalletCardBatchInput', {
  description: 'One card of a batch.',
  fields: (t) => ({
    cardId: t.text('id', {
      required: true,
      description: "The merchant's own id of the card; no other card may have it.",
    }),
    type: t.field({ type: WalletCardType.ref, description: 'What the card is.' }),
  }),
});

mutation({
  name: 'walletCardsCreateBatch',
  description: 'Issues many cards that are not active yet, all or none: for cards that are printed and sold later.',
  input: builder.inputType('WalletCardsCreateBatchInput', {
    description: 'The cards to be issued.',
    fields: (t) => ({
      cards: t.field({ type: [BatchCardRef], required: true, description: 'The cards, at least one.' }),
    }),
  }),
  calls: createCards,
  refusals: [taken('cards.cardId', 'card')],
  check: ({ cards }) => atLeastOne(['cards'], cards),
  body: ({ cards }) => ({ cards: cards.map((card) => wire(card)) }),
  result: ({ cards = [] }) => ({ cards }),
  payload: (t) => ({
    walletCards: t.field({
      type: [WalletCardRef],
      description: 'The cards, in the order of the input.',
      resolve: ({ result }) => result?.cards,
    }),
  }),
});

mutation({
  name: 'walletCardActivate',
  description: 'Makes a card of a batch usable, with money on it.',
  input: builder.inputType('WalletCardActivateInput', {
    description: 'The card, and what is put on it.',
    fields: (t) => ({
      cardId: t.text('id', { required: true, description: "The merchant's own id of the card." }),
      amount: t.field({ type: 'SafeInt', required: true, description: `What is put on it. ${amountHelp}` }),
      currency: t.field({ type: 'Currency', required: true, description: 'ISO 4217 code, for the life of the card.' }),
      customerId: t.text('id', {
        description: 'Id of the customer it will belong to; without it, whoever holds the card may use it.',
      }),
      name: t.string({ description: 'Name of the card, for people.' }),
      expiresAt: t.field({
        type: 'DateTime',
        description: 'Until when it can be used; without it, it does not expire.',
      }),
    }),
  }),
  calls: activateCard,
  refusals: [wrongState('cardId', 'The card is active already.'), unknown('customerId', 'customer')],
  body: ({ cardId: _, expiresAt, ...card }) => ({ ...wire(card), expires_at: expiresAt?.toISOString() }),
  result: (card) => ({ card }),
  payload: (t) => ({
    walletCard: t.field({
      type: WalletCardRef,
      description: 'The card as it is now.',
      resolve: ({ result }) => result?.card,
    }),
  }),
});

mutation({
  name: 'walletCardDelete',
  description: 'Deletes a card. What is on it is lost.',
  input: builder.inputType('WalletCardDeleteInput', {
    description: 'The card.',
    fields: (t) => ({ cardId: t.text('id', { required: true, description: "The merchant's own id of the card." }) }),
  }),
  calls: deleteCard,
  result: (card) => ({ card }),
  payload: (t) => ({
    walletCard: t.field({
      type: WalletCardRef,
      description: 'The card as it was last.',
      resolve: ({ result }) => result?.card,
    }),
  }),
});
