import type { ResultOf } from '../../../upstream/endpoint.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { customerSegment } from '../../../upstream/endpoints/receipts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { int } from '../../values/scalars.ts';

const ItemInputRef = builder.inputType('CustomerSegmentItemInput', {
  description: 'An article, or any article of a group.',
  isOneOf: true,
  fields: (t) => ({
    itemId: t.text('id', { description: "The merchant's own id of the article." }),
    groupId: t.text('id', { description: "The merchant's own id of the group." }),
  }),
});

const CustomerSegmentInputRef = builder.inputType('CustomerSegmentInput', {
  description: 'Which purchases count; every condition given must hold.',
  fields: (t) => ({
    purchasedFrom: t.field({ type: 'DateTime', description: 'Bought at this moment or later.' }),
    purchasedTo: t.field({ type: 'DateTime', description: 'Bought at this moment or earlier.' }),
    storeIds: t.texts('id', { description: 'Bought in one of these locations.' }),
    items: t.field({ type: [ItemInputRef], description: 'With one of these articles or groups.' }),
  }),
});

type Row = NonNullable<ResultOf<'customerSegment'>['customers']>[number];

const CustomerPurchasesRef = builder.objectRef<Row>('CustomerPurchases');

builder.objectType(CustomerPurchasesRef, {
  description: 'A customer with the number of purchases that count.',
  fields: (t) => ({
    customerId: t.exposeString('customer_id', { description: "The merchant's own id of the customer." }),
    purchases: t.int({ description: 'How many of the purchases count.', resolve: (row) => int(row.purchases) }),
    customer: t.call({
      type: CustomerRef,
      description: 'The customer; null where there is none (any more).',
      calls: getCustomer,
      input: ({ customer_id }) => (customer_id ? { path: { customer_id } } : null),
    }),
  }),
});

builder.queryField('customerSegment', (t) =>
  t.call({
    type: [CustomerPurchasesRef],
    description: 'Customers by what they bought, all of them at once.',
    args: { input: t.arg({ type: CustomerSegmentInputRef, required: true, description: 'Which purchases count.' }) },
    calls: customerSegment,
    input: (_, { input }) => ({
      body: {
        ...(input.purchasedFrom && { purchase_from: input.purchasedFrom.toISOString() }),
        ...(input.purchasedTo && { purchase_to: input.purchasedTo.toISOString() }),
        ...(input.storeIds && { store_ids: input.storeIds }),
        ...(input.items && {
          items: input.items.map(({ itemId, groupId }) => ({
            ...(typeof itemId === 'string' && { id: itemId }),
            ...(typeof groupId === 'string' && { group: groupId }),
          })),
        }),
      },
    }),
    resolve: ({ customers = [] }) => customers,
  }),
);
