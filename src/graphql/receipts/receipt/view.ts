import type { Receipt, ReceiptMinimal } from '../../../upstream/contract/receipts.ts';

/** A receipt in full. */
export interface FullReceipt {
  readonly customerId: string | null;
  readonly full: true;
  readonly receipt: Receipt;
}

/** A receipt as a customer's list has it: in short. */
export interface ShortReceipt {
  readonly customerId: string;
  readonly full: false;
  readonly receipt: ReceiptMinimal & { readonly order_number?: undefined };
}

/** A receipt, in full or in short, with the customer whose it is (null: nobody's). */
export type ReceiptView = FullReceipt | ShortReceipt;

/** A receipt in full; by default of the customer whom it names. */
export function inFull(receipt: Receipt, customerId: string | null = receipt.customer_id || null): FullReceipt {
  return { customerId, full: true, receipt };
}
