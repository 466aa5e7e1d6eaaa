import { builder } from '../../builder.ts';
import { atLeast, problemIf } from '../../framework/checks.ts';
import { wire } from '../../framework/wire.ts';
import { DiscountItemInputRef, discountedItem } from './item.ts';
import { RewardBase, RewardEffect, RewardType } from './reward.ts';

const RewardValueInputRef = builder.inputType('DiscountRewardValueInput', {
  description: 'A separate value for some articles.',
  fields: (t) => ({
    items: t.field({ type: [DiscountItemInputRef], required: true, description: 'The articles.' }),
    value: t.float({ required: true, description: 'The value, in the unit of the kind of reward.' }),
  }),
});

/** `DiscountRewardInput`: what a discount gives. */
export const DiscountRewardInputRef = builder.inputType('DiscountRewardInput', {
  description: 'What a discount gives.',
  fields: (t) => ({
    type: t.field({ type: RewardType.ref, required: true, description: 'How it is calculated.' }),
    value: t.float({
      required: true,
      description:
        'How much, 0 or more; the unit depends on the type: percent, minor unit of the currency, or a number.',
    }),
    values: t.field({ type: [RewardValueInputRef], description: 'Separate values for some articles.' }),
    base: t.field({ type: RewardBase.ref, description: 'What it is calculated from. Default: gross.' }),
    effect: t.field({
      type: RewardEffect.ref,
      description: 'Whether it is less to pay or bonus. Default: less to pay.',
    }),
  }),
});

type Reward = typeof DiscountRewardInputRef.$inferInput;

/** What a discount gives, in upstream's words. */
export function wireReward({ values, ...reward }: Reward) {
  return {
    ...wire(reward),
    values: values?.map(({ items, value }) => ({ items: items.map(discountedItem), value })),
  };
}

const percentages: readonly string[] = ['discount_percent', 'discount_item_percent'];

/** What the contract does not say of it. */
export function rewardProblems({ type, value }: Reward) {
  const isTooMuch = percentages.includes(type) && value > 100;
  return [...problemIf(isTooMuch, ['value'], 'OUT_OF_RANGE', 'must be 100 or less'), ...atLeast(0, ['value'], value)];
}
