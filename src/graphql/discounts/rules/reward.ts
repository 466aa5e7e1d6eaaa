import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';
import { allOrNothing } from '../../entries.ts';
import { closedEnum } from '../../framework/enum.ts';
import { DiscountItemRef } from './item.ts';

/** How a reward is calculated. */
export const RewardType = closedEnum('DiscountRewardType', 'How a reward is calculated.', {
  discount_amount: 'An amount off: the value is in the minor unit of the currency.',
  discount_percent: 'A part off: the value is in percent.',
  discount_item_new_price: 'A price for each article: the value is in the minor unit of the currency.',
  discount_item_quantity: 'Free articles: the value is how many.',
  discount_item_percent: 'A part off single articles: the value is in percent.',
  discount_mix_new_price: 'A price for a combination: the value is in the minor unit of the currency.',
  discount_debit: 'An amount that is charged to an account of the customer.',
});

/** What a reward is calculated from. */
export const RewardBase = closedEnum('DiscountRewardBase', 'What a reward is calculated from.', {
  net: 'The net amount of the purchase.',
  gross: 'The gross amount of the purchase.',
});

/** What a reward gives. */
export const RewardEffect = closedEnum('DiscountRewardEffect', 'What a reward gives.', {
  discount: 'Less to pay.',
  bonus: 'Bonus to use later.',
});

type Reward = Discount['reward'];

const RewardValueRef = builder.objectRef<NonNullable<Reward['values']>[number]>('DiscountRewardValue');

builder.objectType(RewardValueRef, {
  description: 'A separate value for some articles.',
  fields: (t) => ({
    items: t.field({
      type: [DiscountItemRef],
      description: 'The articles.',
      resolve: (value) => allOrNothing(value.items),
    }),
    value: t.exposeFloat('value', { description: 'The value, in the unit of the kind of reward.' }),
  }),
});

/** `DiscountReward`: what a discount gives. */
export const DiscountRewardRef = builder.objectRef<Reward>('DiscountReward');

builder.objectType(DiscountRewardRef, {
  description: 'What a discount gives.',
  fields: (t) => ({
    type: t.field({
      type: RewardType.ref,
      description: 'How it is calculated.',
      resolve: (reward) => RewardType.read(reward.type),
    }),
    value: t.exposeFloat('value', {
      description: 'How much; the unit depends on the type: percent, minor unit of the currency, or a number.',
    }),
    values: t.field({
      type: [RewardValueRef],
      description: 'Separate values for some articles.',
      resolve: (reward) => allOrNothing(reward.values) ?? [],
    }),
    base: t.field({
      type: RewardBase.ref,
      description: 'What it is calculated from; gross, unless upstream says otherwise.',
      resolve: (reward) => RewardBase.read(reward.base ?? 'gross'),
    }),
    effect: t.field({
      type: RewardEffect.ref,
      description: 'Whether it is less to pay or bonus; less to pay, unless upstream says otherwise.',
      resolve: (reward) => RewardEffect.read(reward.effect ?? 'discount'),
    }),
  }),
});
