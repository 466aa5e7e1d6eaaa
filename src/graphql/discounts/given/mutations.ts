import { givenDiscount } from '../../../loaders/customer-discounts.ts';
import {
  addDiscountCustomers,
  recordDiscountUsage,
  removeDiscountCustomers,
  revertDiscountUsage,
} from '../../../upstream/endpoints/discounts.ts';
import { builder } from '../../builder.ts';
import { atLeastOne } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { unknown, wrongState } from '../../framework/refusal.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { DiscountRef } from '../rules/discount.ts';
import { CustomerDiscountRef } from './customer-discount.ts';

const discountIdHelp = 'Id of the rule.';
const customersHelp = "The merchant's own ids of the customers; at least one.";

mutation({
  name: 'discountCustomersAdd',
  description: 'Gives a discount to customers. Who has it already keeps it as it is.',
  input: builder.inputType('DiscountCustomersAddInput', {
    description: 'The rule, and who gets it.',
    fields: (t) => ({
      discountId: t.text('id', { required: true, description: discountIdHelp }),
      customerIds: t.texts('id', { required: true, description: customersHelp }),
    }),
  }),
  calls: addDiscountCustomers,
  refusals: [unknown('customerIds', 'customer')],
  names: { '{did}': 'discountId', customers: 'customerIds' },
  check: ({ customerIds }) => atLeastOne(['customerIds'], customerIds),
  body: ({ customerIds }) => ({ customers: customerIds }),
  payload: (t) => ({
    discount: t.field({ type: DiscountRef, description: 'The rule.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'discountCustomersRemove',
  description: 'Takes a discount away from customers.',
  input: builder.inputType('DiscountCustomersRemoveInput', {
    description: 'The rule, and who loses it.',
    fields: (t) => ({
      discountId: t.text('id', { required: true, description: discountIdHelp }),
      customerIds: t.texts('id', { required: true, description: customersHelp }),
    }),
  }),
  calls: removeDiscountCustomers,
  names: { '{did}': 'discountId', customers: 'customerIds' },
  check: ({ customerIds }) => atLeastOne(['customerIds'], customerIds),
  body: ({ customerIds }) => ({ customers: customerIds }),
  payload: (t) => ({
    discount: t.field({ type: DiscountRef, description: 'The rule.', resolve: ({ result }) => result }),
  }),
});

const notGiven = { at: 'refId', message: 'The customer does not have this discount.' };
const useNames = { ref: 'usageRef', ref_type: 'usageRefType', stamp: 'stamps' } as const;

mutation({
  name: 'discountUsageRecord',
  description: 'Records that a customer has used a discount.',
  input: builder.inputType('DiscountUsageRecordInput', {
    description: 'The discount as the customer has it, and the use.',
    fields: (t) => ({
      customerId: t.text('id', { required: true, description: "The merchant's own id of the customer." }),
      refId: t.text('id', { required: true, description: 'Id of the discount as the customer has it.' }),
      usageRef: t.string({
        required: true,
        description: "The caller's own key of the use: the id of a receipt. The same one counts once.",
      }),
      usageRefType: t.string({ required: true, description: 'What that key is of: `receipt_add`; an open set.' }),
      usage: t.int({ description: 'How many times it was used. Default: 1.' }),
      stamps: t.int({ description: 'Stamps that were given.' }),
      amount: t.field({ type: 'SafeInt', description: 'What it took off, in minor units.' }),
    }),
  }),
  calls: recordDiscountUsage,
  missing: notGiven,
  names: namesAt('usage_ref', '', { ...useNames, usage: 'usage', amount: 'amount' }),
  body: ({ customerId: _, refId: __, ...use }) => ({ usage_ref: wire(use, useNames) }),
  result: (given, { customerId }) => givenDiscount(customerId, given),
  payload: (t) => ({
    customerDiscount: t.field({
      type: CustomerDiscountRef,
      description: 'The discount as the customer has it now.',
      resolve: ({ result }) => result,
    }),
  }),
});

mutation({
  name: 'discountUsageRevert',
  description: 'Takes back the last use of a discount by a customer.',
  input: builder.inputType('DiscountUsageRevertInput', {
    description: 'The discount as the customer has it.',
    fields: (t) => ({
      customerId: t.text('id', { required: true, description: "The merchant's own id of the customer." }),
      refId: t.text('id', { required: true, description: 'Id of the discount as the customer has it.' }),
    }),
  }),
  calls: revertDiscountUsage,
  refusals: [wrongState('refId', 'There is no use to take back.')],
  missing: notGiven,
  result: (given, { customerId }) => givenDiscount(customerId, given),
  payload: (t) => ({
    customerDiscount: t.field({
      type: CustomerDiscountRef,
      description: 'The discount as the customer has it now.',
      resolve: ({ result }) => result,
    }),
  }),
});
