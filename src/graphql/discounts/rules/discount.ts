import type { Discount } from '../../../upstream/contract/discounts.ts';
import type { ItemOf } from '../../../upstream/endpoint.ts';
import { getCampaign, getDiscount } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { closedEnum } from '../../framework/enum.ts';
import { entityType } from '../../framework/node.ts';
import { ownId } from '../../values/own-id.ts';
import { dateTime } from '../../values/scalars.ts';
import { DiscountCampaignRef } from '../campaigns/campaign.ts';
import { DiscountRequirementRef } from '../requirements/requirement.ts';
import { DiscountLimitationRef } from './limitation.ts';
import { DiscountRewardRef } from './reward.ts';

/** What a discount applies to. */
export const DiscountType = closedEnum('DiscountType', 'What a discount applies to.', {
  item: 'Single articles.',
  receipt: 'The whole purchase.',
});

/** A discount rule of an answer that has its statistics, where upstream tells them. */
export interface CountedDiscount extends ItemOf<'listDiscounts'> {
  readonly counted: true;
}

/** Marks a rule of such an answer. */
export function counted(rule: ItemOf<'listDiscounts'>): CountedDiscount {
  return { ...rule, counted: true };
}

/** A discount rule, with or without what became of it. */
export type DiscountSource = Discount | CountedDiscount;

/** `Discount`: a discount rule. */
export const DiscountRef = builder.objectRef<DiscountSource>('Discount');

entityType(DiscountRef, {
  description: 'A discount rule: an offer, a coupon, a bonus, a stamp card.',
  keys: (discount) => [discount.id],
  calls: getDiscount,
  input: ([id]) => (id === undefined ? null : { path: { did: id } }),
  resolve: counted,
});

/** `DiscountLink`: something on the web that belongs to a discount. */
export const DiscountLinkRef = builder.objectRef<NonNullable<Discount['links']>[number]>('DiscountLink');

builder.objectType(DiscountLinkRef, {
  description: 'Something on the web that belongs to a discount.',
  fields: (t) => ({
    href: t.exposeString('href', { description: 'Its address.' }),
    rel: t.exposeString('rel', { description: 'What it is to the discount: `image`.' }),
    type: t.exposeString('type', { description: 'Media type: `image/png`.' }),
  }),
});

builder.objectFields(DiscountRef, (t) => ({
  discountId: t.string({
    nullable: false,
    description: 'Id of the rule, as `discount(discountId:)` takes it.',
    resolve: ({ id }) => ownId(id),
  }),
  type: t.field({
    type: DiscountType.ref,
    description: 'What it applies to.',
    resolve: (discount) => DiscountType.read(discount.type),
  }),
  name: t.exposeString('name', { description: 'Name, for people.' }),
  description: t.exposeString('description', { description: 'Text that tells people about it.' }),
  receiptText: t.exposeString('receipt_text', { description: 'Text that is printed on receipts.' }),
  active: t.boolean({
    description: 'Whether it is switched on.',
    resolve: (discount) => discount.active ?? true,
  }),
  private: t.boolean({
    description: 'Whether only customers who were given it have it.',
    resolve: (discount) => discount.private ?? false,
  }),
  visibleFrom: t.field({
    type: 'DateTime',
    description: 'From when it may be shown.',
    resolve: (discount) => dateTime(discount.visible_from),
  }),
  requirement: t.field({
    type: DiscountRequirementRef,
    description: 'When it applies.',
    resolve: (discount) => discount.requirement,
  }),
  reward: t.field({ type: DiscountRewardRef, description: 'What it gives.', resolve: (discount) => discount.reward }),
  limitation: t.field({
    type: DiscountLimitationRef,
    description: 'How far it may be used.',
    resolve: (discount) => discount.limitation,
  }),
  links: t.field({
    type: [DiscountLinkRef],
    description: 'Links that belong to it.',
    resolve: (discount) => discount.links ?? [],
  }),
  campaignId: t.exposeString('campaign_id', { description: 'Id of its campaign; null for one outside of campaigns.' }),
  campaign: t.call({
    type: DiscountCampaignRef,
    description: 'Its campaign; null for one outside of campaigns.',
    calls: getCampaign,
    input: ({ campaign_id }) => (campaign_id ? { path: { campaign_id } } : null),
  }),
  metadata: t.field({
    type: 'JSONObject',
    description: 'Free-form data of the merchant.',
    resolve: (discount) => discount.metadata,
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was created.',
    resolve: (discount) => dateTime(discount.created_at),
  }),
  createdBy: t.exposeString('created_by', { description: 'Id of the user or client that created it.' }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When it was last changed.',
    resolve: (discount) => dateTime(discount.updated_at),
  }),
  updatedBy: t.exposeString('updated_by', { description: 'Id of the user or client that last changed it.' }),
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When it was deleted; null for one that was not.',
    resolve: (discount) => dateTime(discount.deleted_at),
  }),
  deletedBy: t.exposeString('deleted_by', { description: 'Id of the user or client that deleted it.' }),
}));
