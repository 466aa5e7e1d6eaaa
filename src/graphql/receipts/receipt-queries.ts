import {
  getCustomerReceipt,
  getReceiptByToken,
  listCustomerReceipts,
  searchReceipts,
} from '../../upstream/endpoints/receipts.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer.ts';
import { connectionType, pageArgs, readConnection } from '../shared/connection.ts';
import { ReceiptRef } from './receipt.ts';

const ReceiptConnection = connectionType(ReceiptRef);
const receiptIdHelp = "The till's own number of the receipt; see the setting `RECEIPT_DETAIL_ID`.";

builder.queryFields((t) => ({
  receipt: t.field({
    type: ReceiptRef,
    description: 'A receipt of a customer; null where the customer has none of this number.',
    args: {
      customerId: t.arg.string({ required: true, description: "The merchant's own id of the customer." }),
      receiptId: t.arg.string({ required: true, description: receiptIdHelp }),
    },
    requires: { operations: [getCustomerReceipt], owner: (_, { customerId }) => customerId },
    resolve: (_, key, { loaders }) => loaders.receipts.ofCustomer.load(key),
  }),
  receiptsByNumber: t.field({
    type: [ReceiptRef],
    description: 'Receipts with this number, of whomever: tills may use a number more than once.',
    args: { receiptId: t.arg.string({ required: true, description: "The till's own number of the receipt." }) },
    requires: { operations: [searchReceipts] },
    resolve: (_, { receiptId }, { loaders }) => loaders.receipts.byNumber.load(receiptId),
  }),
  receiptByToken: t.field({
    type: ReceiptRef,
    description: 'The receipt that a printed token stands for; null where there is none (any more).',
    args: { token: t.arg.string({ required: true, description: 'The secret token on the receipt.' }) },
    requires: { operations: [getReceiptByToken], owner: 'holder' },
    resolve: (_, { token }, { loaders }) => loaders.receipts.byToken.load(token),
  }),
}));

builder.objectFields(CustomerRef, (t) => ({
  receipts: t.field({
    type: ReceiptConnection,
    description: 'Receipts of the customer, newest first.',
    args: pageArgs(t.arg),
    requires: { operations: [listCustomerReceipts], owner: (customer) => customer.customer_id, early: true },
    resolve: ({ customer_id: customerId }, page, { loaders }) =>
      readConnection(page, { operation: listCustomerReceipts, of: customerId }, (window) =>
        loaders.receipts.list.load({ customerId, window }),
      ),
  }),
  receipt: t.field({
    type: ReceiptRef,
    description: 'A receipt of the customer; null where the customer has none of this number.',
    args: { receiptId: t.arg.string({ required: true, description: receiptIdHelp }) },
    requires: { operations: [getCustomerReceipt], owner: (customer) => customer.customer_id, early: true },
    resolve: ({ customer_id: customerId }, { receiptId }, { loaders }) =>
      loaders.receipts.ofCustomer.load({ customerId, receiptId }),
  }),
}));
