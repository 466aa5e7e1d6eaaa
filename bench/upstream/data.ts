/**
 * Made-up answers of the REST services, in the contract's shapes: 64 customers with 20 receipts, 10 cards and 10 orders each,
 * and 64 searches of 50 receipts of 10 customers. The same on every run.
 */

/** Account of the stand-in. */
export const accountId = 'T00000009';
/** How many customers and receipt searches there are, numbered from 1. */
export const count = 64;

/** Id of the nth customer. */
export const customerId = (n: number) => `K${1000 + n}`;
/** Id of one of eight customers with 50 orders, each with a payment. */
export const shopperId = (n: number) => `P${1000 + (n % 8)}`;
/** Number of the nth receipt search. */
export const receiptNumber = (n: number) => `B${n}`;

/** Every path below `/accounts/{aid}/` with the JSON that it answers; of searches the argument is part of the path. */
export function* answers(): Generator<readonly [path: string, body: unknown]> {
  for (let n = 1; n <= count; n += 1) {
    const id = customerId(n);
    yield [`customers/users/${id}`, customer(n)];
    yield [`receipts/customers/${id}`, { receipts: list(20, (row) => receipt(n, row, 6)) }];
    yield [`wallets/customers/${id}/cards`, list(10, (row) => card(n, row))];
    yield [`shopping/customers/${id}/orders`, { orders: list(10, (row) => order(n, row)) }];
    yield [
      `receipts/search/${receiptNumber(n)}`,
      { receipts: list(50, (row) => receipt(1 + ((n + row) % 10), row, 10)) },
    ];
  }
  for (let n = 0; n < 8; n += 1) {
    yield [`customers/users/${shopperId(n)}`, { ...customer(n), customer_id: shopperId(n) }];
    yield [`shopping/customers/${shopperId(n)}/orders`, { orders: list(50, (row) => paidOrder(n, row)) }];
  }
  yield ['checkout/transactions', list(50, payment)];
  for (const rows of [10, 100, 1_000]) {
    yield [`receipts/search/rows-${rows}`, { receipts: list(rows, (row) => receipt(1, row, 2)) }];
  }
}

/** What an answer holds, as far as it is read. */
export type Customer = ReturnType<typeof customer>;
/** See `Customer`. */
export type Receipt = ReturnType<typeof receipt>;
/** See `Customer`. */
export type Card = ReturnType<typeof card>;
/** See `Customer`. */
export type Order = ReturnType<typeof order>;
/** See `Customer`. */
export type Item = ReturnType<typeof line>;
/** See `Customer`. */
export type PaidOrder = ReturnType<typeof paidOrder>;
/** See `Customer`. */
export type Payment = ReturnType<typeof payment>;
/** What receipts and orders have alike. */
export type Sale = Pick<Receipt | Order, 'gross_amount' | 'currency'> & { readonly items: readonly Item[] };

function list<Item>(length: number, item: (row: number) => Item): Item[] {
  return Array.from({ length }, (_, row) => item(row));
}

const names = ['Åse', 'Bjørn', 'Cecilie', 'Dag', 'Eirin', 'Frode', 'Gunn', 'Håkon'];
const goods = [
  'Ullgenser, grå melert',
  'Fjellsekk 45 l',
  'Kaffe, mørkbrent 500 g',
  'Ørepropper',
  'Regnjakke',
  'Termos 1 l',
];
const name = (n: number) => names[n % names.length] ?? '';
const moment = (n: number) => new Date(Date.UTC(2026, n % 11, 1 + (n % 28), 8 + (n % 12), n % 60)).toISOString();

function customer(n: number) {
  return {
    id: `0f0e${String(n).padStart(4, '0')}-5f5f-4a4a-9b9b-0123456789ab`,
    customer_id: customerId(n),
    type: 'customer',
    first_name: name(n),
    last_name: `Nordmann-${n}`,
    email: `kunde.${n}@eksempel.no`,
    phone_number: `+47990${String(10_000 + n)}`,
    date_of_birth: `19${60 + (n % 40)}-05-17`,
    gender: 'female',
    status: 'active',
    favorite_store: 'S01923',
    enrolled_by: { type: 'url', value: 'https://butikk.eksempel.no/bli-medlem' },
    marketing_consent: {
      sms: { consent: true, updated_at: moment(n) },
      email: { consent: false, updated_at: moment(n + 1) },
      post: { consent: true, updated_at: moment(n + 2) },
    },
    addresses: list(2, (row) => ({
      type: row === 0 ? 'home' : 'work',
      comment: 'Femte etasje, ring på',
      ...address(n + row),
    })),
    attributes: { shoe_size: 38 + (n % 8), favorite_color: 'blå', newsletter: ['sport', 'friluft', 'hjem'] },
    metadata: { source: 'web', segment: 'A', legacy_id: 100_000 + n },
    created_at: moment(n),
    created_by: 'aeaeaeae-0000-4000-8000-000000000001',
    updated_at: moment(n + 3),
  };
}

function address(n: number) {
  return { address_line: `Storgata ${n}`, postal_code: '0150', postal_place: 'Oslo', country: 'NO' };
}

function store(n: number) {
  return {
    id: `S0${1900 + (n % 5)}`,
    name: `Butikken på hjørnet ${n % 5}`,
    business_name: 'Butikken AS',
    chain: 'Butikkjeden',
    organization_number: '123456789MVA',
    gln: '7080001000000',
    mcc: '5814',
    phone_number: '+4799999999',
    email: 'butikk@eksempel.no',
    address: address(n % 5),
  };
}

function line(n: number, row: number) {
  const gross = 9_900 + 100 * ((n * 7 + row * 13) % 300);
  const tax = Math.round(gross / 5);
  return {
    id: `A${10_000 + ((n + row) % 500)}`,
    line_id: row + 1,
    groups: [{ id: `G${row % 6}`, name: 'Klær og utstyr' }],
    description: goods[(n + row) % goods.length] ?? '',
    quantity: 1 + (row % 3),
    unit: 'stk',
    gross_amount: gross,
    net_amount: gross - tax,
    tax_percent: 25,
    tax_lines: [
      { amount: tax, percentage: 25, tax_basis: gross - tax, included_in_price: true, tax_group: 'Vmva-høy' },
    ],
    barcode: `703${String(1_000_000_000 + n * 100 + row)}`,
    eligible_for_discount: true,
  };
}

function receipt(n: number, row: number, lines: number) {
  const items = list(lines, (each) => ({
    ...line(n + row, each),
    unit_gross_price: 9_900 + each,
    scale_item: false,
    is_return_item: false,
    voided: false,
  }));
  const gross = items.reduce((sum, { gross_amount }) => sum + gross_amount, 0);
  return {
    id: `7e7e${String(n * 1000 + row).padStart(6, '0')}-1111-4222-8333-444455556666`,
    receipt_id: String(700_000 + n * 100 + row),
    customer_id: customerId(n),
    store: store(row),
    purchase_at: moment(n + row),
    currency: 'NOK',
    gross_amount: gross,
    net_amount: Math.round(gross * 0.8),
    items,
    payments: [{ line_id: 1, amount: gross, type_id: 'VISA', description: 'Visa', voided: false }],
    total_discount: 0,
    no_of_items: lines,
    operator_id: '000210',
    operator_name: 'Ole Anders',
    entry_status: 'Posted',
    created_at: moment(n + row),
  };
}

function card(n: number, row: number) {
  return {
    id: `c0c0${String(n * 100 + row).padStart(6, '0')}-1111-4222-8333-444455556666`,
    card_id: `GK${100_000 + n * 100 + row}`,
    customer_id: customerId(n),
    name: row % 2 === 0 ? 'Gavekort' : 'Tilgodelapp',
    type: row % 2 === 0 ? 'gift_card' : 'credit_note',
    status: row % 3 === 0 ? 'unused' : 'created',
    active_from: moment(n),
    expires_at: moment(n + row),
    created_at: moment(n),
    metadata: { campaign: 'Jul', printed: true },
  };
}

function order(n: number, row: number) {
  const items = list(6, (each) => line(n + row + 3, each));
  const gross = items.reduce((sum, { gross_amount }) => sum + gross_amount, 0);
  return {
    id: `0d0d${String(n * 100 + row).padStart(6, '0')}-1111-4222-8333-444455556666`,
    order_id: `O${10_000 + n * 100 + row}`,
    currency: 'NOK',
    customer: { id: customerId(n), first_name: name(n), last_name: `Nordmann-${n}`, type: 'customer' },
    items,
    gross_amount: gross,
    net_amount: gross,
    total_discount: 0,
    store: store(row),
    shipping_address: { first_name: name(n), last_name: `Nordmann-${n}`, ...address(n) },
    billing_address: { first_name: name(n), last_name: `Nordmann-${n}`, ...address(n) },
    status: row % 2 === 0 ? 'open' : 'closed',
    payment_status: 'paid',
    type: 'webshop',
    created_at: moment(n + row),
    updated_at: moment(n + row + 1),
    version: 3,
  };
}

const paymentId = (row: number) => `${accountId}.${String(row).padStart(22, '0')}`;

function paidOrder(n: number, row: number) {
  const sold = order(n, row);
  const operation = {
    id: `a${row}`,
    items: sold.items.map(({ line_id, gross_amount }) => ({ line_id, amount: gross_amount })),
    amount: sold.gross_amount,
    currency: 'NOK',
    success: true,
    payment_details: { psp: 'Dintero', payment_id: paymentId(row), payment_product: 'vipps' },
  };
  const customer = { ...sold.customer, id: shopperId(n) };
  return {
    ...sold,
    customer,
    authorizations: [operation],
    captures: [{ ...operation, authorization_id: operation.id }],
  };
}

function payment(row: number) {
  const sold = order(0, row);
  const amount = sold.gross_amount;
  const event = (kind: string, day: number) => ({
    id: `${kind}-${row}`,
    event: kind,
    success: true,
    amount,
    created_at: moment(row + day),
    items: sold.items.map((item) => ({ line_id: String(item.line_id), id: item.id, amount: item.gross_amount })),
  });
  return {
    id: paymentId(row),
    account_id: accountId,
    amount,
    currency: 'NOK',
    payment_product: 'vipps',
    payment_product_type: 'vipps',
    merchant_reference: sold.order_id,
    status: 'CAPTURED',
    items: event('AUTHORIZE', 0).items,
    events: [event('AUTHORIZE', 0), event('CAPTURE', 1)],
    created_at: moment(row),
    updated_at: moment(row + 1),
  };
}
