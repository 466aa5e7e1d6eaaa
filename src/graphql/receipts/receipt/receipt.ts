import { money } from '../../../kernel/money.ts';
import { locationOfMany } from '../../../loaders/locations.ts';
import { getCustomer } from '../../../upstream/endpoints/customers.ts';
import { getCustomerReceipt } from '../../../upstream/endpoints/receipts.ts';
import { builder } from '../../builder.ts';
import { CustomerRef } from '../../customers/customer/customer.ts';
import { entityType } from '../../framework/node.ts';
import { LocationRef } from '../../locations/location.ts';
import { priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime } from '../../values/scalars.ts';
import { StoreRef } from '../../values/store.ts';
import { ReceiptItemRef } from '../lines/item.ts';
import { inFull, type ReceiptView } from './view.ts';

/** `Receipt`: what a customer bought at one time. */
export const ReceiptRef = builder.objectRef<ReceiptView>('Receipt');

entityType(ReceiptRef, {
  description:
    'What a customer bought at one time. A receipt of nobody has an id too, but cannot be found by it: upstream finds receipts by their customer.',
  keys: ({ customerId, receipt }) => (customerId === null ? [receipt.id] : [customerId, receipt.id]),
  calls: getCustomerReceipt,
  input: ([customer_id, receipt_id]) =>
    customer_id === undefined || receipt_id === undefined ? null : { path: { customer_id, receipt_id } },
  resolve: (receipt, [customerId]) => inFull(receipt, customerId),
});

builder.objectFields(ReceiptRef, (t) => ({
  purchasedAt: t.field({
    type: 'DateTime',
    description: 'When it was bought.',
    resolve: ({ receipt }) => dateTime(receipt.purchase_at),
  }),
  currency: t.string({ description: 'ISO 4217 code of all amounts.', resolve: ({ receipt }) => receipt.currency }),
  grossAmount: t.field({
    type: MoneyRef,
    description: 'Total before discounts, tax included; negative when goods came back.',
    resolve: ({ receipt }) => money(receipt.gross_amount, receipt.currency),
  }),
  netAmount: t.field({
    type: MoneyRef,
    description: 'Total without tax.',
    resolve: ({ receipt }) => money(receipt.net_amount, receipt.currency),
  }),
  items: t.field({
    type: [ReceiptItemRef],
    description: 'The lines.',
    resolve: ({ receipt }) => priced(receipt.items, receipt.currency),
  }),
  store: t.field({
    type: StoreRef,
    description: 'The store as printed.',
    resolve: ({ receipt }) => receipt.store,
  }),
  location: t.call({
    type: LocationRef,
    description: 'The store as it is now; null where there is none (any more).',
    calls: locationOfMany,
    input: ({ receipt }) => (receipt.store?.id ? { locationId: receipt.store.id } : null),
  }),
  customerId: t.string({
    description: "The merchant's own id of the customer; null for a receipt of nobody.",
    resolve: ({ customerId }) => customerId,
  }),
  customer: t.call({
    type: CustomerRef,
    description: 'The customer as it is now; null for a receipt of nobody.',
    calls: getCustomer,
    input: ({ customerId }) => (customerId === null ? null : { path: { customer_id: customerId } }),
  }),
  createdAt: t.field({
    type: 'DateTime',
    description: 'When it was stored.',
    resolve: ({ receipt }) => dateTime(receipt.created_at),
  }),
  updatedAt: t.field({
    type: 'DateTime',
    description: 'When it was changed last; null where it never was.',
    resolve: ({ receipt }) => dateTime(receipt.updated_at),
  }),
}));
