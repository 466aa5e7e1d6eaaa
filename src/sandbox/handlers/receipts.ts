import { found } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';
import type { ReceiptsState } from '../state.ts';

type Receipt = ReceiptsState['receipts'] extends Map<string, infer Each> ? Each : never;

/** Reads of the receipts service. */
export const receiptsHandlers = {
  listCustomerReceipts: ({ path, query }, { customers, receiptsOf, receipts }) => {
    if (!customers.has(path.customer_id)) return found(undefined);
    const ids = receiptsOf.get(path.customer_id) ?? [];
    const rows = ids.map((id) => receipts.get(id)).filter((receipt) => receipt !== undefined);
    return paged('listCustomerReceipts', rows.map(rowOf), query);
  },
  // Whether the path takes the entity id or the number of the till is not known: both are found.
  getCustomerReceipt: ({ path }, state) => {
    const own = state.receiptsOf.get(path.customer_id) ?? [];
    const id = own.find((each) => each === path.receipt_id || state.receipts.get(each)?.receipt_id === path.receipt_id);
    return found(id === undefined ? undefined : state.receipts.get(id));
  },
  getReceiptByToken: ({ query }, { receiptTokens, receipts }) =>
    found(receipts.get(receiptTokens.get(query.token) ?? '')),
  searchReceipts: ({ query }, { receipts }) =>
    found({ receipts: [...receipts.values()].filter(({ receipt_id }) => receipt_id === query.receipt_id) }),
  customerSegment: ({ body }, { receipts }) => {
    const purchases = new Map<string, number>();
    for (const receipt of receipts.values()) {
      if (receipt.customer_id === undefined || !isBought(receipt, body)) continue;
      purchases.set(receipt.customer_id, (purchases.get(receipt.customer_id) ?? 0) + 1);
    }
    return found({ customers: [...purchases].map(([customer_id, count]) => ({ customer_id, purchases: count })) });
  },
} satisfies Handlers;

/** A row of a customer's receipts: in short. */
function rowOf({ id, created_at, store, items, gross_amount, net_amount, currency, purchase_at }: Receipt) {
  return { id, created_at, store, items, gross_amount, net_amount, currency, purchase_at };
}

interface Segment {
  readonly purchase_from?: string | undefined;
  readonly purchase_to?: string | undefined;
  readonly store_ids?: readonly string[] | undefined;
  readonly items?: readonly { readonly id?: string; readonly group?: string }[] | undefined;
}

function isBought({ purchase_at, store, items }: Receipt, segment: Segment): boolean {
  return (
    (segment.purchase_from === undefined || purchase_at >= segment.purchase_from) &&
    (segment.purchase_to === undefined || purchase_at <= segment.purchase_to) &&
    (segment.store_ids === undefined || segment.store_ids.includes(store.id)) &&
    (segment.items === undefined ||
      segment.items.some((wanted) =>
        items?.some(
          ({ id, groups }) =>
            (wanted.id ?? id) === id &&
            (wanted.group === undefined || groups?.some((group) => group.id === wanted.group)),
        ),
      ))
  );
}
