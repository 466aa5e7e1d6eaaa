import { createClaim, releaseClaim } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { atLeast, atLeastOne } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { keyReused, unknown } from '../../framework/refusal.ts';
import { wire } from '../../framework/wire.ts';
import { DiscountClaimRef } from './claim.ts';

const RefInputRef = builder.inputType('ClaimedRefInput', {
  description: 'A discount as the customer has it.',
  fields: (t) => ({
    refId: t.text('id', {
      required: true,
      description: 'Id as `cartDiscounts` gives it; of a public rule its own id.',
    }),
    amount: t.field({ type: 'SafeInt', required: true, description: 'What it takes off, in minor units; 0 or more.' }),
    usage: t.int({ required: true, defaultValue: 1, description: 'How often it is used; 1 or more.' }),
  }),
});

const DiscountInputRef = builder.inputType('ClaimedDiscountInput', {
  description: 'A discount that is to be held.',
  fields: (t) => ({
    discountId: t.text('id', { required: true, description: 'Id of the rule.' }),
    refs: t.field({ type: [RefInputRef], required: true, description: 'What of it is to be held.' }),
  }),
});

mutation({
  name: 'discountClaimCreate',
  description:
    'Holds discounts for a cart, so that no other cart gets them, until the claim is released or the cart is paid.',
  input: builder.inputType('DiscountClaimCreateInput', {
    description: 'What is to be held, and for whom.',
    fields: (t) => ({
      ref: t.text('id', {
        required: true,
        description:
          "The caller's own key of the claim: the id of the cart. Sent again with the same key, as after `outcome: UNKNOWN`, the first claim comes back.",
      }),
      customerId: t.text('id', { required: true, description: "The merchant's own id of the customer." }),
      purchasedAt: t.field({ type: 'DateTime', required: true, description: 'When the purchase is made.' }),
      type: t.string({ description: 'Where it comes from: `pos`.' }),
      discounts: t.field({
        type: [DiscountInputRef],
        required: true,
        description: 'What is to be held; at least one.',
      }),
    }),
  }),
  calls: createClaim,
  refusals: [
    { code: 'ALREADY_TAKEN', at: 'discounts.refs.refId', message: 'Another claim holds this discount.' },
    unknown('discounts.refs.refId', 'discount'),
    keyReused('ref'),
  ],
  names: { 'discounts.id': 'discounts.discountId', 'discounts.refs.id': 'discounts.refs.refId' },
  check: ({ discounts }) => [
    ...atLeastOne(['discounts'], discounts),
    ...discounts.flatMap(({ refs }, at) =>
      refs.flatMap(({ amount, usage }, index) => [
        ...atLeast(0, ['discounts', at, 'refs', index, 'amount'], amount),
        ...atLeast(1, ['discounts', at, 'refs', index, 'usage'], usage),
      ]),
    ),
  ],
  body: ({ purchasedAt, discounts, ...claim }) => ({
    ...wire(claim),
    purchase_at: purchasedAt.toISOString(),
    discounts: discounts.map(({ discountId, refs }) => ({
      id: discountId,
      refs: refs.map((ref) => wire(ref, { id: 'refId' })),
    })),
  }),
  payload: (t) => ({
    claim: t.field({ type: DiscountClaimRef, description: 'The claim.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'discountClaimRelease',
  description: 'Releases a claim: what it held can be used by other carts.',
  input: builder.inputType('DiscountClaimReleaseInput', {
    description: 'The claim.',
    fields: (t) => ({ claimId: t.text('id', { required: true, description: 'Id of the claim.' }) }),
  }),
  calls: releaseClaim,
  payload: (t) => ({
    claim: t.field({ type: DiscountClaimRef, description: 'The claim as it was.', resolve: ({ result }) => result }),
  }),
});
