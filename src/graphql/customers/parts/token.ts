import type { CustomerToken } from '../../../upstream/contract/customers.ts';
import { listCustomerTokens } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../framework/connection.ts';
import { declareTotalCount } from '../../framework/total-count.ts';
import { dateTime } from '../../values/scalars.ts';
import { CustomerRef } from '../customer/customer.ts';

/** `CustomerToken`: something that identifies a customer in a shop. */
export const CustomerTokenRef = builder.objectRef<CustomerToken>('CustomerToken');

builder.objectType(CustomerTokenRef, {
  description:
    'Something that identifies a customer in a shop: a payment card, a phone number, an app; often as a hash.',
  fields: (t) => ({
    tokenId: t.exposeString('token_id', { description: "The merchant's own id of the token." }),
    type: t.exposeString('type', { description: 'Kind of token: `sha1:email`, `VIPPS`.' }),
    value: t.exposeString('value', { description: 'The value that is compared at the till.' }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (token) => token.metadata,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When the token was added.',
      resolve: (token) => dateTime(token.created_at),
    }),
    deletedAt: t.field({
      type: 'DateTime',
      description: 'When the token was removed; null for one in use.',
      resolve: (token) => dateTime(token.deleted_at),
    }),
  }),
});

const CustomerTokenConnection = connectionType(CustomerTokenRef);
declareTotalCount(CustomerTokenConnection, listCustomerTokens);

builder.objectField(CustomerRef, 'tokens', (t) =>
  t.page({
    type: CustomerTokenConnection,
    description: 'What identifies the customer in a shop. No token says whose it is, so this server cannot check it.',
    args: {
      type: t.arg.string({ description: 'Only tokens of this kind.' }),
      includeDeleted: t.arg.boolean({ required: true, defaultValue: false, description: 'Removed tokens too.' }),
    },
    calls: listCustomerTokens,
    counts: true,
    input: ({ customer_id }, { type, includeDeleted }) => ({
      path: { customer_id },
      query: { type: type ?? undefined, include_deleted: includeDeleted },
    }),
  }),
);
