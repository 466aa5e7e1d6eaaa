import type { Carried } from '../../../auth/access/gate.ts';
import { money } from '../../../kernel/money.ts';
import { receiptInFull } from '../../../loaders/receipts.ts';
import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { listCustomerReceipts } from '../../../upstream/endpoints/receipts.ts';
import { builder } from '../../builder.ts';
import { CustomerSnapshotRef } from '../../customers/customer/snapshot.ts';
import { AddressRef } from '../../values/address.ts';
import { ExtraInfoRef, priced, TaxLineRef } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime, int } from '../../values/scalars.ts';
import { ReceiptDiscountRef } from '../lines/discount.ts';
import { InfocodeLineRef } from '../lines/infocode-line.ts';
import { ReceiptPaymentRef } from '../lines/payment.ts';
import { EntryStatus } from './entry-status.ts';
import { ReceiptRef } from './receipt.ts';
import type { ReceiptView } from './view.ts';

type Delivery = NonNullable<Receipt['delivery']>;

const ReceiptDeliveryRef = builder.objectRef<Delivery>('ReceiptDelivery');

builder.objectType(ReceiptDeliveryRef, {
  description: 'Where and to whom the goods are sent.',
  fields: (t) => ({
    firstName: t.exposeString('first_name', { description: 'First name.' }),
    lastName: t.exposeString('last_name', { description: 'Last name.' }),
    email: t.exposeString('email', { description: 'E-mail address.' }),
    phoneNumber: t.exposeString('phone_number', { description: 'Phone number, E.164.' }),
    address: t.field({ type: AddressRef, description: 'Where to.', resolve: (delivery) => delivery.address }),
  }),
});

/** What a row of a customer's list lacks is loaded once per receipt, whichever of these fields are asked for. */
const detail = {
  calls: receiptInFull,
  input: ({ customerId, receipt }: ReceiptView) => (customerId === null ? null : receiptKey(customerId, receipt)),
  carried: {
    value: ({ full, receipt }: ReceiptView) => (full ? receipt : null),
    lackedBy: [listCustomerReceipts],
  } satisfies Carried<ReceiptView, Receipt>,
};

/** By which ids a receipt is found. */
export function receiptKey<Customer extends string | null>(customerId: Customer, receipt: ReceiptView['receipt']) {
  return { customerId, id: receipt.id, number: numberOf(receipt) };
}

/** The till's own number, which rows of a list may lack. */
function numberOf(receipt: ReceiptView['receipt']): string | undefined {
  return 'receipt_id' in receipt && typeof receipt.receipt_id === 'string' ? receipt.receipt_id : undefined;
}

builder.objectFields(ReceiptRef, (t) => ({
  receiptId: t.call({
    type: 'String',
    ...detail,
    description: "The till's own number of the receipt.",
    resolve: (receipt) => receipt.receipt_id,
  }),
  customerSnapshot: t.call({
    type: CustomerSnapshotRef,
    ...detail,
    description: 'The customer as printed; null for a receipt of nobody.',
    resolve: (receipt) => receipt.customer,
  }),
  payments: t.call({
    type: [ReceiptPaymentRef],
    ...detail,
    description: 'How it was paid.',
    resolve: (receipt) => priced(receipt.payments, receipt.currency),
  }),
  taxLines: t.call({
    type: [TaxLineRef],
    ...detail,
    description: 'Tax of the whole, by rate.',
    resolve: (receipt) => priced(receipt.tax_lines, receipt.currency),
  }),
  discounts: t.call({
    type: [ReceiptDiscountRef],
    ...detail,
    description: 'Discount rules that were used.',
    resolve: (receipt) => priced(receipt.discounts, receipt.currency),
  }),
  amountDue: t.call({
    type: MoneyRef,
    ...detail,
    description: 'What is still to be paid.',
    resolve: (receipt) => money(receipt.amount_due, receipt.currency),
  }),
  totalDiscount: t.call({
    type: MoneyRef,
    ...detail,
    description: 'What discounts took off in all.',
    resolve: (receipt) => money(receipt.total_discount, receipt.currency),
  }),
  manualDiscount: t.call({
    type: MoneyRef,
    ...detail,
    description: 'The part of it that was given by hand.',
    resolve: (receipt) => money(receipt.total_manual_discount_amount, receipt.currency),
  }),
  manualDiscountPercent: t.call({
    type: 'Float',
    ...detail,
    description: 'Discount given by hand on the total, in percent: `10`.',
    resolve: (receipt) => receipt.total_manual_percentage_discount,
  }),
  rounding: t.call({
    type: MoneyRef,
    ...detail,
    description: 'What the total was rounded by, for payment in cash.',
    resolve: (receipt) => money(receipt.round_off_to_coin, receipt.currency),
  }),
  itemCount: t.call({
    type: 'Int',
    ...detail,
    description: 'How many pieces.',
    resolve: (receipt) => int(receipt.no_of_items),
  }),
  delivery: t.call({
    type: ReceiptDeliveryRef,
    ...detail,
    description: 'Where the goods are sent; null where the customer took them along.',
    resolve: (receipt) => receipt.delivery,
  }),
  orderNumber: t.call({
    type: 'String',
    ...detail,
    description: 'Number of the order it belongs to.',
    resolve: (receipt) => receipt.order_number,
  }),
  transactionId: t.call({
    type: 'String',
    ...detail,
    description: "The till's id of the sale.",
    resolve: (receipt) => receipt.transaction_id,
  }),
  transactionAt: t.call({
    type: 'DateTime',
    ...detail,
    description: 'When the till booked the sale.',
    resolve: (receipt) => dateTime(receipt.transaction_date),
  }),
  operatorId: t.call({
    type: 'String',
    ...detail,
    description: 'Id of who worked the till.',
    resolve: (receipt) => receipt.operator_id,
  }),
  operatorName: t.call({
    type: 'String',
    ...detail,
    description: 'Name of who worked the till.',
    resolve: (receipt) => receipt.operator_name,
  }),
  salespersonId: t.call({
    type: 'String',
    ...detail,
    description: 'Id of who sold it.',
    resolve: (receipt) => receipt.salesperson_id,
  }),
  salespersonName: t.call({
    type: 'String',
    ...detail,
    description: 'Name of who sold it.',
    resolve: (receipt) => receipt.salesperson_name,
  }),
  entryStatus: t.call({
    type: EntryStatus.ref,
    ...detail,
    description: 'What became of the sale at the till.',
    resolve: (receipt) => EntryStatus.read(receipt.entry_status),
  }),
  comment: t.call({ type: 'String', ...detail, description: 'A note.', resolve: (receipt) => receipt.comment }),
  receiptText: t.call({
    type: 'String',
    ...detail,
    description: 'Text that is printed.',
    resolve: (receipt) => receipt.receipt_text,
  }),
  discountCodes: t.call({
    type: ['String'],
    ...detail,
    description: 'Codes that the customer gave.',
    resolve: (receipt) => receipt.discount_code ?? [],
  }),
  infocodes: t.call({
    type: [InfocodeLineRef],
    ...detail,
    description: 'What the till asked.',
    resolve: (receipt) => priced(receipt.infocode_items, receipt.currency),
  }),
  extraInfo: t.call({
    type: [ExtraInfoRef],
    ...detail,
    description: 'What the till added.',
    resolve: (receipt) => receipt.extra_info ?? [],
  }),
}));
