import type { Transaction as Payment } from '../upstream/contract/checkout.ts';
import type { CustomerResponse as Customer } from '../upstream/contract/customers.ts';
import { getPayment, getPaymentSession, listPaymentSessions, listPayments } from '../upstream/endpoints/checkout.ts';
import { getCustomer } from '../upstream/endpoints/customers.ts';
import type { Page, Window } from '../upstream/page.ts';
import { prime } from './service.ts';
import { view, way } from './view.ts';

/** Which look-ups the rows of lists answer. */
export const primes = [
  prime(listPayments, getPayment, ({ id }) => (id === undefined ? null : { path: { payment_id: id } })),
  prime(listPaymentSessions, getPaymentSession, ({ id }) => (id === undefined ? null : { path: { session_id: id } })),
];

/** Payments of a customer, where the customers of payments are those of the customers service. */
export const paymentsOfCustomer = view<{ customerId: string; window: Window }, Page<Payment> | null>(
  'paymentsOfCustomer',
  way({
    uses: { payments: listPayments },
    read: async ({ customerId, window }, { payments }, { checkoutCustomers }) =>
      checkoutCustomers === 'loyalty' ? payments({ query: { customer_id: customerId }, window }) : null,
  }),
);

/** The customer who paid, where the customers of payments are those of the customers service. */
export const customerOfPayment = view<{ customerId: string }, Customer | null>(
  'customerOfPayment',
  way({
    uses: { customer: getCustomer },
    read: async ({ customerId }, { customer }, { checkoutCustomers }) =>
      checkoutCustomers === 'loyalty' ? customer({ path: { customer_id: customerId } }) : null,
  }),
);
