import type { Receipt } from '../../../upstream/contract/receipts.ts';
import {
  changeReceiptCustomer,
  claimReceipt,
  createReceipts,
  updateReceipt,
} from '../../../upstream/endpoints/receipts.ts';
import { builder } from '../../builder.ts';
import { atLeast, atLeastOne, notBlank } from '../../framework/checks.ts';
import { mutation } from '../../framework/mutation.ts';
import { ownCustomerId } from '../../framework/owned-input.ts';
import { unknown, wrongState } from '../../framework/refusal.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { int } from '../../values/scalars.ts';
import { ReceiptInputRef, receiptNames, wireReceipt } from './input.ts';
import { ReceiptRef } from './receipt.ts';
import { inFull } from './view.ts';

const noReceipt = { at: 'token', message: 'There is no receipt with this token, or it was claimed already.' };

mutation({
  name: 'receiptsCreate',
  description:
    'Stores receipts of a till: stamps and uses of discounts are counted for their customers. A receipt that was stored already is stored once only, so that the same can be sent again.',
  input: builder.inputType('ReceiptsCreateInput', {
    description: 'The receipts.',
    fields: (t) => ({
      receipts: t.field({ type: [ReceiptInputRef], required: true, description: 'The receipts; at least one.' }),
      tokenExpireDays: t.int({
        description: 'Days for which the printed token of a receipt of nobody is good; without it, upstream decides.',
      }),
    }),
  }),
  calls: createReceipts,
  refusals: [unknown('receipts.customerId', 'customer')],
  names: namesAt('', 'receipts', receiptNames),
  check: ({ receipts, tokenExpireDays }) => [
    ...atLeastOne(['receipts'], receipts),
    ...atLeast(1, ['tokenExpireDays'], tokenExpireDays),
  ],
  body: ({ receipts }) => receipts.map(wireReceipt),
  query: ({ tokenExpireDays }) => ({ token_expire_days: tokenExpireDays ?? undefined }),
  // As they were sent, with what upstream gave them, where it answers one for one.
  result: ({ receipts = [], duplicates }, { receipts: sent }) => ({
    receipts:
      receipts.length === sent.length
        ? sent.map((receipt, index) => inFull({ ...wireReceipt(receipt), ...receipts[index] } as Receipt))
        : null,
    duplicates,
  }),
  payload: (t) => ({
    receipts: t.field({
      type: [ReceiptRef],
      description:
        'The receipts as they were sent, in that order; null where upstream does not tell one from the other.',
      resolve: ({ result }) => result?.receipts,
    }),
    duplicates: t.int({
      description: 'How many of them were stored already.',
      resolve: ({ result }) => int(result?.duplicates),
    }),
  }),
});

mutation({
  name: 'receiptClaim',
  description:
    'Gives the receipt of a printed token to a customer: stamps and uses of discounts are counted. The token is good for nothing any more.',
  input: builder.inputType('ReceiptClaimInput', {
    description: 'The token, and the customer the receipt will belong to.',
    fields: (t) => ({
      token: t.string({ required: true, description: 'The secret token on the receipt.' }),
      customerId: ownCustomerId(t),
    }),
  }),
  calls: claimReceipt,
  ofViewer: true,
  refusals: [{ code: 'NOT_FOUND', ...noReceipt }, unknown('customerId', 'customer')],
  missing: noReceipt,
  check: ({ token }) => notBlank(['token'], token),
  // Where nobody is named, nothing is sent.
  body: ({ customerId }) => ({ customer_id: customerId ?? '' }),
  query: ({ token }) => ({ token }),
  result: (receipt) => inFull(receipt),
  payload: (t) => ({
    receipt: t.field({ type: ReceiptRef, description: 'The receipt.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'receiptUpdate',
  description: 'Gives a receipt of nobody its customer: stamps and uses of discounts are counted.',
  input: builder.inputType('ReceiptUpdateInput', {
    description: 'The receipt, and the customer it will belong to.',
    fields: (t) => ({
      receiptId: t.text('id', { required: true, description: 'Entity id of the receipt.' }),
      customerId: t.text('id', { required: true, description: "The merchant's own id of the customer." }),
    }),
  }),
  calls: updateReceipt,
  refusals: [
    unknown('customerId', 'customer'),
    wrongState('receiptId', 'The receipt belongs to another customer already.'),
  ],
  body: ({ customerId }) => ({ customer_id: customerId }),
  result: (receipt) => inFull(receipt),
  payload: (t) => ({
    receipt: t.field({ type: ReceiptRef, description: 'The receipt as it is now.', resolve: ({ result }) => result }),
  }),
});

mutation({
  name: 'receiptCustomerChange',
  description: 'Moves a receipt from one customer to another.',
  input: builder.inputType('ReceiptCustomerChangeInput', {
    description: 'The receipt, and the customer it will belong to.',
    fields: (t) => ({
      receiptId: t.text('id', {
        required: true,
        description: 'Number of the receipt; see the setting `RECEIPT_DETAIL_ID`.',
      }),
      customerId: t.text('id', { required: true, description: 'Id of the customer it belongs to.' }),
      newCustomerId: t.text('id', { required: true, description: 'Id of the customer it will belong to.' }),
    }),
  }),
  calls: changeReceiptCustomer,
  refusals: [unknown('newCustomerId', 'customer')],
  names: { customer_id: 'newCustomerId' },
  body: ({ newCustomerId }) => ({ customer_id: newCustomerId }),
  result: (receipt) => inFull(receipt),
  payload: (t) => ({
    receipt: t.field({ type: ReceiptRef, description: 'The receipt as it is now.', resolve: ({ result }) => result }),
  }),
});
