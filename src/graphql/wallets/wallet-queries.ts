import {
  getCard,
  getCardByToken,
  getCustomerCard,
  listCards,
  listCustomerCards,
} from '../../upstream/endpoints/wallets.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { WalletCardRef } from './wallet-card.ts';

const WalletCardConnection = connectionType(WalletCardRef);

const WalletCardFilterRef = builder.inputType('WalletCardFilter', {
  description: 'Which cards are wanted; all of what is given must hold.',
  fields: (t) => ({
    minimumAvailable: t.field({
      type: 'SafeInt',
      description: 'At least this much can be drawn, in the minor unit of the card.',
    }),
    includeDeleted: t.boolean({ description: 'Deleted cards too. Default: no.' }),
  }),
});

builder.queryFields((t) => ({
  walletCard: t.field({
    type: WalletCardRef,
    description: 'A card by its id; null where there is none.',
    args: { cardId: t.arg.string({ required: true, description: "The merchant's own id of the card." }) },
    requires: { operations: [getCard], known: ({ cardId }) => ({ card_id: cardId }) },
    resolve: (_, { cardId }, { loaders }) => loaders.wallets.card.load(cardId),
  }),
  walletCards: t.field({
    type: WalletCardConnection,
    description: 'Cards of the account.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: WalletCardFilterRef, description: 'Which cards; all without it.' }),
    },
    requires: { operations: [listCards] },
    resolve: (_, { filter: wanted, ...page }, { loaders }) => {
      const filter = {
        amount_available: wanted?.minimumAvailable ?? undefined,
        include_deleted: wanted?.includeDeleted ?? undefined,
      };
      return readConnection(page, { operation: listCards, of: filter }, (window) =>
        loaders.wallets.cards.load({ filter, window }),
      );
    },
  }),
  walletCardByToken: t.field({
    type: WalletCardRef,
    description: 'The card that a till was shown; null where the token is unknown or the PIN is wrong.',
    args: {
      token: t.arg.string({ required: true, description: 'The secret token of the card.' }),
      pin: t.arg.string({ description: 'PIN, for a card that has one.' }),
    },
    requires: { operations: [getCardByToken] },
    resolve: (_, { token, pin }, { loaders }) =>
      loaders.wallets.cardByToken.load(typeof pin === 'string' ? { token, pin } : { token }),
  }),
}));

builder.objectFields(CustomerRef, (t) => ({
  walletCards: t.field({
    type: WalletCardConnection,
    description: 'Gift cards and credit notes of the customer.',
    args: pageArgs(t.arg),
    requires: { operations: [listCustomerCards], owner: (customer) => customer.customer_id, early: true },
    resolve: ({ customer_id: customerId }, page, { loaders }) =>
      readConnection(page, { operation: listCustomerCards, of: customerId }, (window) =>
        loaders.wallets.customerCards.load({ customerId, window }),
      ),
  }),
  walletCard: t.field({
    type: WalletCardRef,
    description: 'A card of the customer; null where the customer has none of this id.',
    args: { cardId: t.arg.string({ required: true, description: "The merchant's own id of the card." }) },
    requires: { operations: [getCustomerCard], owner: (customer) => customer.customer_id, early: true },
    resolve: ({ customer_id: customerId }, { cardId }, { loaders }) =>
      loaders.wallets.customerCard.load({ customerId, cardId }),
  }),
}));
