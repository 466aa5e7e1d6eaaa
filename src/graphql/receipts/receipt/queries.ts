import {
  getCustomerReceipt,
  getReceiptByToken,
  listCustomerReceipts,
  searchReceipts,
} from '../../../upstream/endpoints/receipts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { each } from '../../entries.ts';
import { connectionType } from '../../framework/connection.ts';
import { ReceiptRef } from './receipt.ts';
import { inFull } from './view.ts';

const ReceiptConnection = connectionType(ReceiptRef);
const receiptIdHelp = "The till's own number of the receipt; see the setting `RECEIPT_DETAIL_ID`.";

builder.queryFields((t) => ({
  receipt: t.call({
    type: ReceiptRef,
    description: 'A receipt of a customer; null where the customer has none of this number.',
    args: {
      customerId: t.arg.text('id', { required: true, description: "The merchant's own id of the customer." }),
      receiptId: t.arg.text('id', { required: true, description: receiptIdHelp }),
    },
    calls: getCustomerReceipt,
    input: (_, { customerId, receiptId }) => ({ path: { customer_id: customerId, receipt_id: receiptId } }),
    resolve: (receipt, _, { customerId }) => inFull(receipt, customerId),
  }),
  receiptsByNumber: t.call({
    type: [ReceiptRef],
    description: 'Receipts with this number, of whomever: tills may use a number more than once.',
    args: { receiptId: t.arg.text('id', { required: true, description: "The till's own number of the receipt." }) },
    calls: searchReceipts,
    input: (_, { receiptId }) => ({ query: { receipt_id: receiptId } }),
    resolve: ({ receipts }) => each(receipts, (receipt) => inFull(receipt)),
  }),
  receiptByToken: t.call({
    type: ReceiptRef,
    description: 'The receipt that a printed token stands for; null where there is none (any more).',
    args: { token: t.arg.string({ required: true, description: 'The secret token on the receipt.' }) },
    calls: getReceiptByToken,
    input: (_, { token }) => ({ query: { token } }),
    resolve: (receipt) => inFull(receipt),
  }),
}));

builder.objectFields(CustomerRef, (t) => ({
  receipts: t.page({
    type: ReceiptConnection,
    description:
      'Receipts of the customer, newest first. No receipt of the list says whose it is, so this server cannot check it; `receipt(receiptId:)` is checked.',
    calls: listCustomerReceipts,
    input: ({ customer_id }) => ({ path: { customer_id } }),
    known: (_, __, { customer_id: customerId }) => ({ customerId }),
    row: (receipt, { customer_id: customerId }) => ({ customerId, full: false as const, receipt }),
  }),
  receipt: t.call({
    type: ReceiptRef,
    description: 'A receipt of the customer; null where the customer has none of this number.',
    args: { receiptId: t.arg.text('id', { required: true, description: receiptIdHelp }) },
    calls: getCustomerReceipt,
    input: ({ customer_id }, { receiptId }) => ({ path: { customer_id, receipt_id: receiptId } }),
    resolve: (receipt, { customer_id: customerId }) => inFull(receipt, customerId),
  }),
}));
