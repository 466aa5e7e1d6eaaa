import type { components } from '../../upstream/contract/checkout.ts';
import { accountId } from '../account.ts';
import type { OrderRecord, PaymentsState, ShoppingState, WalletsState } from '../state.ts';

type Schemas = components['schemas'];
type Payment = Schemas['Transaction'] & { readonly id: string };
type Event = Schemas['TransactionEvent'];

/** What is paid with in turn: product and kind of product. */
const products = [
  ['dintero_psp', 'dintero_psp.creditcard'],
  ['vipps', 'vipps'],
  ['swish', 'swish.swish'],
  ['klarna', 'klarna.klarna'],
  ['collector', 'collector.invoice'],
  ['dintero_psp', 'dintero_psp.creditcard'],
] as const;

/** A payment for each order with an authorization, as far as the order has come, and a checkout for each payment. */
export function createPayments({ orders }: ShoppingState, { cards }: WalletsState): PaymentsState {
  const payments: PaymentsState['payments'] = new Map();
  const paymentSessions: PaymentsState['paymentSessions'] = new Map();
  const byNumber = [...orders.values()].sort((one, other) => (orderIdOf(one) < orderIdOf(other) ? -1 : 1));
  for (const [index, record] of byNumber.entries()) {
    for (const session of record.sessions) session.id = idFrom(session.id);
    const made = paymentsOf(record, index, [...cards.keys()][index % cards.size] ?? '');
    for (const payment of made) {
      payments.set(payment.id, payment);
      paymentSessions.set(payment.session_id ?? '', sessionOf(payment));
    }
    const session = record.sessions[0];
    if (session?.id !== undefined && !paymentSessions.has(session.id)) {
      const order = {
        amount: session.amount ?? 0,
        currency: record.order.currency ?? 'NOK',
        merchant_reference: orderIdOf(record),
      };
      paymentSessions.set(session.id, { id: session.id, order, created_at: session.created_at ?? '', events: [] });
    }
  }
  return { payments, paymentSessions, checkoutScript: [], unfinished: [] };
}

/** An id of checkout, made of another one. */
function idFrom(id = ''): string {
  return `${accountId}.${id.replaceAll('-', '').slice(-22)}`;
}

function orderIdOf({ order }: OrderRecord): string {
  return order.order_id ?? order.id;
}

/** Of some orders the authorizations do not name the payment; some were paid twice, or at the second attempt. */
function paymentsOf(record: OrderRecord, index: number, cardId: string): Payment[] {
  const [authorization] = record.authorizations;
  if (authorization === undefined) return [];
  const captured = record.captures.length > 0;
  const choice = products[index % products.length] ?? products[0];
  // Swish takes the money at once.
  const [product, kind] = choice[0] === 'swish' && !captured ? products[1] : choice;
  const id = idFrom(authorization.id);
  const payment = paymentOf(record, id, product, kind);
  const part = Math.min(5_000, payment.amount);
  if (index % products.length === 5) {
    payment.gift_cards = [
      { type: 'dintero.wallets', card_id: cardId, amount: part, masked_card_token: '********1234' },
    ];
  }
  if (index % 35 === 10) {
    const other = `${id}2`;
    const second =
      index % 2 === 0
        ? { ...payment, id: other }
        : { ...payment, id: other, status: 'DECLINED', events: declined(payment) };
    return [payment, { ...second, session_id: `${other}s` }];
  }
  const details = { psp: 'Dintero', payment_id: id, payment_product: product, payment_product_type: kind };
  for (const operation of [authorization, ...record.captures, ...record.refunds, ...record.cancellations])
    operation.payment_details = {
      ...details,
      ...(payment.card && { card: { brand: 'Visa', type: 'Credit', masked_pan: '476173******0416' } }),
    };
  return [payment];
}

function paymentOf(record: OrderRecord, id: string, product: string, kind: string): Payment {
  const { order, authorizations, captures, refunds, cancellations, sessions } = record;
  const at = order.created_at ?? '';
  const lines = order.items ?? [];
  const itemsOf = (parts: readonly { line_id: number; amount: number }[]) =>
    parts.map(({ line_id, amount }) => ({
      line_id: String(line_id),
      id: lines.find((line) => line.line_id === line_id)?.id ?? '',
      amount,
    }));
  const sum = (operations: OrderRecord['captures']) => operations.reduce((total, { amount = 0 }) => total + amount, 0);
  const [total, taken, back] = [sum(authorizations), sum(captures), sum(refunds)];
  const isHeld = product === 'collector' && taken === 0 && cancellations.length === 0;
  const status = isHeld ? 'ON_HOLD' : paymentStatus(total, taken, back, cancellations.length > 0);
  const event = (name: string, amount: number, items: Event['items'], reference?: string): Event => ({
    id: `${id}.${name}${reference ?? ''}`,
    event: name,
    transaction_status: status,
    success: true,
    amount,
    ...(items && { items }),
    ...(reference !== undefined && { event_reference: reference }),
    created_at: at,
    created_by: 'sandbox',
  });
  const isCard = product === 'dintero_psp';
  return {
    id,
    session_id: sessions[0]?.id ?? `${id}s`,
    status,
    amount: total,
    currency: order.currency ?? 'NOK',
    payment_product: product,
    payment_product_type: kind,
    channel: 'ecommerce',
    settlement_status: taken > 0 ? 'SETTLED' : 'NOT_SETTLED',
    merchant_reference: orderIdOf(record),
    dynamic_descriptor: 'FJELL OG FJORD',
    customer: {
      ...(order.customer?.id !== undefined && { customer_id: order.customer.id }),
      ...(order.customer?.email !== undefined && { email: order.customer.email }),
    },
    ...(order.store !== undefined && {
      store: { id: order.store.id, ...(order.store.name !== undefined && { name: order.store.name }) },
    }),
    items: lines.map((line) => ({
      line_id: String(line.line_id),
      id: line.id ?? '',
      description: line.description ?? '',
      quantity: line.quantity ?? 1,
      amount: line.net_amount ?? line.gross_amount ?? 0,
    })),
    ...(isCard && {
      card: { brand: 'Visa', masked_pan: '476173******0416', expiry_date: '09/2030', type: 'Credit', country: 'NOR' },
    }),
    events: [
      event('INITIALIZE', total, undefined),
      {
        ...event('AUTHORIZE', total, undefined),
        ...(product === 'klarna' && { metadata: { 'klarna:authorization_expiration': '2026-11-29T12:00:00.000Z' } }),
      },
      ...captures.map((each) => event('CAPTURE', each.amount ?? 0, itemsOf(each.items), 'shop-capture')),
      ...refunds.map((each) => event('REFUND', each.amount ?? 0, itemsOf(each.items), 'shop-refund')),
      ...(cancellations.length > 0 ? [event('VOID', total, undefined)] : []),
    ],
    created_at: at,
    updated_at: at,
  };
}

/** The word for how far a payment has come. */
export function paymentStatus(total: number, taken: number, back: number, isVoided: boolean): string {
  if (taken === 0) return isVoided ? 'AUTHORIZATION_VOIDED' : 'AUTHORIZED';
  if (back >= taken) return 'REFUNDED';
  if (taken >= total || isVoided) return back > 0 ? 'PARTIALLY_REFUNDED' : 'CAPTURED';
  return back > 0 ? 'PARTIALLY_CAPTURED_REFUNDED' : 'PARTIALLY_CAPTURED';
}

function declined({ events: [first] = [] }: Payment): Event[] {
  const error = { code: 'DECLINED', message: 'The card was declined.', type: ['INSUFFICIENT_FUNDS'] };
  return first === undefined
    ? []
    : [first, { ...first, id: `${first.id}d`, event: 'AUTHORIZE', success: false, error }];
}

function sessionOf({
  id,
  session_id,
  amount,
  currency,
  merchant_reference,
  customer,
  store,
  items,
  created_at,
  ...payment
}: Payment): Schemas['Session'] {
  return {
    id: session_id ?? '',
    transaction_id: id,
    order: {
      amount,
      currency,
      ...(merchant_reference !== undefined && { merchant_reference }),
      ...(items && { items }),
      ...(store && { store }),
    },
    ...(customer && { customer }),
    events: [
      { id: `${id}.i`, name: 'INITIATED', created_at: created_at ?? '' },
      {
        id: `${id}.a`,
        name: payment.status === 'DECLINED' ? 'DECLINED' : 'AUTHORIZED',
        created_at: created_at ?? '',
        details: { payment_product_type: payment.payment_product_type, amount },
      },
    ],
    created_at: created_at ?? '',
    updated_at: created_at ?? '',
  };
}
