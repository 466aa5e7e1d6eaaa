import { orderOfReceipt } from '../../../loaders/receipt-order.ts';
import { builder } from '../../builder.ts';
import { receiptKey } from '../../receipts/receipt/detail.ts';
import { ReceiptRef } from '../../receipts/receipt/receipt.ts';
import { OrderRef } from './order.ts';

builder.objectField(ReceiptRef, 'order', (t) =>
  t.call({
    type: OrderRef,
    description:
      'The order that the receipt names; null where it names none, or a number that is not the id of an order. There is no way back: upstream does not find receipts by their order.',
    calls: orderOfReceipt,
    input: ({ customerId, full, receipt }) => {
      const orderNumber = receipt.order_number || null;
      if (full && orderNumber === null) return null;
      return { ...receiptKey(customerId, receipt), isFull: full, orderNumber };
    },
  }),
);
