import {
  createCampaign,
  deleteAutomation,
  deleteCampaign,
  deleteDiscount,
  updateCampaign,
} from '../../upstream/endpoints/discounts.ts';
import { builder } from '../builder.ts';
import { mutation } from '../shared/mutation.ts';
import { wire, wireChange } from '../shared/wire.ts';
import { AutomationRef } from './automation.ts';
import { DiscountRef } from './discount.ts';
import { DiscountCampaignRef } from './discount-campaign.ts';

mutation({
  name: 'discountCampaignCreate',
  description: 'Makes a campaign that discounts can belong to.',
  input: builder.inputType('DiscountCampaignCreateInput', {
    description: 'The campaign to be made.',
    fields: (t) => ({
      campaignId: t.string({ description: "The merchant's own id; without it, upstream gives one." }),
      name: t.string({ required: true, description: 'Name, for people.' }),
      private: t.boolean({ description: 'Whether it is for some customers only. Default: no.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  requires: { operations: [createCampaign] },
  body: (campaign) => wire(campaign),
  resolve: (_, { loaders }, body) => loaders.discounts.createCampaign(body),
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
      campaignId: t.string({ required: true, description: "The merchant's own id of the campaign." }),
      name: t.string({ description: 'Name, for people.' }),
      private: t.boolean({ description: 'Whether it is for some customers only.' }),
    }),
  }),
  requires: { operations: [updateCampaign] },
  body: ({ campaignId: _, ...change }) => wireChange(change),
  resolve: ({ campaignId }, { loaders }, body) => loaders.discounts.updateCampaign(campaignId, body),
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
      campaignId: t.string({ required: true, description: "The merchant's own id of the campaign." }),
    }),
  }),
  requires: { operations: [deleteCampaign] },
  resolve: ({ campaignId }, { loaders }) => loaders.discounts.deleteCampaign(campaignId),
  payload: (t) => ({
    campaign: t.field({
      type: DiscountCampaignRef,
      description: 'The campaign as it was last.',
      resolve: ({ result }) => result,
    }),
  }),
});

mutation({
  name: 'discountDelete',
  description: 'Deletes a discount rule: it applies to no purchase any more.',
  input: builder.inputType('DiscountDeleteInput', {
    description: 'The rule.',
    fields: (t) => ({ discountId: t.string({ required: true, description: 'Id of the rule.' }) }),
  }),
  requires: { operations: [deleteDiscount] },
  names: { '{did}': 'discountId' },
  resolve: ({ discountId }, { loaders }) => loaders.discounts.deleteDiscount(discountId),
  payload: (t) => ({
    discount: t.field({ type: DiscountRef, description: 'The rule as it was last.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'automationDelete',
  description: 'Deletes an automation.',
  input: builder.inputType('AutomationDeleteInput', {
    description: 'The automation.',
    fields: (t) => ({ automationId: t.string({ required: true, description: 'Id of the automation.' }) }),
  }),
  requires: { operations: [deleteAutomation] },
  names: { '{arid}': 'automationId' },
  resolve: ({ automationId }, { loaders }) => loaders.discounts.deleteAutomation(automationId),
  payload: (t) => ({
    automation: t.field({
      type: AutomationRef,
      description: 'The automation as it was last.',
      resolve: ({ result }) => result,
    }),
  }),
});
