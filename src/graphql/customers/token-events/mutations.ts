import { deleteTokenEvents, findCustomerByToken } from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { notBlank } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { wire } from '../../framework/wire.ts';
import { TokenLookupRef } from './token-event.ts';

const TokenRef = builder.inputType('CustomerTokenValueInput', {
  description: 'A token as it is shown at a till.',
  fields: (t) => ({
    type: t.string({ required: true, description: 'Kind of token: `sha1:email`.' }),
    value: t.string({ required: true, description: 'Value of the token.' }),
  }),
});

mutation({
  name: 'customerTokenEventAdd',
  description: 'Notes what happened when a token was shown at a till, also of a token that nobody has registered.',
  input: builder.inputType('CustomerTokenEventAddInput', {
    description: 'The token, and what happened.',
    fields: (t) => ({
      token: t.field({ type: TokenRef, required: true, description: 'The token.' }),
      event: t.string({ required: true, description: 'What happened: `customer declined signup in store`.' }),
      status: t.string({ description: 'What the token is to count as: `OPT_OUT`; without it, as before.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: findCustomerByToken,
  names: { 'event.event': 'event', 'event.status': 'status', 'event.metadata': 'metadata' },
  check: ({ event }) => notBlank(['event'], event),
  body: ({ token, ...event }) => ({ token, event: wire(event) }),
  payload: (t) => ({
    lookup: t.field({
      type: TokenLookupRef,
      description: 'What is known of the token now.',
      resolve: ({ result }) => result,
    }),
  }),
});

mutation({
  name: 'customerTokenEventsDelete',
  description: 'Forgets what happened to a token: all of it, or events of one kind.',
  input: builder.inputType('CustomerTokenEventsDeleteInput', {
    description: 'The token, and which events to delete.',
    fields: (t) => ({
      token: t.field({ type: TokenRef, required: true, description: 'The token.' }),
      event: t.string({ description: 'The kind of event to delete; without it, all events are deleted.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant on why.' }),
    }),
  }),
  calls: deleteTokenEvents,
  missing: { at: 'token', message: 'There is no such event of this token.' },
  names: { 'event.event': 'event', 'event.metadata': 'metadata' },
  body: ({ token, event, metadata }) => ({
    token,
    event: event || metadata ? wire({ event, metadata }) : undefined,
  }),
  result: () => ({ deleted: true }),
  payload: (t) => ({
    deleted: t.boolean({ description: 'True when it is forgotten.', resolve: ({ result }) => result?.deleted }),
  }),
});
