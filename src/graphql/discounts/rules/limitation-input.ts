import { builder } from '../../builder.ts';
import { atLeast } from '../../framework/checks.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { DiscountItemInputRef, discountedItem } from './item.ts';
import { EligibleItems, Weekday } from './limitation.ts';

const HoursInputRef = builder.inputType('DiscountHoursInput', {
  description: 'Hours of one day of the week in which a discount applies.',
  fields: (t) => ({
    day: t.field({ type: Weekday.ref, required: true, description: 'The day.' }),
    start: t.string({ required: true, description: 'From, as `10:00`.' }),
    end: t.string({ required: true, description: 'To, as `20:00`.' }),
  }),
});

/** `DiscountLimitationInput`: how far a discount may be used. */
export const DiscountLimitationInputRef = builder.inputType('DiscountLimitationInput', {
  description: 'How far a discount may be used.',
  fields: (t) => ({
    repeatUsage: t.int({ description: 'How often a customer may use it; null: without limit, as by default.' }),
    rewardUsage: t.int({ description: 'How often it may apply to one purchase; null: without limit, as by default.' }),
    combinable: t.boolean({ description: 'Whether it may be used together with other discounts. Default: yes.' }),
    eligibleItems: t.field({ type: EligibleItems.ref, description: 'Which lines it may apply to.' }),
    stampExpireDays: t.int({ description: 'Days after which a stamp is lost; null: never, as by default.' }),
    purchaseToDays: t.int({ description: 'Days for which it applies once it was given.' }),
    hoursTimezone: t.string({ description: 'Time zone of `hours`. Default: `Europe/Oslo`.' }),
    hours: t.field({ type: [HoursInputRef], description: 'When in the week it applies; without it, always.' }),
    inactiveWith: t.stringList({ description: 'Ids of discounts that switch it off while they are active.' }),
    blacklist: t.field({ type: [DiscountItemInputRef], description: 'Articles that it never applies to.' }),
  }),
});

type Limitation = typeof DiscountLimitationInputRef.$inferInput;

/** How far a discount may be used, in upstream's words, where -1 has no limit. */
export function wireLimitation(limitation: Limitation) {
  const { combinable, hours, inactiveWith, blacklist } = limitation;
  return {
    discount_repeat_usage: limit(limitation.repeatUsage),
    discount_reward_usage: limit(limitation.rewardUsage),
    discount_combination: combinable == null ? undefined : combinable ? (-1 as const) : (0 as const),
    discount_eligible: limitation.eligibleItems ?? undefined,
    stamp_expire_days: limit(limitation.stampExpireDays),
    dynamic_purchase_to_days: limitation.purchaseToDays ?? undefined,
    discount_hours: hours ? { timezone: limitation.hoursTimezone ?? undefined, hours } : undefined,
    discount_activation: inactiveWith?.map((value) => ({ type: 'deactivate_if_discount_active' as const, value })),
    blacklist: blacklist?.map(discountedItem),
  };
}

function limit(value: number | null | undefined): number | undefined {
  return value === null ? -1 : value;
}

/** Where upstream's members of it lie in the input. */
export const limitationNames = {
  discount_repeat_usage: 'repeatUsage',
  discount_reward_usage: 'rewardUsage',
  discount_combination: 'combinable',
  discount_eligible: 'eligibleItems',
  dynamic_purchase_to_days: 'purchaseToDays',
  ...namesAt('discount_hours', 'hours', {}),
  'discount_hours.timezone': 'hoursTimezone',
  'discount_hours.hours': 'hours',
  'discount_activation.value': 'inactiveWith',
  'blacklist.id': 'blacklist.itemId',
};

/** What the contract does not say of it: what is counted is 0 or more. */
export function limitationProblems({ repeatUsage, rewardUsage, stampExpireDays, purchaseToDays }: Limitation) {
  return Object.entries({ repeatUsage, rewardUsage, stampExpireDays, purchaseToDays }).flatMap(([name, value]) =>
    atLeast(0, [name], value),
  );
}
