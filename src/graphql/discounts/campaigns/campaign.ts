import { campaignIdOf } from '../../../loaders/discounts.ts';
import type { Campaign } from '../../../upstream/contract/discounts.ts';
import { getCampaign, listCampaigns } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../framework/connection.ts';
import { closedEnum } from '../../framework/enum.ts';
import { entityType } from '../../framework/node.ts';
import { ownId } from '../../values/own-id.ts';
import { dateTime } from '../../values/scalars.ts';

/** `DiscountCampaign`: discounts that belong together. */
export const DiscountCampaignRef = builder.objectRef<Campaign>('DiscountCampaign');

entityType(DiscountCampaignRef, {
  description: 'Discounts that belong together.',
  keys: (campaign) => [campaignIdOf(campaign)],
  calls: getCampaign,
  input: ([id]) => (id === undefined ? null : { path: { campaign_id: id } }),
});

builder.objectFields(DiscountCampaignRef, (t) => ({
  campaignId: t.string({
    nullable: false,
    description: 'Id of the campaign, as `discountCampaign(campaignId:)` takes it.',
    resolve: (campaign) => ownId(campaignIdOf(campaign)),
  }),
  name: t.exposeString('name', { description: 'Name, for people.' }),
  description: t.exposeString('description', { description: 'Text that tells people about it.' }),
  private: t.boolean({
    description: 'Whether it is kept from the public.',
    resolve: (campaign) => campaign.private ?? false,
  }),
  metadata: t.field({
    type: 'JSONObject',
    description: 'Free-form data of the merchant.',
    resolve: (campaign) => campaign.metadata,
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was created.',
    resolve: (campaign) => dateTime(campaign.created_at),
  }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When it was last changed.',
    resolve: (campaign) => dateTime(campaign.updated_at),
  }),
  deletedAt: t.field({
    type: 'DateTime',
    description: 'When it was deleted; null for one that was not.',
    resolve: (campaign) => dateTime(campaign.deleted_at),
  }),
}));

const CampaignState = closedEnum('DiscountCampaignState', 'Which campaigns are wanted.', {
  all: 'All that are not deleted.',
  public: 'Those for the public.',
  private: 'Those that are kept from the public.',
  deleted: 'Those that are deleted.',
});

const DiscountCampaignConnection = connectionType(DiscountCampaignRef);

builder.queryFields((t) => ({
  discountCampaign: t.call({
    type: DiscountCampaignRef,
    description: 'A campaign by its id; null where there is none.',
    args: { campaignId: t.arg.text('id', { required: true, description: 'Id of the campaign.' }) },
    calls: getCampaign,
    input: (_, { campaignId }) => ({ path: { campaign_id: campaignId } }),
  }),
  discountCampaigns: t.page({
    type: DiscountCampaignConnection,
    description: 'Campaigns of the account.',
    args: { state: t.arg({ type: CampaignState.ref, description: 'Which campaigns; all without it.' }) },
    calls: listCampaigns,
    input: (_, { state }) => ({ query: { state: state ?? undefined } }),
  }),
}));
