import type { OrderMoney } from '../money/order.ts';
import type { OrderMaybeWithEvents as Order } from '../upstream/contract/shopping.ts';
import { listPayments } from '../upstream/endpoints/checkout.ts';
import {
  listAuthorizations,
  listCancellations,
  listCaptures,
  listOrderSessions,
  listRefunds,
} from '../upstream/endpoints/shopping.ts';
import { paymentIdsOf, readPayments, sessionIdsOf } from './payments-of-order.ts';
import { orderIdOf } from './shopping.ts';
import { type Bound, view, way } from './view.ts';

/** What is read of an order's money. */
export const readsOfMoney = {
  authorizations: listAuthorizations,
  captures: listCaptures,
  refunds: listRefunds,
  cancellations: listCancellations,
  sessions: listOrderSessions,
  payments: listPayments,
};

/** An order with what is recorded on it, where it does not carry that, and the payments behind it. */
export async function readMoney(order: Order, use: Bound<typeof readsOfMoney>): Promise<OrderMoney> {
  const orderId = orderIdOf(order);
  const path = { order_id: orderId };
  const [authorizations = [], captures = [], refunds = [], cancellations = []] = await Promise.all([
    order.authorizations ?? use.authorizations({ path }).then((answer) => answer?.authorizations),
    order.captures ?? use.captures({ path }).then((answer) => answer?.captures),
    order.refunds ?? use.refunds({ path }).then((answer) => answer?.refunds),
    order.cancellations ?? use.cancellations({ path }).then((answer) => answer?.cancellations),
  ]);
  const sessionIds = order.sessions ? sessionIdsOf(order.sessions) : null;
  const [payments] = await readPayments([{ orderId, paymentIds: paymentIdsOf(authorizations), sessionIds }], use);
  if (payments instanceof Error) throw payments;
  return { order, authorizations, captures, refunds, cancellations, payments: payments ?? [] };
}

/** The money of an order. */
export const moneyOfOrder = view<{ readonly order: Order }, OrderMoney>(
  'moneyOfOrder',
  way({
    uses: readsOfMoney,
    // Payments by the ids that authorizations name, by checkouts, and by the id of the order, until there are some.
    counts: Object.values(readsOfMoney).map((endpoint) => ({
      endpoint,
      per: 'parent',
      most: endpoint.name === 'listPayments' ? 3 : 1,
    })),
    read: ({ order }: { readonly order: Order }, use) => readMoney(order, use),
  }),
);
