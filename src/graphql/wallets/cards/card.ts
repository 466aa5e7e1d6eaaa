import type { Carried } from '../../../auth/access/gate.ts';
import { type Money, money } from '../../../kernel/money.ts';
import { cardById, cardOf } from '../../../loaders/wallets.ts';
import type { Card, CardDetails, CustomerCard, CustomerCardState } from '../../../upstream/contract/wallets.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { listCustomerCards } from '../../../upstream/endpoints/wallets.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { closedEnum } from '../../framework/enum.ts';
import { entityType } from '../../framework/node.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime } from '../../values/scalars.ts';

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
  keys: ({ card_id }) => [card_id],
  calls: cardById,
  input: ([cardId], _, { customerId }) => (cardId === undefined ? null : { cardId, ownerId: customerId }),
});

type FullCard = Card | CardDetails | CustomerCardState;
type Balances = Pick<
  CustomerCardState,
  'amount_balance' | 'amount_available' | 'amount_funds' | 'amount_drawdown' | 'amount_pending' | 'amount_reserved'
>;

/** Rows of a customer's list lack balances and currency alike; what has one of them is as full as upstream tells it. */
function isFull(card: WalletCard): card is FullCard {
  return 'amount_balance' in card || 'currency' in card;
}

/** A row of a customer's list as one that lacks its balances: one with a currency alone would count as full. */
export function withoutBalance(row: CustomerCard): CustomerCard {
  if ('amount_balance' in row || !('currency' in row)) return row;
  const { currency: _, ...card } = row;
  return card;
}

/** What a row of a customer's list lacks is loaded once per card, whichever of these fields are asked for. */
const inFull = {
  calls: cardOf,
  input: ({ customer_id, card_id }: WalletCard) => ({ customerId: customer_id || null, cardId: card_id }),
  carried: {
    value: (card: WalletCard) => (isFull(card) ? card : null),
    lackedBy: [listCustomerCards],
  } satisfies Carried<WalletCard, FullCard>,
};

function balance(member: keyof Balances) {
  return (card: FullCard): Money | null => money(card[member], card.currency);
}

builder.objectFields(WalletCardRef, (t) => ({
  cardId: t.exposeString('card_id', { nullable: false, description: "The merchant's own id of the card." }),
  name: t.exposeString('name', { description: 'Name of the card, for people.' }),
  type: t.field({
    type: WalletCardType.ref,
    description: 'What the card is.',
    resolve: (card) => WalletCardType.read(card.type),
  }),
  status: t.exposeString('status', { description: 'Status: `unused`, `inactive`, `created`; an open set.' }),
  balance: t.call({
    type: MoneyRef,
    description: 'What is on the card: `funds` less `drawdown`.',
    ...inFull,
    resolve: balance('amount_balance'),
  }),
  available: t.call({
    type: MoneyRef,
    description: 'What can be drawn now: `balance` less what is reserved.',
    ...inFull,
    resolve: balance('amount_available'),
  }),
  funds: t.call({
    type: MoneyRef,
    description: 'What was put on the card in all.',
    ...inFull,
    resolve: balance('amount_funds'),
  }),
  drawdown: t.call({
    type: MoneyRef,
    description: 'What was drawn from the card in all.',
    ...inFull,
    resolve: balance('amount_drawdown'),
  }),
  pending: t.call({
    type: MoneyRef,
    description: 'What waits for its capture.',
    ...inFull,
    resolve: balance('amount_pending'),
  }),
  reserved: t.call({
    type: MoneyRef,
    description: 'What is set aside and cannot be drawn.',
    ...inFull,
    resolve: balance('amount_reserved'),
  }),
  customer: t.call({
    type: CustomerRef,
    description: 'Whose card it is; null for a card that anybody may use who holds it.',
    calls: getCustomer,
    input: ({ customer_id }) => (customer_id ? { path: { customer_id } } : null),
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
  t.call({
    type: [WalletCardTokenRef],
    description:
      'Tokens by which a till finds the card, masked; null where upstream lists none, as for a card that was itself found by a token.',
    ...inFull,
    resolve: (card) => ('tokens' in card ? card.tokens : null),
  }),
);
