import {
  addCustomerToken,
  createCustomerTag,
  createTerm,
  deleteCustomerTag,
  deleteTerm,
  removeCustomerToken,
  replaceTagsOfCustomer,
} from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { notBlank } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { ownCustomerId } from '../../framework/owned-input.ts';
import { taken, unknown } from '../../framework/refusal.ts';
import { wire } from '../../framework/wire.ts';
import { CustomerTagRef } from './tag.ts';
import { CustomerTermRef } from './term.ts';
import { CustomerTokenRef } from './token.ts';

mutation({
  name: 'customerTagsReplace',
  description: 'Gives a customer these tags and no others.',
  input: builder.inputType('CustomerTagsReplaceInput', {
    description: 'The customer, and the tags.',
    fields: (t) => ({
      customerId: ownCustomerId(t),
      tagIds: t.texts('id', { required: true, description: 'Ids of the tags; empty: none.' }),
    }),
  }),
  calls: replaceTagsOfCustomer,
  ofViewer: true,
  names: { '': 'tagIds' },
  refusals: [unknown('tagIds', 'tag')],
  body: ({ tagIds }) => tagIds,
  result: (tags) => ({ tags }),
  payload: (t) => ({
    tags: t.field({
      type: [CustomerTagRef],
      description: 'The tags that the customer bears now.',
      resolve: ({ result }) => result?.tags,
    }),
  }),
});

mutation({
  name: 'customerTokenAdd',
  description: 'Adds something that identifies a customer in a shop.',
  input: builder.inputType('CustomerTokenAddInput', {
    description: 'The customer, and the token.',
    fields: (t) => ({
      customerId: ownCustomerId(t),
      type: t.string({ required: true, description: 'Kind of token: `sha1:email`, `VIPPS`.' }),
      value: t.string({
        required: true,
        description: 'The value that is compared at the till; no customer may have it.',
      }),
      tokenId: t.text('id', { description: "The merchant's own id of the token; without it, upstream gives one." }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: addCustomerToken,
  ofViewer: true,
  refusals: [taken('value', 'customer')],
  body: ({ customerId: _, ...token }) => wire(token),
  payload: (t) => ({
    token: t.field({ type: CustomerTokenRef, description: 'The token.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'customerTokenRemove',
  description: 'Removes something that identified a customer in a shop.',
  input: builder.inputType('CustomerTokenRemoveInput', {
    description: 'The customer, and the token.',
    fields: (t) => ({
      customerId: ownCustomerId(t),
      tokenId: t.text('id', { required: true, description: "The merchant's own id of the token." }),
    }),
  }),
  calls: removeCustomerToken,
  ofViewer: true,
  names: { '{tid}': 'tokenId' },
  payload: (t) => ({
    token: t.field({
      type: CustomerTokenRef,
      description: 'The token as it was last.',
      resolve: ({ result }) => result,
    }),
  }),
});

mutation({
  name: 'customerTagCreate',
  description: 'Makes a tag that customers can bear.',
  input: builder.inputType('CustomerTagCreateInput', {
    description: 'The tag to be made.',
    fields: (t) => ({
      tag: t.string({ required: true, description: 'The label: `VIP`; no other tag may have it.' }),
      metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
    }),
  }),
  calls: createCustomerTag,
  refusals: [{ code: 'ALREADY_TAKEN', at: 'tag', message: 'There is such a tag already.' }],
  check: ({ tag }) => notBlank(['tag'], tag),
  body: (tag) => wire(tag),
  payload: (t) => ({
    tag: t.field({ type: CustomerTagRef, description: 'The tag.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'customerTagDelete',
  description: 'Deletes a tag; customers bear it no more.',
  input: builder.inputType('CustomerTagDeleteInput', {
    description: 'The tag.',
    fields: (t) => ({ tagId: t.text('id', { required: true, description: 'Id of the tag.' }) }),
  }),
  calls: deleteCustomerTag,
  payload: (t) => ({
    tag: t.field({ type: CustomerTagRef, description: 'The tag as it was last.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'customerTermCreate',
  description: 'Publishes terms that customers can accept.',
  input: builder.inputType('CustomerTermCreateInput', {
    description: 'The terms.',
    fields: (t) => ({ terms: t.string({ required: true, description: 'The text.' }) }),
  }),
  calls: createTerm,
  check: ({ terms }) => notBlank(['terms'], terms),
  body: ({ terms }) => ({ terms }),
  payload: (t) => ({
    term: t.field({ type: CustomerTermRef, description: 'The terms.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'customerTermDelete',
  description: 'Withdraws terms. Customers who accepted them still have.',
  input: builder.inputType('CustomerTermDeleteInput', {
    description: 'The terms.',
    fields: (t) => ({ termId: t.text('id', { required: true, description: 'Id of the terms.' }) }),
  }),
  calls: deleteTerm,
  names: { '{tid}': 'termId' },
  payload: (t) => ({
    term: t.field({
      type: CustomerTermRef,
      description: 'The terms as they were last.',
      resolve: ({ result }) => result,
    }),
  }),
});
