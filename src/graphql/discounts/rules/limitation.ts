import { UnreadableError } from '../../../kernel/unreadable.ts';
import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';
import { allOrNothing, each } from '../../entries.ts';
import { closedEnum } from '../../framework/enum.ts';
import { int } from '../../values/scalars.ts';
import { DiscountItemRef } from './item.ts';

/** Which lines of a purchase a discount may apply to. */
export const EligibleItems = closedEnum('DiscountEligibleItems', 'Which lines of a purchase a discount may apply to.', {
  item_eligible_for_discount: 'Lines that may be discounted.',
  item_eligible_for_discount_no_discount: 'Lines that may be discounted and have no discount yet.',
  receipt_no_discount: 'Lines of a purchase that has no discount yet.',
});

/** A day of the week. */
export const Weekday = closedEnum('Weekday', 'A day of the week.', {
  mon: 'Monday.',
  tue: 'Tuesday.',
  wed: 'Wednesday.',
  thu: 'Thursday.',
  fri: 'Friday.',
  sat: 'Saturday.',
  sun: 'Sunday.',
});

type Limitation = NonNullable<Discount['limitation']>;

const DiscountHoursRef = builder.objectRef<NonNullable<Limitation['discount_hours']>['hours'][number]>('DiscountHours');

builder.objectType(DiscountHoursRef, {
  description: 'Hours of one day of the week in which a discount applies.',
  fields: (t) => ({
    day: t.field({ type: Weekday.ref, description: 'The day.', resolve: (hours) => Weekday.read(hours.day) }),
    start: t.exposeString('start', { description: 'From, as `10:00`.' }),
    end: t.exposeString('end', { description: 'To, as `20:00`.' }),
  }),
});

/** `DiscountLimitation`: how far a discount may be used. */
export const DiscountLimitationRef = builder.objectRef<Limitation>('DiscountLimitation');

builder.objectType(DiscountLimitationRef, {
  description: 'How far a discount may be used.',
  fields: (t) => ({
    repeatUsage: t.int({
      description: 'How often a customer may use it; null: without limit.',
      resolve: (limitation) => limit(limitation.discount_repeat_usage),
    }),
    rewardUsage: t.int({
      description: 'How often it may apply to one purchase; null: without limit.',
      resolve: (limitation) => limit(limitation.discount_reward_usage),
    }),
    combinable: t.boolean({
      description: 'Whether it may be used together with other discounts.',
      resolve: (limitation) => isCombinable(limitation.discount_combination),
    }),
    eligibleItems: t.field({
      type: EligibleItems.ref,
      description: 'Which lines it may apply to; those that may be discounted, unless upstream says otherwise.',
      resolve: (limitation) => EligibleItems.read(limitation.discount_eligible ?? 'item_eligible_for_discount'),
    }),
    stampExpireDays: t.int({
      description: 'Days after which a stamp is lost; null: never.',
      resolve: (limitation) => limit(limitation.stamp_expire_days),
    }),
    purchaseToDays: t.int({
      description: 'Days for which it applies once it was given; null: as long as the rule.',
      resolve: (limitation) => int(limitation.dynamic_purchase_to_days),
    }),
    hoursTimezone: t.string({
      description: 'Time zone of `hours`: `Europe/Oslo`, unless upstream says otherwise; null without hours.',
      resolve: (limitation) => limitation.discount_hours && (limitation.discount_hours.timezone ?? 'Europe/Oslo'),
    }),
    hours: t.field({
      type: [DiscountHoursRef],
      description: 'When in the week it applies; empty: always.',
      resolve: (limitation) => allOrNothing(limitation.discount_hours?.hours) ?? [],
    }),
    inactiveWith: t.stringList({
      description: 'Ids of discounts that switch it off while they are active.',
      resolve: (limitation) => allOrNothing(each(limitation.discount_activation, ({ value }) => value)),
    }),
    blacklist: t.field({
      type: [DiscountItemRef],
      description: 'Articles that it never applies to.',
      resolve: (limitation) => allOrNothing(limitation.blacklist) ?? [],
    }),
  }),
});

/** Upstream says -1 for what has no limit. */
function limit(value: number | undefined): number | null {
  return value === -1 ? null : int(value);
}

/** Upstream has -1 for any number of other discounts, and 0 for none. */
function isCombinable(others: number | undefined): boolean {
  if (others !== undefined && others !== -1 && others !== 0) throw new UnreadableError('-1 or 0');
  return others !== 0;
}
