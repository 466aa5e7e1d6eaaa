import type { Discount } from '../../../upstream/contract/discounts.ts';
import { builder } from '../../builder.ts';
import { ReceiptDiscountRef } from '../../receipts/lines/discount.ts';
import { dateTime } from '../../values/scalars.ts';
import { DiscountRequirementRef } from '../requirements/requirement.ts';
import { DiscountLinkRef, DiscountType } from './discount.ts';
import { DiscountLimitationRef } from './limitation.ts';
import { DiscountRewardRef } from './reward.ts';

// No `Discount`: a cache would take what the rule was then for what it is now, as both have one id.
const DiscountSnapshotRef = builder.objectRef<Discount>('DiscountSnapshot');

builder.objectType(DiscountSnapshotRef, {
  description: 'A discount rule as it was when a receipt was made; for what it is now see `discount(discountId:)`.',
  fields: (t) => ({
    type: t.field({
      type: DiscountType.ref,
      description: 'What it applied to.',
      resolve: (rule) => DiscountType.read(rule.type),
    }),
    description: t.exposeString('description', { description: 'Text that told people about it.' }),
    private: t.boolean({
      description: 'Whether only customers who were given it had it.',
      resolve: (rule) => rule.private ?? false,
    }),
    visibleFrom: t.field({
      type: 'DateTime',
      description: 'From when it was to be shown.',
      resolve: (rule) => dateTime(rule.visible_from),
    }),
    requirement: t.field({
      type: DiscountRequirementRef,
      description: 'When it applied.',
      resolve: (rule) => rule.requirement,
    }),
    reward: t.field({ type: DiscountRewardRef, description: 'What it gave.', resolve: (rule) => rule.reward }),
    limitation: t.field({
      type: DiscountLimitationRef,
      description: 'How far it could be used.',
      resolve: (rule) => rule.limitation,
    }),
    links: t.field({
      type: [DiscountLinkRef],
      description: 'Links that belonged to it.',
      resolve: (rule) => rule.links ?? [],
    }),
    campaignId: t.exposeString('campaign_id', {
      description: 'Id of its campaign; null for one outside of campaigns.',
    }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (rule) => rule.metadata,
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When it had been changed last.',
      resolve: (rule) => dateTime(rule.updated_at),
    }),
  }),
});

builder.objectField(ReceiptDiscountRef, 'rule', (t) =>
  t.field({
    type: DiscountSnapshotRef,
    description: 'The rule as it was when the receipt was made.',
    resolve: ({ part }) => part,
  }),
);
