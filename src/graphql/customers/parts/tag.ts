import type { CustomerTag } from '../../../upstream/contract/customers.ts';
import { listCustomerTags, listTagsOfCustomer } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { dateTime } from '../../values/scalars.ts';
import { CustomerRef } from '../customer/customer.ts';

/** `CustomerTag`: a label that the merchant puts on customers. */
export const CustomerTagRef = builder.objectRef<CustomerTag>('CustomerTag');

builder.objectType(CustomerTagRef, {
  description: 'A label that the merchant puts on customers.',
  fields: (t) => ({
    tagId: t.exposeString('id', { description: 'Id of the tag, as `customers(filter: { tagId })` takes it.' }),
    tag: t.exposeString('tag', { description: 'The label: `VIP`.' }),
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
  t.call({
    type: [CustomerTagRef],
    description: 'All tags of the account.',
    calls: listCustomerTags,
    input: () => ({}),
  }),
);

builder.objectField(CustomerRef, 'tags', (t) =>
  t.call({
    type: [CustomerTagRef],
    description: 'Tags that the customer bears. No tag says whose it is, so this server cannot check it.',
    calls: listTagsOfCustomer,
    input: ({ customer_id }) => ({ path: { customer_id } }),
  }),
);
