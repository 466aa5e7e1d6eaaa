import { createDiscount, deleteDiscount, updateDiscount } from '../../../upstream/endpoints/discounts.ts';
import { builder, type InputFields } from '../../builder.ts';
import { below, problemIf } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { unknown } from '../../framework/refusal.ts';
import { unlessNone, wire, wireChange } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import {
  DiscountRequirementInputRef,
  DiscountRequirementUpdateInputRef,
  requirementNames,
  requirementProblems,
  wireRequirement,
} from '../requirements/requirement-input.ts';
import { counted, DiscountRef, DiscountType } from './discount.ts';
import { DiscountLimitationInputRef, limitationNames, limitationProblems, wireLimitation } from './limitation-input.ts';
import { DiscountRewardInputRef, rewardProblems, wireReward } from './reward-input.ts';

const LinkInputRef = builder.inputType('DiscountLinkInput', {
  description: 'Something on the web that belongs to a discount.',
  fields: (t) => ({
    href: t.string({ required: true, description: 'Its address.' }),
    rel: t.string({ description: 'What it is to the discount: `image`.' }),
    type: t.string({ description: 'Media type: `image/png`.' }),
  }),
});

/** What can be said of a rule whether it is made or changed. */
const said = (t: InputFields) => ({
  name: t.string({ description: 'Name, for people.' }),
  description: t.string({ description: 'Text that tells people about it.' }),
  receiptText: t.string({ description: 'Text that is printed on receipts.' }),
  active: t.boolean({ description: 'Whether it is switched on. Default of a new rule: yes.' }),
  private: t.boolean({ description: 'Whether only customers who were given it have it. Default of a new rule: no.' }),
  campaignId: t.text('id', { description: 'Id of its campaign.' }),
  limitation: t.field({ type: DiscountLimitationInputRef, description: 'How far it may be used, all of it.' }),
  links: t.field({ type: [LinkInputRef], description: 'Links that belong to it, all of them.' }),
  metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
});

const noCampaign = unknown('campaignId', 'campaign');

const names = {
  '{did}': 'discountId',
  ...namesAt('requirement', 'requirement', requirementNames),
  ...namesAt('limitation', 'limitation', limitationNames),
  'reward.values.items.id': 'reward.values.items.itemId',
};

mutation({
  name: 'discountCreate',
  description: 'Creates a discount rule: an offer, a coupon, a bonus, a stamp card.',
  input: builder.inputType('DiscountCreateInput', {
    description: 'The rule to create.',
    fields: (t) => ({
      type: t.field({ type: DiscountType.ref, description: 'What it applies to. Default: upstream decides.' }),
      visibleFrom: t.field({ type: 'DateTime', description: 'From when it may be shown.' }),
      requirement: t.field({ type: DiscountRequirementInputRef, required: true, description: 'When it applies.' }),
      reward: t.field({ type: DiscountRewardInputRef, required: true, description: 'What it gives.' }),
      ...said(t),
    }),
  }),
  calls: createDiscount,
  refusals: [noCampaign],
  missing: noCampaign,
  names,
  check: ({ requirement, reward, limitation }) => [
    ...below(
      ['requirement'],
      [
        ...problemIf(
          requirement.purchaseTo <= requirement.purchaseFrom,
          ['purchaseTo'],
          'OUT_OF_RANGE',
          'must be later than purchaseFrom',
        ),
        ...requirementProblems(requirement),
      ],
    ),
    ...below(['reward'], rewardProblems(reward)),
    ...below(['limitation'], limitationProblems(limitation ?? {})),
  ],
  body: ({
    visibleFrom,
    requirement: { purchaseFrom, purchaseTo, ...requirement },
    reward,
    limitation,
    links,
    ...discount
  }) => ({
    ...wire(discount),
    visible_from: visibleFrom?.toISOString(),
    requirement: {
      ...wireRequirement(requirement),
      purchase_from: purchaseFrom.toISOString(),
      purchase_to: purchaseTo.toISOString(),
    },
    reward: wireReward(reward),
    limitation: limitation ? wireLimitation(limitation) : undefined,
    links: links?.map((link) => wire(link)),
  }),
  payload: (t) => ({
    discount: t.field({ type: DiscountRef, description: 'The rule.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'discountUpdate',
  description: 'Changes a discount rule. Only what is given is changed; what it gives cannot be.',
  input: builder.inputType('DiscountUpdateInput', {
    description: 'The rule, and what is to be changed.',
    fields: (t) => ({
      discountId: t.text('id', { required: true, description: 'Id of the rule.' }),
      requirement: t.field({ type: DiscountRequirementUpdateInputRef, description: 'When it applies, all of it.' }),
      ...said(t),
    }),
  }),
  calls: updateDiscount,
  refusals: [
    noCampaign,
    { code: 'OUT_OF_RANGE', at: 'requirement.purchaseTo', message: 'purchaseTo must be later than purchaseFrom.' },
  ],
  names,
  check: ({ requirement, limitation }) => [
    ...below(['requirement'], requirementProblems(requirement ?? {})),
    ...below(['limitation'], limitationProblems(limitation ?? {})),
  ],
  body: ({ discountId: _, requirement, limitation, links, ...change }) => ({
    ...wireChange(change),
    requirement: unlessNone(requirement, wireRequirement),
    limitation: unlessNone(limitation, wireLimitation),
    links: unlessNone(links, (all) => all.map((link) => wire(link))),
  }),
  result: counted,
  payload: (t) => ({
    discount: t.field({ type: DiscountRef, description: 'The rule as it is now.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'discountDelete',
  description: 'Deletes a discount rule: it applies to no purchase any more.',
  input: builder.inputType('DiscountDeleteInput', {
    description: 'The rule.',
    fields: (t) => ({ discountId: t.text('id', { required: true, description: 'Id of the rule.' }) }),
  }),
  calls: deleteDiscount,
  names: { '{did}': 'discountId' },
  payload: (t) => ({
    discount: t.field({ type: DiscountRef, description: 'The rule as it was last.', resolve: ({ result }) => result }),
  }),
});
