import {
  getDiscount,
  getPublicDiscount,
  listDiscounts,
  listPublicDiscounts,
} from '../../upstream/endpoints/discounts.ts';
import { builder } from '../builder.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { closedEnum } from '../shared/enum.ts';
import { DiscountRef } from './discount.ts';

const DiscountConnection = connectionType(DiscountRef);

const DiscountState = closedEnum('DiscountState', 'Which discounts are wanted.', {
  all: 'All that are not deleted.',
  active: 'Those in force.',
  scheduled: 'Those whose time has not come.',
  completed: 'Those whose time is over.',
  available: 'Those that can be used now.',
  deleted: 'Those that are deleted.',
  inactive: 'Those that are switched off.',
});

const DiscountFilterRef = builder.inputType('DiscountFilter', {
  description: 'Which discounts are wanted; all of what is given must hold.',
  fields: (t) => ({
    state: t.field({ type: DiscountState.ref, description: 'Where they are in their life.' }),
    campaignIds: t.stringList({ description: 'Of one of these campaigns.' }),
    changedSince: t.field({ type: 'DateTime', description: 'Created or changed at this moment or later.' }),
    purchaseFrom: t.field({ type: 'DateTime', description: 'For purchases at this moment or later.' }),
    purchaseTo: t.field({ type: 'DateTime', description: 'For purchases at this moment or earlier.' }),
  }),
});

const PublicDiscountFilterRef = builder.inputType('PublicDiscountFilter', {
  description: 'Which public discounts are wanted; all of what is given must hold.',
  fields: (t) => ({
    campaignIds: t.stringList({ description: 'Of one of these campaigns.' }),
    withoutCustomer: t.boolean({ description: 'Only those that ask nothing of the customer.' }),
  }),
});

builder.queryFields((t) => ({
  discount: t.field({
    type: DiscountRef,
    description: 'A discount rule by its id; null where there is none.',
    args: { discountId: t.arg.string({ required: true, description: 'Id of the rule.' }) },
    requires: { operations: [getDiscount] },
    resolve: (_, { discountId }, { loaders }) => loaders.discounts.discount.load(discountId),
  }),
  discounts: t.field({
    type: DiscountConnection,
    description: 'Discount rules of the account, with their statistics.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: DiscountFilterRef, description: 'Which discounts; all without it.' }),
    },
    requires: { operations: [listDiscounts] },
    resolve: (_, { filter: wanted, ...page }, { loaders }) => {
      const filter = {
        state: wanted?.state ?? undefined,
        campaign_id: wanted?.campaignIds ?? undefined,
        since_datetime: wanted?.changedSince?.toISOString(),
        purchase_from: wanted?.purchaseFrom?.toISOString(),
        purchase_to: wanted?.purchaseTo?.toISOString(),
      };
      return readConnection(page, { operation: listDiscounts, of: filter }, (window) =>
        loaders.discounts.discounts.load({ filter, window }),
      );
    },
  }),
  publicDiscount: t.field({
    type: DiscountRef,
    description: 'A discount that anybody may see; null where there is none.',
    args: { discountId: t.arg.string({ required: true, description: 'Id of the rule.' }) },
    requires: { operations: [getPublicDiscount] },
    resolve: (_, { discountId }, { loaders }) => loaders.discounts.publicDiscount.load(discountId),
  }),
  publicDiscounts: t.field({
    type: DiscountConnection,
    description: 'Discounts that anybody may see.',
    args: {
      ...pageArgs(t.arg),
      filter: t.arg({ type: PublicDiscountFilterRef, description: 'Which discounts; all without it.' }),
    },
    requires: { operations: [listPublicDiscounts] },
    resolve: (_, { filter: wanted, ...page }, { loaders }) => {
      const filter = {
        campaign_id: wanted?.campaignIds ?? undefined,
        no_customer_id: wanted?.withoutCustomer ?? undefined,
      };
      return readConnection(page, { operation: listPublicDiscounts, of: filter }, (window) =>
        loaders.discounts.publicDiscounts.load({ filter, window }),
      );
    },
  }),
}));
