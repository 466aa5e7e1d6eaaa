import { builder } from '../../builder.ts';
import { CustomerSnapshotInputRef, snapshotNames, wireSnapshot } from '../../customers/customer/snapshot-input.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { AddressInputRef } from '../../values/address.ts';
import { lineInputs, taxLineNames, wireParts, wireTaxLine } from '../../values/line-input.ts';
import { StoreInputRef, storeNames, wireStore } from '../../values/store.ts';
import { InfocodeInputRef, ReceiptItemInputRef, receiptItemNames, wireReceiptItem } from '../lines/item-input.ts';
import { EntryStatus } from './entry-status.ts';

const minorHelp = 'In the minor unit of the currency';

const PaymentInputRef = builder.inputType('ReceiptPaymentInput', {
  description: 'One way in which a receipt was paid.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the payment.' }),
    amount: t.field({ type: 'SafeInt', description: `How much; negative for money given back. ${minorHelp}.` }),
    typeId: t.text('id', { description: "The till's kind of payment." }),
    tokenType: t.string({ description: 'What it was paid with: `VIPPS`.' }),
    description: t.string({ description: 'Text for people.' }),
    referenceId: t.text('id', { description: 'Reference in another system.' }),
    voided: t.boolean({ description: 'Whether it was struck out.' }),
    cardType: t.string({ description: 'Kind of card: `VISA`.' }),
    cardNumber: t.string({ description: 'Number of the card, all but the last digits masked.' }),
    cardIssuer: t.string({ description: 'Who issued the card.' }),
    terminalId: t.text('id', { description: 'Id of the card terminal.' }),
    infocodes: t.field({ type: [InfocodeInputRef], description: 'What the till asked about the payment.' }),
  }),
});

const DeliveryInputRef = builder.inputType('ReceiptDeliveryInput', {
  description: 'Where and to whom the goods are sent.',
  fields: (t) => ({
    firstName: t.string({ description: 'First name.' }),
    lastName: t.string({ description: 'Last name.' }),
    email: t.text('email', { description: 'E-mail address.' }),
    phoneNumber: t.text('phoneNumber', { description: 'Phone number, E.164.' }),
    address: t.field({ type: AddressInputRef, description: 'Where to.' }),
  }),
});

/** `ReceiptInput`: what a customer bought at one time. */
export const ReceiptInputRef = builder.inputType('ReceiptInput', {
  description: 'What a customer bought at one time.',
  fields: (t) => ({
    receiptId: t.text('id', { required: true, description: "The till's own number of the receipt." }),
    store: t.field({ type: StoreInputRef, required: true, description: 'The store as printed.' }),
    purchasedAt: t.field({ type: 'DateTime', required: true, description: 'When it was bought.' }),
    currency: t.field({ type: 'Currency', required: true, description: 'ISO 4217 code of all amounts.' }),
    customerId: t.text('id', {
      description: "The merchant's own id of the customer; without it, the receipt is nobody's.",
    }),
    customerSnapshot: t.field({ type: CustomerSnapshotInputRef, description: 'The customer as printed.' }),
    items: t.field({ type: [ReceiptItemInputRef], description: 'The lines.' }),
    payments: t.field({ type: [PaymentInputRef], description: 'How it was paid.' }),
    taxLines: t.field({ type: [lineInputs.tax], description: 'Tax of the whole, by rate.' }),
    grossAmount: t.field({ type: 'SafeInt', description: `Total before discounts, tax included. ${minorHelp}.` }),
    netAmount: t.field({ type: 'SafeInt', description: `Total without tax. ${minorHelp}.` }),
    amountDue: t.field({ type: 'SafeInt', description: `What is still to be paid. ${minorHelp}.` }),
    totalDiscount: t.field({ type: 'SafeInt', description: `What discounts took off in all. ${minorHelp}.` }),
    manualDiscount: t.field({ type: 'SafeInt', description: `The part of it that was given by hand. ${minorHelp}.` }),
    manualDiscountPercent: t.float({ description: 'Discount given by hand on the total, in percent: `10`.' }),
    rounding: t.field({ type: 'SafeInt', description: `What the total was rounded by, for cash. ${minorHelp}.` }),
    itemCount: t.int({ description: 'How many pieces.' }),
    delivery: t.field({ type: DeliveryInputRef, description: 'Where the goods are sent.' }),
    orderNumber: t.string({ description: 'Number of the order it belongs to.' }),
    transactionId: t.text('id', { description: "The till's id of the sale." }),
    transactionAt: t.field({ type: 'DateTime', description: 'When the till booked the sale.' }),
    operatorId: t.text('id', { description: 'Id of who worked the till.' }),
    operatorName: t.string({ description: 'Name of who worked the till.' }),
    salespersonId: t.text('id', { description: 'Id of who sold it.' }),
    salespersonName: t.string({ description: 'Name of who sold it.' }),
    entryStatus: t.field({ type: EntryStatus.ref, description: 'What became of the sale at the till.' }),
    comment: t.string({ description: 'A note.' }),
    receiptText: t.string({ description: 'Text that is printed.' }),
    discountCodes: t.stringList({ description: 'Codes that the customer gave.' }),
    infocodes: t.field({ type: [InfocodeInputRef], description: 'What the till asked.' }),
    extraInfo: t.field({ type: [lineInputs.extraInfo], description: 'What the till adds.' }),
  }),
});

/** Members of upstream's that are named otherwise here. */
const otherwise = {
  discount_code: 'discountCodes',
  round_off_to_coin: 'rounding',
  no_of_items: 'itemCount',
  total_manual_discount_amount: 'manualDiscount',
  total_manual_percentage_discount: 'manualDiscountPercent',
} as const;

/** A receipt in upstream's words. */
export function wireReceipt({
  store,
  purchasedAt,
  customerSnapshot,
  items,
  payments,
  taxLines,
  delivery,
  transactionAt,
  infocodes,
  extraInfo,
  ...receipt
}: typeof ReceiptInputRef.$inferInput) {
  return {
    ...wire(receipt, otherwise),
    store: wireStore(store),
    purchase_at: purchasedAt.toISOString(),
    transaction_date: transactionAt?.toISOString(),
    customer: customerSnapshot ? wireSnapshot(customerSnapshot) : undefined,
    items: items?.map(wireReceiptItem),
    payments: payments?.map(wirePayment),
    tax_lines: taxLines?.map(wireTaxLine),
    delivery: delivery ? wireDelivery(delivery) : undefined,
    infocode_items: infocodes?.map((line) => wire(line)),
    extra_info: wireParts({ extraInfo }).extra_info,
  };
}

function wirePayment({
  cardType,
  cardNumber,
  cardIssuer,
  terminalId,
  infocodes,
  ...payment
}: typeof PaymentInputRef.$inferInput) {
  const card = wire({ cardType, cardNumber, issuerName: cardIssuer, terminalId });
  return {
    ...wire(payment),
    card_info: Object.values(card).some((value) => value !== undefined) ? card : undefined,
    infocode_lines: infocodes?.map((line) => wire(line)),
  };
}

function wireDelivery({ address, ...delivery }: typeof DeliveryInputRef.$inferInput) {
  return { ...wire(delivery), address: address ? wire(address) : undefined };
}

/** Where upstream's members of a receipt lie in the input. */
export const receiptNames = {
  ...otherwise,
  ...namesAt('items', 'items', receiptItemNames),
  ...namesAt('store', 'store', storeNames),
  ...namesAt('customer', 'customerSnapshot', snapshotNames),
  ...namesAt('tax_lines', 'taxLines', taxLineNames),
  'payments.card_info.card_type': 'payments.cardType',
  'payments.card_info.card_number': 'payments.cardNumber',
  'payments.card_info.issuer_name': 'payments.cardIssuer',
  'payments.card_info.terminal_id': 'payments.terminalId',
  'payments.infocode_lines': 'payments.infocodes',
  purchase_at: 'purchasedAt',
  transaction_date: 'transactionAt',
  infocode_items: 'infocodes',
};
