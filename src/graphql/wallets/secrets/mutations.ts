import { createCardToken, rotateCardPin } from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { positive } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { keyReused } from '../../framework/refusal.ts';
import { wire } from '../../framework/wire.ts';
import { dateTime } from '../../values/scalars.ts';
import { WalletCardRef } from '../cards/card.ts';
import { refIdHelp } from '../ref-id.ts';
import { CardPinInputRef, CardSecretRef, CardTokenInputRef, wireFormat, wireToken } from './secret.ts';

mutation({
  name: 'walletCardPinRotate',
  description: 'Gives a card a new PIN, which is told in this one answer. The old one is good for nothing any more.',
  input: builder.inputType('WalletCardPinRotateInput', {
    description: 'The card.',
    fields: (t) => ({
      cardId: t.text('id', { required: true, description: "The merchant's own id of the card." }),
      pin: t.field({ type: CardPinInputRef, description: 'How the PIN is made.' }),
    }),
  }),
  calls: rotateCardPin,
  body: ({ pin }) => ({ pin: pin ? { format: wireFormat(pin.format) } : undefined }),
  result: ({ pin, ...card }) => ({ card, pin: pin?.pin }),
  payload: (t) => ({
    walletCard: t.field({ type: WalletCardRef, description: 'The card.', resolve: ({ result }) => result?.card }),
    pin: t.field({ type: CardSecretRef, description: 'The new PIN.', resolve: ({ result }) => result?.pin }),
  }),
});

mutation({
  name: 'walletCardTokenCreate',
  description: 'Makes a token of a card, which is told in this one answer: whoever holds it can pay with the card.',
  input: builder.inputType('WalletCardTokenCreateInput', {
    description: 'The card, and the token that is wanted.',
    fields: (t) => ({
      cardId: t.text('id', { required: true, description: "The merchant's own id of the card." }),
      refId: t.text('id', { required: true, description: refIdHelp }),
      token: t.field({ type: CardTokenInputRef, required: true, description: 'The token that is wanted.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: createCardToken,
  refusals: [keyReused('refId')],
  names: {
    expires_in: 'token.expiresIn',
    expires_after_transaction: 'token.expiresAfterTransaction',
    format: 'token.format',
  },
  check: ({ token }) => positive(['token', 'expiresIn'], token.expiresIn),
  body: ({ refId, token, metadata }) => ({ ...wireToken(token), ...wire({ refId, metadata }) }),
  payload: (t) => ({
    token: t.field({ type: CardSecretRef, description: 'The token.', resolve: ({ result }) => result?.token }),
    refId: t.string({ description: "The caller's own key of the token.", resolve: ({ result }) => result?.ref_id }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was made.',
      resolve: ({ result }) => dateTime(result?.created_at),
    }),
  }),
});
