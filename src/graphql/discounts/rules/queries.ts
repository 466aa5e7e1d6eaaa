import {
  getDiscount,
  getPublicDiscount,
  listDiscounts,
  listPublicDiscounts,
} from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../framework/connection.ts';
import { closedEnum } from '../../framework/enum.ts';
import { counted, DiscountRef } from './discount.ts';

const DiscountConnection = connectionType(DiscountRef);

const DiscountState = closedEnum('DiscountState', 'Which discounts are wanted.', {
  all: 'All that are not deleted.',
  active: 'Those in force.',
  scheduled: 'Those that have not started.',
  completed: 'Those that have ended.',
  available: 'Those that can be used now.',
  deleted: 'Those that are deleted.',
  inactive: 'Those that are switched off.',
});

const DiscountFilterRef = builder.inputType('DiscountFilter', {
  description: 'Which discounts are wanted; every condition given must hold.',
  fields: (t) => ({
    state: t.field({ type: DiscountState.ref, description: 'Where they are in their life.' }),
    campaignIds: t.texts('id', { description: 'Of one of these campaigns.' }),
    changedSince: t.field({ type: 'DateTime', description: 'Created or changed at this moment or later.' }),
    purchaseFrom: t.field({ type: 'DateTime', description: 'For purchases at this moment or later.' }),
    purchaseTo: t.field({ type: 'DateTime', description: 'For purchases at this moment or earlier.' }),
  }),
});

const PublicDiscountFilterRef = builder.inputType('PublicDiscountFilter', {
  description: 'Which public discounts are wanted; every condition given must hold.',
  fields: (t) => ({
    campaignIds: t.texts('id', { description: 'Of one of these campaigns.' }),
    withoutCustomer: t.boolean({ description: 'Only those without conditions on the customer.' }),
  }),
});

builder.queryFields((t) => ({
  discount: t.call({
    type: DiscountRef,
    description: 'A discount rule by its id; null where there is none.',
    args: { discountId: t.arg.text('id', { required: true, description: 'Id of the rule.' }) },
    calls: getDiscount,
    input: (_, { discountId }) => ({ path: { did: discountId } }),
    resolve: counted,
  }),
  discounts: t.page({
    type: DiscountConnection,
    description: 'Discount rules of the account, with their statistics.',
    args: { filter: t.arg({ type: DiscountFilterRef, description: 'Which discounts; all without it.' }) },
    calls: listDiscounts,
    input: (_, { filter }) => ({
      query: {
        state: filter?.state ?? undefined,
        campaign_id: filter?.campaignIds ?? undefined,
        since_datetime: filter?.changedSince?.toISOString(),
        purchase_from: filter?.purchaseFrom?.toISOString(),
        purchase_to: filter?.purchaseTo?.toISOString(),
        // With them a row is all that a look-up would tell, and no discount has to be asked for again.
        include: ['statistics'],
      },
    }),
    row: counted,
  }),
  publicDiscount: t.call({
    type: DiscountRef,
    description: 'A discount that anybody may see; null where there is none.',
    args: { discountId: t.arg.text('id', { required: true, description: 'Id of the rule.' }) },
    calls: getPublicDiscount,
    input: (_, { discountId }) => ({ path: { id: discountId } }),
  }),
  publicDiscounts: t.page({
    type: DiscountConnection,
    description: 'Discounts that anybody may see.',
    args: { filter: t.arg({ type: PublicDiscountFilterRef, description: 'Which discounts; all without it.' }) },
    calls: listPublicDiscounts,
    input: (_, { filter }) => ({
      query: {
        campaign_id: filter?.campaignIds ?? undefined,
        no_customer_id: filter?.withoutCustomer ?? undefined,
      },
    }),
  }),
}));
