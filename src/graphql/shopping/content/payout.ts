import { money } from '../../../kernel/money.ts';
import type { OrderMaybeWithEvents as Order } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';

type Payout = NonNullable<NonNullable<Order['items']>[number]['payout']>;

const PayoutShareRef = builder.objectRef<Priced<NonNullable<Payout['destinations']>[number]>>('PayoutShare');

builder.objectType(PayoutShareRef, {
  description: 'The share of one receiver in an amount.',
  fields: (t) => ({
    destination: t.string({ description: 'Id of the receiver.', resolve: ({ part }) => part.destination }),
    amount: t.field({
      type: MoneyRef,
      description: 'The share.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
  }),
});

/** `Payout`: how an amount is split between those who receive it. */
export const PayoutRef = builder.objectRef<Priced<Payout>>('Payout');

builder.objectType(PayoutRef, {
  description: 'How an amount is split between those who receive it.',
  fields: (t) => ({
    ruleId: t.string({ description: 'Id of the rule that splits it.', resolve: ({ part }) => part.rule_id }),
    ruleType: t.string({ description: 'Kind of that rule; an open set.', resolve: ({ part }) => part.rule_type }),
    shares: t.field({
      type: [PayoutShareRef],
      description: 'The share of each receiver.',
      resolve: ({ part, currency }) => priced(part.destinations, currency),
    }),
  }),
});
