import { money } from '../../kernel/money.ts';
import type { ReceiptView } from '../../loaders/receipts.ts';
import type { Receipt } from '../../upstream/contract/receipts.ts';
import { getCustomerReceipt, listCustomerReceipts } from '../../upstream/endpoints/receipts.ts';
import { builder } from '../builder.ts';
import type { GraphContext } from '../context.ts';
import { CustomerSnapshotRef } from '../customers/customer-snapshot.ts';
import { AddressRef } from '../shared/address.ts';
import { ExtraInfoRef, priced, TaxLineRef } from '../shared/line.ts';
import { MoneyRef } from '../shared/money.ts';
import { dateTime, int } from '../shared/scalars.ts';
import { EntryStatus } from './entry-status.ts';
import { InfocodeLineRef } from './infocode-line.ts';
import { ReceiptRef } from './receipt.ts';
import { ReceiptDiscountRef } from './receipt-discount.ts';
import { ReceiptPaymentRef } from './receipt-payment.ts';

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
const requires = {
  operations: [getCustomerReceipt],
  owner: ({ customerId }: ReceiptView) => customerId,
  covered: ({ full }: ReceiptView) => full,
  lackedBy: [listCustomerReceipts],
} as const;

/** A resolver that reads a member of the receipt in full; null where it is gone meanwhile. */
function detail<Value>(read: (receipt: Receipt) => Value) {
  return async (view: ReceiptView, _: object, { loaders }: GraphContext): Promise<Value | null> => {
    const full = await loaders.receipts.full(view);
    return full === null ? null : read(full.receipt);
  };
}

builder.objectFields(ReceiptRef, (t) => ({
  receiptId: t.string({
    requires,
    description: "The till's own number of the receipt.",
    resolve: detail((receipt) => receipt.receipt_id),
  }),
  customerSnapshot: t.field({
    type: CustomerSnapshotRef,
    requires,
    description: 'The customer as printed; null for a receipt of nobody.',
    resolve: detail((receipt) => receipt.customer),
  }),
  payments: t.field({
    type: [ReceiptPaymentRef],
    requires,
    description: 'How it was paid.',
    resolve: detail((receipt) => priced(receipt.payments, receipt.currency)),
  }),
  taxLines: t.field({
    type: [TaxLineRef],
    requires,
    description: 'Tax of the whole, by rate.',
    resolve: detail((receipt) => priced(receipt.tax_lines, receipt.currency)),
  }),
  discounts: t.field({
    type: [ReceiptDiscountRef],
    requires,
    description: 'Discount rules that were used.',
    resolve: detail((receipt) => priced(receipt.discounts, receipt.currency)),
  }),
  amountDue: t.field({
    type: MoneyRef,
    requires,
    description: 'What is still to be paid.',
    resolve: detail((receipt) => money(receipt.amount_due, receipt.currency)),
  }),
  totalDiscount: t.field({
    type: MoneyRef,
    requires,
    description: 'What discounts took off in all.',
    resolve: detail((receipt) => money(receipt.total_discount, receipt.currency)),
  }),
  manualDiscount: t.field({
    type: MoneyRef,
    requires,
    description: 'The part of it that was given by hand.',
    resolve: detail((receipt) => money(receipt.total_manual_discount_amount, receipt.currency)),
  }),
  manualDiscountPercent: t.float({
    requires,
    description: 'Discount given by hand on the total, in percent: `10`.',
    resolve: detail((receipt) => receipt.total_manual_percentage_discount),
  }),
  rounding: t.field({
    type: MoneyRef,
    requires,
    description: 'What the total was rounded by, for payment in cash.',
    resolve: detail((receipt) => money(receipt.round_off_to_coin, receipt.currency)),
  }),
  itemCount: t.int({
    requires,
    description: 'How many pieces.',
    resolve: detail((receipt) => int(receipt.no_of_items)),
  }),
  delivery: t.field({
    type: ReceiptDeliveryRef,
    requires,
    description: 'Where the goods are sent; null where the customer took them along.',
    resolve: detail((receipt) => receipt.delivery),
  }),
  orderNumber: t.string({
    requires,
    description: 'Number of the order it belongs to.',
    resolve: detail((receipt) => receipt.order_number),
  }),
  transactionId: t.string({
    requires,
    description: "The till's id of the sale.",
    resolve: detail((receipt) => receipt.transaction_id),
  }),
  transactionAt: t.field({
    type: 'DateTime',
    requires,
    description: 'When the till booked the sale.',
    resolve: detail((receipt) => dateTime(receipt.transaction_date)),
  }),
  operatorId: t.string({
    requires,
    description: 'Id of who worked the till.',
    resolve: detail((receipt) => receipt.operator_id),
  }),
  operatorName: t.string({
    requires,
    description: 'Name of who worked the till.',
    resolve: detail((receipt) => receipt.operator_name),
  }),
  salespersonId: t.string({
    requires,
    description: 'Id of who sold it.',
    resolve: detail((receipt) => receipt.salesperson_id),
  }),
  salespersonName: t.string({
    requires,
    description: 'Name of who sold it.',
    resolve: detail((receipt) => receipt.salesperson_name),
  }),
  entryStatus: t.field({
    type: EntryStatus.ref,
    requires,
    description: 'What became of the sale at the till.',
    resolve: detail((receipt) => EntryStatus.read(receipt.entry_status)),
  }),
  comment: t.string({ requires, description: 'A note.', resolve: detail((receipt) => receipt.comment) }),
  receiptText: t.string({
    requires,
    description: 'Text that is printed.',
    resolve: detail((receipt) => receipt.receipt_text),
  }),
  discountCodes: t.stringList({
    requires,
    description: 'Codes that the customer gave.',
    resolve: detail((receipt) => receipt.discount_code ?? []),
  }),
  infocodes: t.field({
    type: [InfocodeLineRef],
    requires,
    description: 'What the till asked.',
    resolve: detail((receipt) => priced(receipt.infocode_items, receipt.currency)),
  }),
  extraInfo: t.field({
    type: [ExtraInfoRef],
    requires,
    description: 'What the till added.',
    resolve: detail((receipt) => receipt.extra_info ?? []),
  }),
}));
