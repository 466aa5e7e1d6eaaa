import type { QueryOf } from '../../upstream/endpoint.ts';
import { builder } from '../builder.ts';

/** `PaymentFilter`: which payments are wanted. */
export const PaymentFilterRef = builder.inputType('PaymentFilter', {
  description: 'Which payments are wanted; every condition given must hold.',
  fields: (t) => ({
    paymentIds: t.texts('id', { description: 'These.' }),
    sessionIds: t.texts('id', { description: 'Made in these checkouts.' }),
    statuses: t.stringList({ description: 'In one of these states: `AUTHORIZED`.' }),
    products: t.stringList({ description: 'Paid in one of these ways: `vipps`, `dintero_psp.creditcard`.' }),
    storeIds: t.texts('id', { description: 'Of one of these locations.' }),
    merchantReference: t.string({ description: "With this reference of the shop: mostly the order's id." }),
    customerId: t.text('id', { description: 'Of this customer, as payments name customers.' }),
    search: t.text('search', {
      description: 'Exactly this id, reference, phone number, e-mail address, or first and last name with one space.',
    }),
    amountFrom: t.field({ type: 'SafeInt', description: 'Authorized for this much or more, in the minor unit.' }),
    amountTo: t.field({ type: 'SafeInt', description: 'Authorized for this much or less, in the minor unit.' }),
    createdFrom: t.field({ type: 'DateTime', description: 'Begun at this moment or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Begun at this moment or earlier.' }),
  }),
});

/** A filter of payments in upstream's words. */
export function paymentFilter(filter: typeof PaymentFilterRef.$inferInput | null | undefined): QueryOf<'listPayments'> {
  return {
    id: filter?.paymentIds ?? undefined,
    session_id: filter?.sessionIds ?? undefined,
    status: filter?.statuses ?? undefined,
    payment_product_type: filter?.products ?? undefined,
    store_id: filter?.storeIds ?? undefined,
    merchant_reference: filter?.merchantReference ?? undefined,
    customer_id: filter?.customerId ?? undefined,
    search: filter?.search ?? undefined,
    'amount.gte': filter?.amountFrom ?? undefined,
    'amount.lte': filter?.amountTo ?? undefined,
    'created_at.gte': filter?.createdFrom?.toISOString(),
    'created_at.lte': filter?.createdTo?.toISOString(),
  };
}

/** `PaymentSessionFilter`: which checkouts are wanted. */
export const PaymentSessionFilterRef = builder.inputType('PaymentSessionFilter', {
  description: 'Which checkouts are wanted; every condition given must hold.',
  fields: (t) => ({
    sessionIds: t.texts('id', { description: 'These.' }),
    paymentIds: t.texts('id', { description: 'In which these payments were made.' }),
    storeIds: t.texts('id', { description: 'Of one of these locations.' }),
    search: t.text('search', {
      description: 'Exactly this reference of the shop, or first and last name with one space.',
    }),
    createdFrom: t.field({ type: 'DateTime', description: 'Made at this moment or later.' }),
    createdTo: t.field({ type: 'DateTime', description: 'Made at this moment or earlier.' }),
  }),
});

/** A filter of checkouts in upstream's words. */
export function paymentSessionFilter(
  filter: typeof PaymentSessionFilterRef.$inferInput | null | undefined,
): QueryOf<'listPaymentSessions'> {
  return {
    id: filter?.sessionIds ?? undefined,
    transaction_id: filter?.paymentIds ?? undefined,
    store_id: filter?.storeIds ?? undefined,
    search: filter?.search ?? undefined,
    'created_at.gte': filter?.createdFrom?.toISOString(),
    'created_at.lte': filter?.createdTo?.toISOString(),
  };
}
