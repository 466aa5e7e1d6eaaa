import { paymentsOfCustomer } from '../../loaders/payments.ts';
import { paymentIdsOf, paymentsOfOrder, sessionIdsOf } from '../../loaders/payments-of-order.ts';
import { orderIdOf } from '../../loaders/shopping.ts';
import type { OrderMaybeWithEvents as Order } from '../../upstream/contract/shopping.ts';
import { getPayment, getPaymentSession, listPaymentSessions, listPayments } from '../../upstream/endpoints/checkout.ts';
import { builder } from '../builder.ts';
import { CustomerRef } from '../customers/customer/customer.ts';
import { connectionType } from '../framework/connection.ts';
import { OrderRef } from '../shopping/orders/order.ts';
import { PaymentFilterRef, PaymentSessionFilterRef, paymentFilter, paymentSessionFilter } from './filter.ts';
import { PaymentRef } from './payment.ts';
import { PaymentSessionRef } from './session.ts';

const PaymentConnection = connectionType(PaymentRef);
const PaymentSessionConnection = connectionType(PaymentSessionRef);

builder.queryFields((t) => ({
  payment: t.call({
    type: PaymentRef,
    description: 'A payment by its id; null where there is none.',
    args: { paymentId: t.arg.text('id', { required: true, description: "Dintero's id of the payment." }) },
    calls: getPayment,
    input: (_, { paymentId }) => ({ path: { payment_id: paymentId } }),
  }),
  payments: t.page({
    type: PaymentConnection,
    description: 'Payments of the account, newest first.',
    args: { filter: t.arg({ type: PaymentFilterRef, description: 'Which payments; all without it.' }) },
    calls: listPayments,
    input: (_, { filter }) => ({ query: paymentFilter(filter) }),
  }),
  paymentSession: t.call({
    type: PaymentSessionRef,
    description: 'A checkout by its id; null where there is none.',
    args: { sessionId: t.arg.text('id', { required: true, description: "Dintero's id of the checkout." }) },
    calls: getPaymentSession,
    input: (_, { sessionId }) => ({ path: { session_id: sessionId } }),
  }),
  paymentSessions: t.page({
    type: PaymentSessionConnection,
    description:
      'Checkouts of the account, paid or not. The newer of the two addresses of checkout does not have this list.',
    args: { filter: t.arg({ type: PaymentSessionFilterRef, description: 'Which checkouts; all without it.' }) },
    calls: listPaymentSessions,
    input: (_, { filter }) => ({ query: paymentSessionFilter(filter) }),
  }),
}));

builder.objectField(CustomerRef, 'payments', (t) =>
  t.page({
    type: PaymentConnection,
    description:
      'Payments of the customer, newest first; null where `CHECKOUT_CUSTOMERS` says that the customers of payments are others.',
    calls: paymentsOfCustomer,
    input: ({ customer_id: customerId }) => ({ customerId }),
  }),
);

/** Of which order payments are wanted, with what it carries. */
export function orderKey(order: Order) {
  const { authorizations, sessions } = order;
  return {
    orderId: orderIdOf(order),
    paymentIds: authorizations ? paymentIdsOf(authorizations) : null,
    sessionIds: sessions ? sessionIdsOf(sessions) : null,
  };
}

builder.objectField(OrderRef, 'payments', (t) =>
  t.call({
    type: [PaymentRef],
    description:
      "Payments of the order: those that its authorizations name, else those of its checkouts, else those that bear the order's id as their reference, failed attempts and duplicates among them; `refundable` tells them apart.",
    calls: paymentsOfOrder,
    input: orderKey,
    resolve: (found) => found.map(({ payment }) => payment),
  }),
);
