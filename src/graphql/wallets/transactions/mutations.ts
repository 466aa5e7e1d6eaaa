import { nothing } from '../../../auth/access/gate.ts';
import {
  captureTransaction,
  createTransaction,
  getCard,
  voidTransaction,
} from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { positive, problemIf } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { keyReused, wrongState } from '../../framework/refusal.ts';
import { wire } from '../../framework/wire.ts';
import { WalletCardRef } from '../cards/card.ts';
import { refIdHelp } from '../ref-id.ts';
import { TransactionType, WalletTransactionRef } from './transaction.ts';

const CardInputRef = builder.inputType('WalletTransactionCardInput', {
  description: 'The card, in one of two ways.',
  isOneOf: true,
  fields: (t) => ({
    token: t.string({ description: 'Its secret token, as a till is shown it.' }),
    cardId: t.text('id', { description: "The merchant's own id of the card." }),
  }),
});

const amountHelp = 'In the minor unit of the currency (øre, cent); more than 0.';
const nothingLeft = wrongState('transactionId', 'Nothing is left of the transaction.');
const full = ['admin:wallets', 'write:wallets'] as const;

mutation({
  name: 'walletTransactionCreate',
  description: 'Draws money from a card, sets it aside (`pending`), or puts it on the card.',
  input: builder.inputType('WalletTransactionCreateInput', {
    description: 'The transaction.',
    fields: (t) => ({
      card: t.field({ type: CardInputRef, required: true, description: 'The card.' }),
      type: t.field({
        type: TransactionType.ref,
        required: true,
        defaultValue: 'drawdown',
        description: 'What is to be done: `DRAWDOWN` or `FUND`; the others follow from what is done later.',
      }),
      pending: t.boolean({
        required: true,
        defaultValue: false,
        description: 'With `DRAWDOWN`: set the money aside only, until it is captured or voided.',
      }),
      amount: t.field({ type: 'SafeInt', required: true, description: `How much. ${amountHelp}` }),
      currency: t.field({ type: 'Currency', required: true, description: 'ISO 4217 code; that of the card.' }),
      refId: t.text('id', { required: true, description: refIdHelp }),
      originatedBy: t.string({ description: 'Where it comes from: the id of a till.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: createTransaction,
  refusals: [
    { code: 'INSUFFICIENT_BALANCE', at: 'amount', message: 'The card holds less than is asked for.' },
    { code: 'EXPIRED', at: 'card', message: 'The card has expired.' },
    { code: 'INVALID_VALUE', at: 'currency', message: 'The card has another currency.' },
    wrongState('card', 'The card is not active.'),
    keyReused('refId'),
  ],
  missing: { at: 'card', message: 'There is no such card.' },
  conditions: [
    {
      when: 'the card is named by its id',
      applies: ({ input }) => typeof input.card.cardId === 'string',
      anyOf: full,
    },
    { when: 'the type is `FUND`', applies: ({ input }) => input.type === 'fund', anyOf: full },
  ],
  names: { token: 'card.token', card_id: 'card.cardId' },
  check: ({ amount, type, pending }) => [
    ...positive(['amount'], amount),
    ...problemIf(type !== 'drawdown' && type !== 'fund', ['type'], 'INVALID_VALUE', 'must be DRAWDOWN or FUND'),
    ...problemIf(type === 'fund' && pending, ['pending'], 'INVALID_VALUE', 'is for DRAWDOWN only'),
  ],
  body: ({ card, ...transaction }) => ({ ...wire(card), ...wire(transaction) }),
  result: (transaction, { card }) => ({ transaction, cardId: card.cardId ?? null }),
  payload: (t) => ({
    transaction: t.field({
      type: WalletTransactionRef,
      description: 'The transaction.',
      resolve: ({ result }) => result?.transaction,
    }),
    walletCard: t.call({
      type: WalletCardRef,
      description: 'The card as it is now; null where it was named by its token: upstream does not tell which it is.',
      calls: getCard,
      input: ({ result }) => (result?.cardId ? { path: { card_id: result.cardId } } : null),
      carried: { value: ({ result }) => (result?.cardId ? null : nothing) },
    }),
  }),
});

mutation({
  name: 'walletTransactionCapture',
  description: 'Draws money that was set aside, in whole or in part; the rest stays set aside.',
  input: builder.inputType('WalletTransactionCaptureInput', {
    description: 'The transaction, and how much of it.',
    fields: (t) => ({
      transactionId: t.text('id', { required: true, description: 'Id of the pending transaction.' }),
      amount: t.field({ type: 'SafeInt', description: `How much; without it, all that is left. ${amountHelp}` }),
      refId: t.text('id', { required: true, description: refIdHelp }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: captureTransaction,
  refusals: [
    { code: 'EXCEEDS_REMAINING', at: 'amount', message: 'This is more than is left of the transaction.' },
    nothingLeft,
    keyReused('refId'),
  ],
  check: ({ amount }) => positive(['amount'], amount),
  body: ({ transactionId: _, ...capture }) => wire(capture),
  payload: (t) => ({
    transaction: t.field({
      type: WalletTransactionRef,
      description: 'The drawdown.',
      resolve: ({ result }) => result,
    }),
  }),
});

mutation({
  name: 'walletTransactionVoid',
  description: 'Gives back what was set aside and not captured.',
  input: builder.inputType('WalletTransactionVoidInput', {
    description: 'The transaction.',
    fields: (t) => ({
      transactionId: t.text('id', { required: true, description: 'Id of the pending transaction.' }),
      refId: t.text('id', { required: true, description: refIdHelp }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: voidTransaction,
  refusals: [nothingLeft, keyReused('refId')],
  body: ({ transactionId: _, ...release }) => wire(release),
  payload: (t) => ({
    transaction: t.field({
      type: WalletTransactionRef,
      description: 'What was given back.',
      resolve: ({ result }) => result,
    }),
  }),
});
