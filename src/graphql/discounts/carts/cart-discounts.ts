import { money } from '../../../kernel/money.ts';
import type { BodyOf } from '../../../upstream/endpoint.ts';
import { cartDiscounts } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { discountLine, discountStatistics } from '../../values/discount-use.ts';
import { type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { int } from '../../values/scalars.ts';
import { DiscountRef } from '../rules/discount.ts';
import { CartInputRef, wireCart } from './cart-input.ts';

type Cart = BodyOf<'cartDiscounts'>;
type CartDiscount = NonNullable<Cart['discounts']>[number];
type CartRef = NonNullable<CartDiscount['refs']>[number];

const CartDiscountLineRef = discountLine('CartDiscountLine', {
  description: 'What a discount does to one line of a cart.',
  amount: 'What it takes off.',
  bonus: 'What bonus it gives.',
});

const CartStatisticsRef = discountStatistics('CartDiscountStatistics', {
  description: 'How a discount was used with the customer so far.',
  usage: 'How often it was used.',
  stamps: 'Stamps that were given.',
  amount: 'What it took off.',
  bonus: 'What bonus it gave.',
  debitBalance: 'What it has charged.',
});

const CartDiscountRefRef = builder.objectRef<Priced<CartRef>>('CartDiscountRef');

builder.objectType(CartDiscountRefRef, {
  description: 'What a discount, as the customer has it, does to a cart.',
  fields: (t) => ({
    refId: t.string({ description: 'Id to claim it by.', resolve: ({ part }) => part.id }),
    amount: t.field({
      type: MoneyRef,
      description: 'What it takes off in all.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    bonus: t.field({
      type: MoneyRef,
      description: 'What bonus it gives in all.',
      resolve: ({ part, currency }) => money(part.bonus, currency),
    }),
    stamps: t.int({ description: 'Stamps that it gives.', resolve: ({ part }) => int(part.stamp) }),
    usage: t.int({ description: 'How often it is used.', resolve: ({ part }) => int(part.usage) }),
    lines: t.field({
      type: [CartDiscountLineRef],
      description: 'What it does line by line.',
      resolve: ({ part, currency }) => priced(part.items, currency),
    }),
    statistics: t.field({
      type: CartStatisticsRef,
      description: 'How it was used with the customer; null where upstream does not say.',
      resolve: ({ part: { statistics }, currency }) => statistics && { part: statistics, currency },
    }),
  }),
});

const CartDiscountRef = builder.objectRef<Priced<CartDiscount>>('CartDiscount');

builder.objectType(CartDiscountRef, {
  description: 'A discount that applies to a cart.',
  fields: (t) => ({
    discount: t.field({
      type: DiscountRef,
      description: 'The rule.',
      resolve: ({ part: { refs: _, ...discount } }) => discount,
    }),
    refs: t.field({
      type: [CartDiscountRefRef],
      description: 'What it does to the cart.',
      resolve: ({ part, currency }) => priced(part.refs, currency),
    }),
  }),
});

builder.queryField('cartDiscounts', (t) =>
  t.call({
    type: [CartDiscountRef],
    description: 'Discounts that apply to a cart now. Nothing is held: see claims.',
    args: { cart: t.arg({ type: CartInputRef, required: true, description: 'What the customer is about to buy.' }) },
    calls: cartDiscounts,
    input: (_, { cart }) => ({ body: wireCart(cart) }),
    resolve: ({ discounts }, _, { cart }) => priced(discounts, cart.currency),
  }),
);
