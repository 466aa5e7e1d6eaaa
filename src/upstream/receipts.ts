import type { components } from './contract/receipts.ts';
import { operation } from './operation.ts';

/** A receipt in full. */
export type Receipt = components['schemas']['Receipt'];

/** A row of a customer's receipts: in short. */
export type ReceiptMinimal = components['schemas']['ReceiptMinimal'];

/** `POST /receipts`: stores receipts. */
export const createReceipts = operation('aid_receipts_post');

/** `PUT /receipts/all/{receipt_id}`: gives a receipt its customer and discounts. */
export const updateReceipt = operation('aid_receipts_update_put');

/** `POST /receipts/customer_segment`: customers by what they bought. */
export const customerSegment = operation('aid_receipts_customer_segment_post');

/** `GET /receipts/customers/{customer_id}`: receipts of one customer, in short. */
export const listCustomerReceipts = operation('aid_receipts_customers_cid_get');

/** `GET /receipts/customers/{customer_id}/{receipt_id}`: one receipt of a customer, in full. */
export const getCustomerReceipt = operation('aid_receipts_customers_cid_rid_get');

/** `POST /receipts/customers/{customer_id}/{receipt_id}/change_customer_id`: moves a receipt to another customer. */
export const changeReceiptCustomer = operation('aid_receipts_customers_cid_rid_change_customer_id_post');

/** `GET /receipts/receipt-token`: the receipt that a token stands for. */
export const getReceiptByToken = operation('aid_receipts_receipt_token_get');

/** `POST /receipts/receipt-token`: gives the receipt of a token to a customer. */
export const claimReceipt = operation('aid_receipts_receipt_token_post');

/** `GET /receipts/search`: receipts by their POS number, unpaged. */
export const searchReceipts = operation('aid_receipts_rid_get');
