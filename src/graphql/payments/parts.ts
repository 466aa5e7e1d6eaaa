import { money } from '../../kernel/money.ts';
import type { PaymentLine } from '../../money/lines.ts';
import type { Card, GiftCard } from '../../upstream/contract/checkout.ts';
import { getCard } from '../../upstream/endpoints/wallets.ts';
import { builder } from '../builder.ts';
import type { Priced } from '../values/line.ts';
import { MoneyRef } from '../values/money.ts';
import { WalletCardRef } from '../wallets/cards/card.ts';

/** `PaymentLine`: a line that was paid. */
export const PaymentLineRef = builder.objectRef<Priced<PaymentLine>>('PaymentLine');

builder.objectType(PaymentLineRef, {
  description: 'A line that was paid.',
  fields: (t) => ({
    lineId: t.string({ description: 'Number of the line, as text.', resolve: ({ part }) => part.item.line_id }),
    articleId: t.string({
      description: 'Id of the article; of orders that share a payment it tells the lines apart.',
      resolve: ({ part }) => part.item.id,
    }),
    description: t.string({ description: 'What was bought.', resolve: ({ part }) => part.item.description }),
    quantity: t.float({ description: 'How many; may be a decimal.', resolve: ({ part }) => part.item.quantity }),
    amount: t.field({
      type: MoneyRef,
      description: 'What it comes to, with VAT and discounts; negative for a discount or a gift card that is a line.',
      resolve: ({ part, currency }) => money(part.item.amount, currency),
    }),
    captured: t.field({
      type: MoneyRef,
      description: 'What was captured of it, as far as captures name lines.',
      resolve: ({ part, currency }) => money(part.captured, currency),
    }),
    refunded: t.field({
      type: MoneyRef,
      description: 'What was given back of it or goes back now, as far as refunds name lines.',
      resolve: ({ part, currency }) => money(part.refunded, currency),
    }),
  }),
});

/** A gift card's part of a payment. */
export interface GiftCardPart extends GiftCard {
  /** What a refund gives back to the card before anything else. */
  readonly refundable: number;
}

/** `PaymentGiftCard`: the part of a payment that a gift card paid. */
export const PaymentGiftCardRef = builder.objectRef<Priced<GiftCardPart>>('PaymentGiftCard');

builder.objectType(PaymentGiftCardRef, {
  description: 'The part of a payment that a gift card paid.',
  fields: (t) => ({
    cardId: t.string({ description: 'Id of the card.', resolve: ({ part }) => part.card_id }),
    card: t.call({
      type: WalletCardRef,
      description: 'The card as it is now; null where there is none (any more).',
      calls: getCard,
      input: ({ part }) => ({ path: { card_id: part.card_id } }),
    }),
    amount: t.field({
      type: MoneyRef,
      description: 'What it paid.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    refundable: t.field({
      type: MoneyRef,
      description: 'How much of a refund goes back to this card, before anything goes back elsewhere.',
      resolve: ({ part, currency }) => money(part.refundable, currency),
    }),
    maskedToken: t.string({
      description: 'Token of the card, all but the last digits masked.',
      resolve: ({ part }) => part.masked_card_token,
    }),
  }),
});

/** `PaymentCard`: the bank card of a payment. */
export const PaymentCardRef = builder.objectRef<Card>('PaymentCard');

builder.objectType(PaymentCardRef, {
  description: 'The bank card of a payment.',
  fields: (t) => ({
    brand: t.exposeString('brand', { description: 'Brand: `Visa`.' }),
    maskedPan: t.exposeString('masked_pan', { description: 'Number, all but the first and last digits masked.' }),
    type: t.exposeString('type', { description: 'Kind of card: `Credit`; an open set.' }),
    expiryDate: t.exposeString('expiry_date', { description: 'Month in which it expires: `09/2030`.' }),
    country: t.exposeString('country', { description: 'Country of the bank, ISO 3166-1 alpha-3.' }),
  }),
});
