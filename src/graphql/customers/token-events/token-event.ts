import type { TokenDetail } from '../../../upstream/contract/customers.ts';
import type { ItemOf } from '../../../upstream/endpoint.ts';
import { findCustomerByToken, listTokenEvents } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { connectionType } from '../../framework/connection.ts';
import { dateTime } from '../../values/scalars.ts';
import { CustomerRef } from '../customer/customer.ts';
import { CustomerTokenRef } from '../parts/token.ts';

type Listed = ItemOf<'listTokenEvents'>;
type TokenEvent = NonNullable<Listed['events']>[number];

const TokenEventRef = builder.objectRef<TokenEvent>('CustomerTokenEvent');

builder.objectType(TokenEventRef, {
  description: 'Something that happened when a token was shown at a till.',
  fields: (t) => ({
    event: t.exposeString('event', {
      description: 'What happened: `customer declined signup in store`.',
    }),
    status: t.exposeString('status', { description: 'What the token counts as since: `OPT_OUT`.' }),
    metadata: t.field({
      type: 'JSONObject',
      description: 'Free-form data of the merchant.',
      resolve: (event) => event.metadata,
    }),
    createdAt: t.field({
      type: 'DateTime',
      description: 'When it happened.',
      resolve: (event) => dateTime(event.created_at),
    }),
    expiresAt: t.field({
      type: 'DateTime',
      description: 'When the event stops counting; null: never.',
      resolve: (event) => dateTime(event.expires_at),
    }),
  }),
});

const TokenEventsRef = builder.objectRef<Listed>('CustomerTokenEvents');

builder.objectType(TokenEventsRef, {
  description: 'What happened to one token.',
  fields: (t) => ({
    eventsId: t.exposeString('id', { description: 'Id of the record.' }),
    status: t.exposeString('status', {
      description: 'What the token counts as now: `UNKNOWN`, `OPT_OUT`, `DELETED`; an open set.',
    }),
    events: t.field({
      type: [TokenEventRef],
      description: 'The events.',
      resolve: (listed) => listed.events ?? [],
    }),
  }),
});

const TokenEventsConnection = connectionType(TokenEventsRef);

/** `CustomerTokenLookup`: what is known of a token. */
export const TokenLookupRef = builder.objectRef<TokenDetail>('CustomerTokenLookup');

builder.objectType(TokenLookupRef, {
  description: 'What is known of a token shown at a till.',
  fields: (t) => ({
    status: t.exposeString('status', { description: 'What the token counts as: `UNKNOWN`, `OPT_OUT`; an open set.' }),
    token: t.field({
      type: CustomerTokenRef,
      description: 'The token; null where nobody has registered it.',
      resolve: (lookup) => lookup.token,
    }),
    customer: t.field({
      type: CustomerRef,
      description: 'Whose token it is; null where nobody has registered it.',
      resolve: (lookup) => lookup.customer,
    }),
    events: t.field({
      type: [TokenEventRef],
      description: 'What happened to the token.',
      resolve: (lookup) => lookup.events ?? [],
    }),
  }),
});

builder.queryFields((t) => ({
  customerByToken: t.call({
    type: TokenLookupRef,
    description: 'What is known of a token shown at a till, and whose it is.',
    args: {
      type: t.arg.string({ required: true, description: 'Kind of token: `sha1:email`.' }),
      value: t.arg.string({ required: true, description: 'Value of the token.' }),
    },
    calls: findCustomerByToken,
    input: (_, { type, value }) => ({ body: { token: { type, value } } }),
  }),
  customerTokenEvents: t.page({
    type: TokenEventsConnection,
    description: 'What happened to tokens shown at tills.',
    args: {
      since: t.arg({ type: 'DateTime', description: 'Only what happened at this moment or later.' }),
      deletedSince: t.arg({ type: 'DateTime', description: 'Only what was deleted at this moment or later.' }),
    },
    calls: listTokenEvents,
    input: (_, { since, deletedSince }) => ({
      query: { since_datetime: since?.toISOString(), deleted_since: deletedSince?.toISOString() },
    }),
  }),
}));
