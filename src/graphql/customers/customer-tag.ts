import type { CustomerTag } from '../../upstream/contract/customers.ts';
import { listCustomerTags, listTagsOfCustomer } from '../../upstream/endpoints/customers.ts';
import { builder } from '../builder.ts';
import { dateTime } from '../shared/scalars.ts';
import { CustomerRef } from './customer.ts';

/** `CustomerTag`: a label that the merchant puts on customers. */
export const CustomerTagRef = builder.objectRef<CustomerTag>('CustomerTag');

builder.objectType(CustomerTagRef, {
  description: 'A label that the merchant puts on customers.',
  fields: (t) => ({
    tagId: t.exposeString('id', { description: 'Id of the tag, as `customers(filter: { tagId })` takes it.' }),
    tag: t.exposeString('tag', { nullable: false, description: 'The label: `VIP`.' }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (tag) => tag.metadata,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the tag was created.',
      resolve: (tag) => dateTime(tag.created_at),
    }),
  }),
});

builder.queryField('customerTags', (t) =>
  t.field({
    type: [CustomerTagRef],
    description: 'All tags of the account.',
    requires: { operations: [listCustomerTags] },
    resolve: (_, __, { loaders }) => loaders.customers.tags.load('tags'),
  }),
);

builder.objectField(CustomerRef, 'tags', (t) =>
  t.field({
    type: [CustomerTagRef],
    description: 'Tags that the customer bears.',
    requires: { operations: [listTagsOfCustomer], owner: (customer) => customer.customer_id, early: true },
    resolve: (customer, _, { loaders }) => loaders.customers.tagsOf.load(customer.customer_id),
  }),
);
