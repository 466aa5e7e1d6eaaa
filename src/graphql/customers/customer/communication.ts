import type { Communication } from '../../../upstream/contract/customers.ts';
import { getCommunication } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { dateTime } from '../../values/scalars.ts';
import { CustomerRef } from './customer.ts';

type Channel = NonNullable<NonNullable<Communication['communication']>['email']>;

const ChannelRef = builder.objectRef<Channel>('CommunicationChannel');

builder.objectType(ChannelRef, {
  description: 'One way of reaching a customer.',
  fields: (t) => ({
    verifiedAt: t.field({
      type: 'DateTime',
      description: 'When the customer proved to own the address or number; null: not proven.',
      resolve: (channel) => dateTime(channel.verified_at),
    }),
    allowed: t.exposeBoolean('allowed', { description: 'Whether the customer may be reached this way.' }),
  }),
});

const CommunicationRef = builder.objectRef<Communication>('Communication');

builder.objectType(CommunicationRef, {
  description: 'How a customer may be reached, and what of it is verified.',
  fields: (t) => ({
    email: t.field({
      type: ChannelRef,
      description: 'By e-mail; null where nothing is known.',
      resolve: ({ communication }) => communication?.email,
    }),
    phoneNumber: t.field({
      type: ChannelRef,
      description: 'By phone; null where nothing is known.',
      resolve: ({ communication }) => communication?.phone_number,
    }),
  }),
});

builder.objectField(CustomerRef, 'communication', (t) =>
  t.call({
    type: CommunicationRef,
    description:
      'How the customer may be reached, and what of it is verified. The answer does not say whose it is, so this server cannot check it.',
    calls: getCommunication,
    input: ({ customer_id }) => ({ path: { customer_id } }),
  }),
);
