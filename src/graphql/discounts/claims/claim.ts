import type { Claim } from '../../../upstream/contract/discounts.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { getClaim, getDiscount, listClaims } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { connectionType } from '../../framework/connection.ts';
import { entityType } from '../../framework/node.ts';
import { declareTotalCount } from '../../framework/total-count.ts';
import { ownId } from '../../values/own-id.ts';
import { dateTime, int } from '../../values/scalars.ts';
import { counted, DiscountRef } from '../rules/discount.ts';

type ClaimedDiscount = Claim['discounts'][number];

const ClaimedRefRef = builder.objectRef<ClaimedDiscount['refs'][number]>('ClaimedDiscountRef');

builder.objectType(ClaimedRefRef, {
  description: 'What a claim holds of a discount as the customer has it.',
  fields: (t) => ({
    refId: t.exposeString('id', { description: 'Id of the discount as the customer has it.' }),
    amount: t.field({
      type: 'SafeInt',
      description: 'What it takes off, in minor units.',
      resolve: (ref) => ref.amount,
    }),
    usage: t.int({ description: 'How often it is used.', resolve: (ref) => int(ref.usage) }),
  }),
});

const ClaimedDiscountRef = builder.objectRef<ClaimedDiscount>('ClaimedDiscount');

builder.objectType(ClaimedDiscountRef, {
  description: 'A discount that is held for a cart.',
  fields: (t) => ({
    discountId: t.exposeString('id', { description: 'Id of the rule.' }),
    discount: t.call({
      type: DiscountRef,
      description: 'The rule; null where there is none (any more).',
      calls: getDiscount,
      input: ({ id }) => ({ path: { did: id } }),
      resolve: counted,
    }),
    refs: t.field({
      type: [ClaimedRefRef],
      description: 'What is held.',
      resolve: ({ refs }) => refs ?? [],
    }),
  }),
});

/** `DiscountClaim`: discounts that are held for a cart. */
export const DiscountClaimRef = builder.objectRef<Claim>('DiscountClaim');

entityType(DiscountClaimRef, {
  description: 'Discounts that are held for a cart until it is paid or given up.',
  keys: (claim) => [claim.id],
  calls: getClaim,
  input: ([id]) => (id === undefined ? null : { path: { claim_id: id } }),
});

builder.objectFields(DiscountClaimRef, (t) => ({
  claimId: t.string({
    nullable: false,
    description: 'Id of the claim, as `discountClaim(claimId:)` takes it.',
    resolve: ({ id }) => ownId(id),
  }),
  ref: t.exposeString('ref', { description: "The caller's own key of the claim: the id of the cart, for example." }),
  type: t.exposeString('type', { description: 'Where it comes from: `pos`; an open set.' }),
  purchasedAt: t.field({
    type: 'DateTime',
    description: 'When the purchase is made.',
    resolve: (claim) => dateTime(claim.purchase_at),
  }),
  customerId: t.exposeString('customer_id', { description: "The merchant's own id of the customer." }),
  customer: t.call({
    type: CustomerRef,
    description: 'The customer; null where there is none (any more).',
    calls: getCustomer,
    input: ({ customer_id }) => ({ path: { customer_id } }),
  }),
  discounts: t.field({
    type: [ClaimedDiscountRef],
    description: 'The discounts.',
    resolve: ({ discounts }) => discounts ?? [],
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was made.',
    resolve: (claim) => dateTime(claim.created_at),
  }),
}));

const DiscountClaimConnection = connectionType(DiscountClaimRef);
declareTotalCount(DiscountClaimConnection, listClaims);

const DiscountClaimFilterRef = builder.inputType('DiscountClaimFilter', {
  description: 'Which claims are wanted; every condition given must hold.',
  fields: (t) => ({
    ref: t.text('id', { description: "The caller's own key of the claim." }),
    customerId: t.text('id', { description: "The merchant's own id of the customer." }),
  }),
});

builder.queryFields((t) => ({
  discountClaim: t.call({
    type: DiscountClaimRef,
    description: 'A claim by its id; null where there is none.',
    args: { claimId: t.arg.text('id', { required: true, description: 'Id of the claim.' }) },
    calls: getClaim,
    input: (_, { claimId }) => ({ path: { claim_id: claimId } }),
  }),
  discountClaims: t.page({
    type: DiscountClaimConnection,
    description: 'Claims of the account.',
    args: { filter: t.arg({ type: DiscountClaimFilterRef, description: 'Which claims; all without it.' }) },
    calls: listClaims,
    counts: true,
    input: (_, { filter }) => ({
      query: { ref: filter?.ref ?? undefined, customer_id: filter?.customerId ?? undefined },
    }),
  }),
}));
