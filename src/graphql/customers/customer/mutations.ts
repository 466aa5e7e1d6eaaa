import {
  changeCustomerId,
  createCustomer,
  deleteCustomer,
  updateCustomer,
} from '../../../upstream/endpoints/customers.ts';
import { builder } from '../../builder.ts';
import { mutation } from '../../framework/mutation.ts';
import { ownCustomerId } from '../../framework/owned-input.ts';
import { taken } from '../../framework/refusal.ts';
import { given } from '../../framework/wire.ts';
import { CustomerRef } from './customer.ts';
import {
  CustomerDetailsInputRef,
  detailConditions,
  detailNames,
  detailProblems,
  detailRefusals,
  wireDetails,
} from './input.ts';

const customerIdHelp = "The merchant's own id of the customer.";

mutation({
  name: 'customerCreate',
  description: 'Makes a customer.',
  input: builder.inputType('CustomerCreateInput', {
    description: 'The customer to be made.',
    fields: (t) => ({
      customerId: t.text('id', { description: "The merchant's own id; without it, upstream gives one." }),
      details: t.field({ type: CustomerDetailsInputRef, required: true, description: 'What is said of the customer.' }),
    }),
  }),
  calls: createCustomer,
  refusals: [taken('customerId', 'customer'), ...detailRefusals],
  conditions: detailConditions,
  names: detailNames,
  check: ({ details }) => detailProblems(details),
  body: ({ customerId, details }) => ({
    ...given(wireDetails(details)),
    type: details.type ?? 'customer',
    customer_id: customerId ?? undefined,
  }),
  result: (customer) => ({ customer }),
  payload: (t) => ({
    customer: t.field({ type: CustomerRef, description: 'The customer.', resolve: ({ result }) => result?.customer }),
  }),
});

mutation({
  name: 'customerUpdate',
  description: 'Changes a customer. Only what is given is changed.',
  input: builder.inputType('CustomerUpdateInput', {
    description: 'The customer, and what is to be changed.',
    fields: (t) => ({
      customerId: ownCustomerId(t),
      details: t.field({ type: CustomerDetailsInputRef, required: true, description: 'What is to be changed.' }),
    }),
  }),
  calls: updateCustomer,
  ofViewer: true,
  refusals: detailRefusals,
  conditions: detailConditions,
  names: detailNames,
  check: ({ details }) => detailProblems(details),
  body: ({ details }) => wireDetails(details),
  result: (customer) => ({ customer }),
  payload: (t) => ({
    customer: t.field({
      type: CustomerRef,
      description: 'The customer as it is now.',
      resolve: ({ result }) => result?.customer,
    }),
  }),
});

mutation({
  name: 'customerDelete',
  description: 'Deletes a customer. Lists leave it out from then on.',
  input: builder.inputType('CustomerDeleteInput', {
    description: 'The customer.',
    fields: (t) => ({
      customerId: t.text('id', { required: true, description: customerIdHelp }),
      deleteTokens: t.boolean({ description: 'Whether what identifies the customer in a shop goes too. Default: no.' }),
    }),
  }),
  calls: deleteCustomer,
  query: ({ deleteTokens }) => ({ delete_tokens: deleteTokens ?? undefined }),
  result: (customer) => ({ customer }),
  payload: (t) => ({
    customer: t.field({
      type: CustomerRef,
      description: 'The customer as it was last.',
      resolve: ({ result }) => result?.customer,
    }),
  }),
});

mutation({
  name: 'customerIdChange',
  description: 'Gives a customer another id; everything of the customer follows.',
  input: builder.inputType('CustomerIdChangeInput', {
    description: 'The customer, and the new id.',
    fields: (t) => ({
      customerId: t.text('id', { required: true, description: 'The id that the customer has.' }),
      newCustomerId: t.text('id', { required: true, description: 'The new id; no other customer may have it.' }),
    }),
  }),
  calls: changeCustomerId,
  refusals: [taken('newCustomerId', 'customer')],
  names: { customer_id: 'newCustomerId' },
  body: ({ newCustomerId }) => ({ customer_id: newCustomerId }),
  result: (customer) => ({ customer }),
  payload: (t) => ({
    customer: t.field({
      type: CustomerRef,
      description: 'The customer with its new id.',
      resolve: ({ result }) => result?.customer,
    }),
  }),
});
