import type { ItemOf } from '../../../upstream/endpoint.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { listDiscountCustomers } from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { connectionType } from '../../framework/connection.ts';
import { closedEnum } from '../../framework/enum.ts';
import { dateTime } from '../../values/scalars.ts';
import { DiscountRef } from '../rules/discount.ts';

const DiscountCustomerRef = builder.objectRef<ItemOf<'listDiscountCustomers'>>('DiscountCustomer');

builder.objectType(DiscountCustomerRef, {
  description: 'A customer who was given a discount.',
  fields: (t) => ({
    customerId: t.exposeString('customer_id', { description: "The merchant's own id of the customer." }),
    customer: t.call({
      type: CustomerRef,
      description: 'The customer; null where there is none (any more).',
      calls: getCustomer,
      input: ({ customer_id }) => (customer_id ? { path: { customer_id } } : null),
    }),
    givenAt: t.field({
      type: 'DateTime',
      description: 'When it was given.',
      resolve: (row) => dateTime(row.created_at),
    }),
    deletedAt: t.field({
      type: 'DateTime',
      description: 'When it was taken from the customer; null where the customer still has it.',
      resolve: (row) => dateTime(row.deleted_at),
    }),
  }),
});

const DiscountCustomerState = closedEnum('DiscountCustomerState', 'Which customers of a discount are wanted.', {
  all: 'All that were given it and still have it.',
  available: 'Those who can use it now.',
  deleted: 'Those it was taken from.',
  inactive: 'Those who cannot use it now.',
});

const DiscountCustomerConnection = connectionType(DiscountCustomerRef);

builder.objectField(DiscountRef, 'customers', (t) =>
  t.page({
    type: DiscountCustomerConnection,
    description: 'Customers who were given the discount; null where there is no such rule (any more).',
    args: {
      state: t.arg({
        type: DiscountCustomerState.ref,
        description: 'Which customers; what upstream gives without it.',
      }),
    },
    calls: listDiscountCustomers,
    input: ({ id }, { state }) => (id ? { path: { did: id }, query: { state: state ?? undefined } } : null),
  }),
);
