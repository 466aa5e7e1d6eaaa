import {
  getCard,
  getCardByToken,
  getCustomerCard,
  listCards,
  listCustomerCards,
} from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { connectionType } from '../../framework/connection.ts';
import { WalletCardRef, withoutBalance } from './card.ts';

const WalletCardConnection = connectionType(WalletCardRef);

const WalletCardFilterRef = builder.inputType('WalletCardFilter', {
  description: 'Which cards are wanted; every condition given must hold.',
  fields: (t) => ({
    minimumAvailable: t.field({
      type: 'SafeInt',
      description: 'At least this much can be drawn, in the minor unit of the card.',
    }),
    includeDeleted: t.boolean({ description: 'Deleted cards too. Default: no.' }),
  }),
});

const cardIdHelp = "The merchant's own id of the card.";

builder.queryFields((t) => ({
  walletCard: t.call({
    type: WalletCardRef,
    description: 'A card by its id; null where there is none.',
    args: { cardId: t.arg.text('id', { required: true, description: cardIdHelp }) },
    calls: getCard,
    input: (_, { cardId }) => ({ path: { card_id: cardId } }),
    known: ({ cardId }) => ({ card_id: cardId }),
  }),
  walletCards: t.page({
    type: WalletCardConnection,
    description: 'Cards of the account.',
    args: { filter: t.arg({ type: WalletCardFilterRef, description: 'Which cards; all without it.' }) },
    calls: listCards,
    input: (_, { filter }) => ({
      query: {
        amount_available: filter?.minimumAvailable ?? undefined,
        include_deleted: filter?.includeDeleted ?? undefined,
      },
    }),
  }),
  walletCardByToken: t.call({
    type: WalletCardRef,
    description: 'The card that a till was shown; null where the token is unknown or the PIN is wrong.',
    args: {
      token: t.arg.string({ required: true, description: 'The secret token of the card.' }),
      pin: t.arg.string({ description: 'PIN, for a card that has one.' }),
    },
    calls: getCardByToken,
    input: (_, { token, pin }) => ({ body: typeof pin === 'string' ? { token, pin } : { token } }),
  }),
}));

builder.objectFields(CustomerRef, (t) => ({
  walletCards: t.page({
    type: WalletCardConnection,
    description: 'Gift cards and credit notes of the customer.',
    calls: listCustomerCards,
    input: ({ customer_id }) => ({ path: { customer_id } }),
    known: (_, __, { customer_id }) => ({ customer_id }),
    // Says whose cards they are, whether or not upstream repeats it.
    row: (card, { customer_id }) => ({ ...withoutBalance(card), customer_id }),
  }),
  walletCard: t.call({
    type: WalletCardRef,
    description: 'A card of the customer; null where the customer has none of this id.',
    args: { cardId: t.arg.text('id', { required: true, description: cardIdHelp }) },
    calls: getCustomerCard,
    input: ({ customer_id }, { cardId }) => ({ path: { customer_id, card_id: cardId } }),
    resolve: (card, { customer_id }) => ({ ...card, customer_id }),
  }),
}));
