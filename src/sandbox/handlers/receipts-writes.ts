import { failure, found, invalid, wrongStateAnswer } from '../answer.ts';
import { freshId, stamp } from '../clock.ts';
import type { Handlers } from '../handler.ts';
import { countPurchase, giveReceipt, type Receipt } from './receipt-effects.ts';

/** Writes that store receipts, or give one to a customer. */
export const receiptWrites = {
  createReceipts: ({ body, query }, state) => {
    const stranger = body.findIndex(({ customer_id: id }) => id !== undefined && !state.customers.has(id));
    if (stranger !== -1) return invalid(`/${stranger}/customer_id`, 'No such customer.');
    let duplicates = 0;
    const receipts = body.map((sent) => {
      const known = [...state.receipts.values()].find(
        ({ receipt_id, store }) => receipt_id === sent.receipt_id && store.id === sent.store.id,
      );
      if (known !== undefined) {
        duplicates += 1;
        return entityOf(known);
      }
      const { customer_id: customerId, ...rest } = sent;
      const id = freshId(state);
      const receipt: Receipt = { ...rest, id, created_at: stamp(state), created_by: 'sandbox' };
      state.receipts.set(id, receipt);
      if (customerId === undefined) {
        if (query.token_expire_days !== undefined) state.receiptTokens.set(`KV-${receipt.receipt_id}`, id);
      } else {
        giveReceipt(state, receipt, customerId);
        countPurchase(state, receipt);
      }
      return entityOf(receipt);
    });
    return found({ receipts, duplicates });
  },
  claimReceipt: ({ query, body, caller }, state) => {
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
  updateReceipt: ({ path, body }, state) => {
    const receipt = state.receipts.get(path.receipt_id);
    if (receipt === undefined) return found(undefined);
    if (!state.customers.has(body.customer_id)) return invalid('/customer_id', 'No such customer.');
    if (receipt.customer_id !== undefined && receipt.customer_id !== body.customer_id)
      return wrongStateAnswer('The receipt is of another customer.');
    const isNew = receipt.customer_id === undefined;
    if (isNew) giveReceipt(state, receipt, body.customer_id);
    Object.assign(receipt, { updated_at: stamp(state) }, body.discounts && { discounts: body.discounts });
    if (isNew) countPurchase(state, receipt);
    return found(receipt);
  },
  changeReceiptCustomer: ({ path, body }, state) => {
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

function entityOf({ id, created_at, created_by, updated_at }: Receipt) {
  return { id, created_at, created_by, updated_at };
}
