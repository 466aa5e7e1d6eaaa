import type { DiscountUsage } from '../../../upstream/contract/discounts.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { listDiscountUsages } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { connectionType } from '../../framework/connection.ts';
import { dateTime, int } from '../../values/scalars.ts';
import { DiscountRef, type DiscountSource } from '../rules/discount.ts';
import { CustomerStatisticsRef } from './statistics.ts';

type Use = NonNullable<DiscountUsage['usage_refs']>[number];
const DiscountUseRef = builder.objectRef<Use>('DiscountUse');

builder.objectType(DiscountUseRef, {
  description: 'One use of a discount.',
  fields: (t) => ({
    ref: t.exposeString('ref', { description: 'What it was used on: the id of a receipt, for example.' }),
    refType: t.exposeString('ref_type', { description: 'The kind of that thing: `receipt_add`; an open set.' }),
    usage: t.int({ description: 'How often it was used there.', resolve: (use) => int(use.usage) }),
    stamps: t.int({ description: 'Stamps that it gave.', resolve: (use) => int(use.stamp) }),
    amount: t.field({
      type: 'SafeInt',
      description: 'What it took off, in the minor unit of the currency of the purchase.',
      resolve: (use) => use.amount,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it was recorded.',
      resolve: (use) => dateTime(use.created_at),
    }),
    createdBy: t.exposeString('created_by', { description: 'Id of the user or client that recorded it.' }),
  }),
});

/** What a customer did with a discount, with the stamps that the discount asks for. */
interface UsageSource {
  readonly usage: DiscountUsage;
  readonly requirement: DiscountSource['requirement'];
}

const DiscountUsageRef = builder.objectRef<UsageSource>('DiscountUsage');

builder.objectType(DiscountUsageRef, {
  description: 'What one customer did with a discount.',
  fields: (t) => ({
    refId: t.string({
      description: 'Id of the discount as the customer has it, as `customer { discount(refId:) }` takes it.',
      resolve: ({ usage }) => usage.ref_id,
    }),
    customerId: t.string({
      description: "The merchant's own id of the customer.",
      resolve: ({ usage }) => usage.customer_id,
    }),
    customer: t.call({
      type: CustomerRef,
      description: 'The customer; null where there is none (any more).',
      calls: getCustomer,
      input: ({ usage: { customer_id } }) => (customer_id ? { path: { customer_id } } : null),
    }),
    statistics: t.field({
      type: CustomerStatisticsRef,
      description: 'All uses together; null where upstream does not say.',
      resolve: ({ usage: { statistics }, requirement }) => statistics && { ...statistics, requirement },
    }),
    uses: t.field({
      type: [DiscountUseRef],
      description: 'Each use.',
      resolve: ({ usage }) => usage.usage_refs ?? [],
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the record was begun.',
      resolve: ({ usage }) => dateTime(usage.create_at),
    }),
    updatedAt: t.field({
      type: 'DateTime',
      description: 'When it was last used.',
      resolve: ({ usage }) => dateTime(usage.updated_at),
    }),
    createdBy: t.string({
      description: 'Id of the user or client that began the record.',
      resolve: ({ usage }) => usage.created_by,
    }),
  }),
});

const DiscountUsageConnection = connectionType(DiscountUsageRef);

builder.objectField(DiscountRef, 'usages', (t) =>
  t.page({
    type: DiscountUsageConnection,
    description: 'What each customer did with the discount; null where there is no such rule (any more).',
    calls: listDiscountUsages,
    input: ({ id }) => (id ? { path: { did: id } } : null),
    row: (usage, { requirement }) => ({ usage, requirement }),
  }),
);
