import { createCampaign, deleteCampaign, updateCampaign } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { mutation } from '../../framework/mutation.ts';
import { taken } from '../../framework/refusal.ts';
import { wire, wireChange } from '../../framework/wire.ts';
import { DiscountCampaignRef } from './campaign.ts';

mutation({
  name: 'discountCampaignCreate',
  description: 'Creates a campaign that discounts can belong to.',
  input: builder.inputType('DiscountCampaignCreateInput', {
    description: 'The campaign to create.',
    fields: (t) => ({
      campaignId: t.text('id', { description: "The merchant's own id; without it, upstream gives one." }),
      name: t.string({ required: true, description: 'Name, for people.' }),
      private: t.boolean({ description: 'Whether it is for some customers only. Default: no.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: createCampaign,
  refusals: [taken('campaignId', 'campaign')],
  body: (campaign) => wire(campaign),
  payload: (t) => ({
    campaign: t.field({ type: DiscountCampaignRef, description: 'The campaign.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'discountCampaignUpdate',
  description: 'Changes a campaign. Only what is given is changed.',
  input: builder.inputType('DiscountCampaignUpdateInput', {
    description: 'The campaign, and what is to be changed.',
    fields: (t) => ({
      campaignId: t.text('id', { required: true, description: "The merchant's own id of the campaign." }),
      name: t.string({ description: 'Name, for people.' }),
      private: t.boolean({ description: 'Whether it is for some customers only.' }),
    }),
  }),
  calls: updateCampaign,
  body: ({ campaignId: _, ...change }) => wireChange(change),
  payload: (t) => ({
    campaign: t.field({
      type: DiscountCampaignRef,
      description: 'The campaign as it is now.',
      resolve: ({ result }) => result,
    }),
  }),
});

mutation({
  name: 'discountCampaignDelete',
  description: 'Deletes a campaign.',
  input: builder.inputType('DiscountCampaignDeleteInput', {
    description: 'The campaign.',
    fields: (t) => ({
      campaignId: t.text('id', { required: true, description: "The merchant's own id of the campaign." }),
    }),
  }),
  calls: deleteCampaign,
  payload: (t) => ({
    campaign: t.field({
      type: DiscountCampaignRef,
      description: 'The campaign as it was last.',
      resolve: ({ result }) => result,
    }),
  }),
});
