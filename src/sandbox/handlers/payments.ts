import { found } from '../answer.ts';
import type { Handlers } from '../handler.ts';
import { paged } from '../paging.ts';
import { finish } from './payments-writes.ts';

/** Reads of the checkout service. */
export const paymentsHandlers = {
  listPayments: ({ query }, { payments }) => {
    const rows = [...payments.values()].filter(
      (each) =>
        isIn(query.id, each.id) &&
        isIn(query.status, each.status) &&
        isIn(query.payment_product, each.payment_product) &&
        isIn(query.payment_product_type, each.payment_product_type) &&
        isIn(query.session_id, each.session_id) &&
        isIn(query.store_id, each.store?.id) &&
        isIn(query.currency, each.currency) &&
        is(query.merchant_reference, each.merchant_reference) &&
        is(query.merchant_reference_2, each.merchant_reference_2) &&
        is(query.customer_id, each.customer?.customer_id) &&
        is(query.amount, each.amount) &&
        each.amount >= (query['amount.gte'] ?? 0) &&
        each.amount <= (query['amount.lte'] ?? Number.POSITIVE_INFINITY) &&
        isWithin(each.created_at, query['created_at.gte'], query['created_at.lte']) &&
        (query.search === undefined ||
          isFound(query.search, [each.id, each.session_id, each.merchant_reference, each.customer?.email])),
    );
    return paged('listPayments', newestFirst(rows), query);
  },
  getPayment: ({ path }, state) => {
    const answer = found(state.payments.get(path.payment_id));
    const body = structuredClone(answer.body);
    for (const each of state.unfinished)
      if (each.payment.id === path.payment_id && each.reads !== null) each.reads -= 1;
    for (const each of state.unfinished.filter(({ reads }) => reads !== null && reads <= 0)) finish(state, each, true);
    return { ...answer, body };
  },
  listPaymentSessions: ({ query }, { paymentSessions }) => {
    const rows = [...paymentSessions.values()].filter(
      (each) =>
        isIn(query.id, each.id) &&
        isIn(query.transaction_id, each.transaction_id) &&
        isIn(query.store_id, each.order?.store?.id) &&
        isWithin(each.created_at, query['created_at.gte'], query['created_at.lte']) &&
        (query.search === undefined || isFound(query.search, [each.order?.merchant_reference])),
    );
    return paged('listPaymentSessions', newestFirst(rows), query);
  },
  getPaymentSession: ({ path }, { paymentSessions }) => found(paymentSessions.get(path.session_id)),
} satisfies Handlers;

function is<Value>(wanted: Value | undefined, value: Value | undefined): boolean {
  return wanted === undefined || wanted === value;
}

function isIn(wanted: readonly string[] | string | undefined, value: string | undefined): boolean {
  return wanted === undefined || [wanted].flat().some((each) => each === value);
}

function isFound(search: string, texts: readonly (string | undefined)[]): boolean {
  return texts.some((text) => text?.toLowerCase() === search.toLowerCase());
}

function isWithin(at = '', from: string | undefined, to: string | undefined): boolean {
  return (
    (from === undefined || Date.parse(at) >= Date.parse(from)) && (to === undefined || Date.parse(at) <= Date.parse(to))
  );
}

function newestFirst<Row extends { readonly created_at?: string }>(rows: readonly Row[]): Row[] {
  return rows.toSorted((one, other) => ((one.created_at ?? '') < (other.created_at ?? '') ? 1 : -1));
}
