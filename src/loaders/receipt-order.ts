import type { OrderMaybeWithEvents as Order } from '../upstream/contract/shopping.ts';
import { getCustomerReceipt } from '../upstream/endpoints/receipts.ts';
import { getCustomerOrder, getOrder } from '../upstream/endpoints/shopping.ts';
import { type ReceiptKey, receiptPath } from './receipts.ts';
import { type Bound, view, way } from './view.ts';

/** Of which receipt the order is wanted. */
export interface ReceiptOrderKey extends Omit<ReceiptKey, 'customerId'> {
  /** Null: the receipt is nobody's. */
  readonly customerId: string | null;
  /** False: it is the row of a list, which lacks the number of the order. */
  readonly isFull: boolean;
  readonly orderNumber: string | null;
}

type ReadOrder = Bound<{ readonly order: typeof getCustomerOrder }>['order'];

/** The order that a receipt names by its number; null where it names none, or upstream has no such order. */
export const orderOfReceipt = view<ReceiptOrderKey, Order | null>(
  'orderOfReceipt',
  way({
    when: "the receipt is a customer's",
    applies: ({ customerId, isFull }: ReceiptOrderKey) => isFull && customerId !== null,
    uses: { order: getCustomerOrder },
    owner: ({ customerId }) => customerId,
    read: async ({ customerId, orderNumber }, { order }) => ordered(order, customerId, orderNumber),
  }),
  way({
    when: "the receipt is nobody's",
    applies: ({ customerId }: ReceiptOrderKey) => customerId === null,
    uses: { order: getOrder },
    read: async ({ orderNumber }: ReceiptOrderKey, { order }) =>
      orderNumber === null ? null : order({ path: { order_id: orderNumber } }),
  }),
  way({
    when: 'the receipt is the row of a list, which lacks the number of the order',
    uses: { receipt: getCustomerReceipt, order: getCustomerOrder },
    owner: ({ customerId }) => customerId,
    read: async ({ customerId, id, number }: ReceiptOrderKey, { receipt, order }, settings) => {
      if (customerId === null) return null;
      const path = receiptPath({ customerId, id, number }, settings);
      const found = path && (await receipt({ path }));
      return ordered(order, customerId, found?.order_number);
    },
  }),
);

async function ordered(
  read: ReadOrder,
  customerId: string | null,
  orderNumber: string | null | undefined,
): Promise<Order | null> {
  return customerId === null || !orderNumber
    ? null
    : read({ path: { customer_id: customerId, order_id: orderNumber } });
}
