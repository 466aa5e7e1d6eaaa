import { type Money, money } from '../../kernel/money.ts';
import type { Loaders } from '../../loaders/loaders.ts';
import type { Card, CardDetails, CustomerCard, CustomerCardState } from '../../upstream/contract/wallets.ts';
import { getCustomer } from '../../upstream/endpoints/customers.ts';
import { getCustomerCard, listCustomerCards } from '../../upstream/endpoints/wallets.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer.ts';
import { closedEnum } from '../shared/enum.ts';
import { MoneyRef } from '../shared/money.ts';
import { entityType } from '../shared/node.ts';
import { dateTime } from '../shared/scalars.ts';

/** A card as upstream sends it: in full, without tokens to a till, and without balances in a customer's list. */
export type WalletCard = Card | CardDetails | CustomerCard | CustomerCardState;

/** What a card is. */
export const WalletCardType = closedEnum('WalletCardType', 'What a card is.', {
  gift_card: 'A gift card.',
  credit_note: 'A credit note, given for goods that came back.',
});

/** `WalletCard`: a gift card or credit note. */
export const WalletCardRef = builder.objectRef<WalletCard>('WalletCard');

entityType(WalletCardRef, {
  description: 'A gift card or credit note.',
  // An id with a customer stands for that customer's own path, one without for the path of staff, whose scopes are the same.
  lookup: { operations: [getCustomerCard], owner: (keys) => (keys.length === 2 ? keys[0] : null) },
  keys: ({ customer_id, card_id }) => (customer_id ? [customer_id, card_id] : [card_id]),
  load: async ([first, second], { loaders }) => {
    if (first === undefined) return null;
    if (second === undefined) return loaders.wallets.card.load(first);
    return loaders.wallets.customerCard.load({ customerId: first, cardId: second });
  },
});

type Balances = Pick<
  CustomerCardState,
  'amount_balance' | 'amount_available' | 'amount_funds' | 'amount_drawdown' | 'amount_pending' | 'amount_reserved'
>;

/** Rows of a customer's list lack balances and currency alike; what has one of them is as full as upstream tells it. */
function isFull(card: WalletCard): card is Card | CardDetails | CustomerCardState {
  return 'amount_balance' in card || 'currency' in card;
}

/** The card in full: as it is, or loaded once where it is a row of a customer's list. */
async function inFull(card: WalletCard, { wallets }: Loaders) {
  if (isFull(card)) return card;
  const { customer_id: customerId, card_id: cardId } = card;
  return customerId ? wallets.customerCard.load({ customerId, cardId }) : wallets.card.load(cardId);
}

async function balance(card: WalletCard, member: keyof Balances, loaders: Loaders): Promise<Money | null> {
  const full = await inFull(card, loaders);
  return full === null ? null : money(full[member], full.currency);
}

/** What a row of a customer's list lacks is loaded once per card, whichever of these fields are asked for. */
const requires = {
  operations: [getCustomerCard],
  owner: (card: WalletCard) => card.customer_id,
  covered: isFull,
  lackedBy: [listCustomerCards],
} as const;

builder.objectFields(WalletCardRef, (t) => ({
  cardId: t.exposeString('card_id', { nullable: false, description: "The merchant's own id of the card." }),
  name: t.exposeString('name', { description: 'Name of the card, for people.' }),
  type: t.field({
    type: WalletCardType.ref,
    description: 'What the card is.',
    resolve: (card) => WalletCardType.read(card.type),
  }),
  status: t.exposeString('status', { description: 'Status: `unused`, `inactive`, `created`; an open set.' }),
  balance: t.field({
    type: MoneyRef,
    description: 'What is on the card: `funds` less `drawdown`.',
    requires,
    resolve: (card, _, { loaders }) => balance(card, 'amount_balance', loaders),
  }),
  available: t.field({
    type: MoneyRef,
    description: 'What can be drawn now: `balance` less what is reserved.',
    requires,
    resolve: (card, _, { loaders }) => balance(card, 'amount_available', loaders),
  }),
  funds: t.field({
    type: MoneyRef,
    description: 'What was put on the card in all.',
    requires,
    resolve: (card, _, { loaders }) => balance(card, 'amount_funds', loaders),
  }),
  drawdown: t.field({
    type: MoneyRef,
    description: 'What was drawn from the card in all.',
    requires,
    resolve: (card, _, { loaders }) => balance(card, 'amount_drawdown', loaders),
  }),
  pending: t.field({
    type: MoneyRef,
    description: 'What waits for its capture.',
    requires,
    resolve: (card, _, { loaders }) => balance(card, 'amount_pending', loaders),
  }),
  reserved: t.field({
    type: MoneyRef,
    description: 'What is set aside and cannot be drawn.',
    requires,
    resolve: (card, _, { loaders }) => balance(card, 'amount_reserved', loaders),
  }),
  customer: t.field({
    type: CustomerRef,
    description: 'Whose card it is; null for a card that anybody may use who holds it.',
    requires: { operations: [getCustomer], owner: (card) => card.customer_id },
    resolve: (card, _, { loaders }) => (card.customer_id ? loaders.customers.byId.load(card.customer_id) : null),
  }),
  originatedBy: t.exposeString('originated_by', { description: 'Where the card comes from.' }),
  metadata: t.field({
    type: 'JSONObject',
    description: 'Free-form data of the merchant.',
    resolve: (card) => card.metadata,
  }),
  activeFrom: t.field({
    type: 'DateTime',
    description: 'From when the card can be used.',
    resolve: (card) => dateTime(card.active_from),
  }),
  expiresAt: t.field({
    type: 'DateTime',
    description: 'Until when the card can be used; null: for ever.',
    resolve: (card) => dateTime(card.expires_at),
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When the card was issued.',
    resolve: (card) => dateTime(card.created_at),
  }),
}));

const WalletCardTokenRef = builder.objectRef<NonNullable<CardDetails['tokens']>[number]>('WalletCardToken');

builder.objectType(WalletCardTokenRef, {
  description: 'A token by which a till finds a card. The token itself is told only to whom it is issued.',
  fields: (t) => ({
    maskedCode: t.exposeString('masked_code', { description: 'The token, most of it masked.' }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'Until when it can be used.',
      resolve: (token) => dateTime(token.expires_at),
    }),
  }),
});

builder.objectField(WalletCardRef, 'tokens', (t) =>
  t.field({
    type: [WalletCardTokenRef],
    description:
      'Tokens by which a till finds the card, masked; null where upstream lists none, as for a card that was itself found by a token.',
    requires,
    resolve: async (card, _, { loaders }) => {
      const full = await inFull(card, loaders);
      return full !== null && 'tokens' in full ? full.tokens : null;
    },
  }),
);
