import type { Receipt } from '../upstream/contract/receipts.ts';
import { getCustomerReceipt } from '../upstream/endpoints/receipts.ts';
import type { Prime } from './service.ts';
import { type ReadSettings, view, way } from './view.ts';

/** Rows of receipts lack what a look-up tells. */
export const primes: readonly Prime[] = [];

/** A receipt of a customer's list by its ids. */
export interface ReceiptKey {
  readonly customerId: string;
  /** Its entity id. */
  readonly id: string | undefined;
  /** The till's own number; undefined where the list does not tell. */
  readonly number: string | undefined;
}

/** A receipt in full, by the id that the setting `RECEIPT_DETAIL_ID` names. */
export const receiptInFull = view<ReceiptKey, Receipt | null>(
  'receiptInFull',
  way({
    uses: { receipt: getCustomerReceipt },
    owner: ({ customerId }) => customerId,
    read: async (key: ReceiptKey, { receipt }, settings) => {
      const path = receiptPath(key, settings);
      return path && receipt({ path });
    },
  }),
);

/** The path of a receipt; null if its list row lacks the id. */
export function receiptPath({ customerId, id, number }: ReceiptKey, { receiptDetailId }: ReadSettings) {
  const receiptId = receiptDetailId === 'receipt_id' ? (number ?? id) : id;
  return receiptId === undefined ? null : { customer_id: customerId, receipt_id: receiptId };
}
