import { stamp } from '../clock.ts';
import { failure, found, type Handlers, invalid } from '../handler.ts';
import { countPurchase, giveReceipt } from './receipt-effects.ts';

/** Writes that give a receipt to a customer. */
export const receiptWrites = {
  aid_receipts_receipt_token_post: ({ query, body, caller }, state) => {
    const isStaff = ['admin:receipts', 'write:receipts'].some((scope) => caller.scopes.has(scope));
    if (!isStaff && body.customer_id !== caller.customerId)
      return failure(403, 'FORBIDDEN', 'Belongs to another customer.');
    const receipt = state.receipts.get(state.receiptTokens.get(query.token) ?? '');
    if (receipt === undefined)
      return failure(400, 'TOKEN', 'No receipt has this token any more.', [{ field: '/token' }]);
    if (!state.customers.has(body.customer_id)) return invalid('/customer_id', 'No such customer.');
    state.receiptTokens.delete(query.token);
    giveReceipt(state, receipt, body.customer_id);
    receipt.updated_at = stamp(state);
    countPurchase(state, receipt);
    return found(receipt);
  },
  aid_receipts_update_put: ({ path, body }, state) => {
    const receipt = state.receipts.get(path.receipt_id);
    if (receipt === undefined) return found(undefined);
    if (!state.customers.has(body.customer_id)) return invalid('/customer_id', 'No such customer.');
    if (receipt.customer_id !== undefined && receipt.customer_id !== body.customer_id)
      return invalid('/customer_id', 'The receipt is of another customer.');
    const isNew = receipt.customer_id === undefined;
    if (isNew) giveReceipt(state, receipt, body.customer_id);
    Object.assign(receipt, { updated_at: stamp(state) }, body.discounts && { discounts: body.discounts });
    if (isNew) countPurchase(state, receipt);
    return found(receipt);
  },
  aid_receipts_customers_cid_rid_change_customer_id_post: ({ path, body }, state) => {
    const receipt = [...state.receipts.values()].find(
      ({ id, receipt_id, customer_id }) =>
        customer_id === path.customer_id && (id === path.receipt_id || receipt_id === path.receipt_id),
    );
    const to = body.customer_id;
    if (receipt === undefined) return found(undefined);
    if (to === undefined || !state.customers.has(to)) return invalid('/customer_id', 'No such customer.');
    giveReceipt(state, receipt, to);
    receipt.updated_at = stamp(state);
    return found(receipt);
  },
} satisfies Handlers;
