import type { InputProblem } from '../../../kernel/input-error.ts';
import { builder, type InputFields } from '../../builder.ts';
import { CustomerSnapshotInputRef, snapshotNames, wireSnapshot } from '../../customers/customer/snapshot-input.ts';
import { below, problemIf } from '../../framework/checks.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { addressNames } from '../../values/address.ts';
import { lineInputs, taxLineNames, wireTaxLine } from '../../values/line-input.ts';
import { StoreInputRef, storeNames, wireStore } from '../../values/store.ts';
import { DraftOptionsInputRef, optionNames, wireOptions } from '../drafts/options.ts';
import { DeliveryAddressInputRef, wireDelivery } from './delivery-address.ts';
import { itemNames, OrderItemInputRef, wireItem } from './item-input.ts';
import { ItineraryLegInputRef, legNames, wireLeg } from './itinerary-input.ts';

const sumHelp = 'In the minor unit of the currency. Default: the sum over the lines';

const attachmentNames = { id: 'attachmentId' } as const;
const AttachmentInputRef = builder.inputType('OrderAttachmentInput', {
  description: 'A document that belongs to an order.',
  fields: (t) => ({
    attachmentId: t.text('id', { required: true, description: 'Id of the document.' }),
    lineIds: t.intList({ description: 'Lines of the order that it concerns.' }),
  }),
});

const OrderInputRef = builder.inputType('OrderInput', {
  description: 'What a merchant states about an order.',
  fields: (t) => ({
    currency: t.field({ type: 'Currency', required: true, description: 'ISO 4217 code of all amounts.' }),
    items: t.field({ type: [OrderItemInputRef], description: 'The lines.' }),
    orderId: t.text('id', {
      description:
        "The merchant's own id of the order; only with the option `splitByStore: false`. Without it, upstream gives one.",
    }),
    type: t.string({ description: 'Kind of order in the words of the merchant.' }),
    customerId: t.text('id', {
      description: "The merchant's own id of the customer; without it, the order is nobody's.",
    }),
    customerSnapshot: t.field({ type: CustomerSnapshotInputRef, description: 'The customer as printed.' }),
    store: t.field({ type: StoreInputRef, description: 'The store that sells.' }),
    grossAmount: t.field({ type: 'SafeInt', description: `Total before discounts, tax included. ${sumHelp}.` }),
    netAmount: t.field({ type: 'SafeInt', description: `Total after discounts. ${sumHelp}.` }),
    totalDiscount: t.field({ type: 'SafeInt', description: 'What discounts take off, in the minor unit.' }),
    manualDiscount: t.field({ type: 'SafeInt', description: 'The part of it that is given by hand.' }),
    taxLines: t.field({ type: [lineInputs.tax], description: 'Tax of the whole, by rate.' }),
    shippingAddress: t.field({ type: DeliveryAddressInputRef, description: 'Where it is sent.' }),
    billingAddress: t.field({ type: DeliveryAddressInputRef, description: 'Where the bill is sent.' }),
    courierId: t.text('id', { description: 'Id of the courier.' }),
    deliveryId: t.text('id', { description: 'Id of the delivery.' }),
    pickupAt: t.field({ type: 'DateTime', description: 'When it is picked up.' }),
    itinerary: t.field({ type: [ItineraryLegInputRef], description: 'The journey that it is for, leg by leg.' }),
    attachments: t.field({ type: [AttachmentInputRef], description: 'Documents that belong to it.' }),
    metadata: t.field({ type: 'JSONObject', description: 'Free-form data of the merchant.' }),
  }),
});

/** The fields of an input that states an order. */
export const statingFields = (t: InputFields) => ({
  order: t.field({ type: OrderInputRef, required: true, description: 'What is stated about the order.' }),
  options: t.field({ type: DraftOptionsInputRef, description: 'What happens when it is completed.' }),
});

interface Stating {
  readonly order: typeof OrderInputRef.$inferInput;
  readonly options?: typeof DraftOptionsInputRef.$inferInput | null | undefined;
}

/** An order with its options in upstream's words. */
export function wireStating({ order, options }: Stating) {
  return { order: wireOrder(order), options: options ? wireOptions(options) : undefined };
}

function wireOrder({
  items,
  customerId,
  customerSnapshot,
  store,
  taxLines,
  shippingAddress,
  billingAddress,
  pickupAt,
  itinerary,
  attachments,
  ...order
}: Stating['order']) {
  return {
    ...wire(order, { total_manual_discount_amount: 'manualDiscount' }),
    items: items?.map(wireItem),
    customer:
      customerId || customerSnapshot
        ? { ...wireSnapshot(customerSnapshot ?? {}), ...wire({ id: customerId }) }
        : undefined,
    store: store ? wireStore(store) : undefined,
    tax_lines: taxLines?.map(wireTaxLine),
    shipping_address: shippingAddress ? wireDelivery(shippingAddress) : undefined,
    billing_address: billingAddress ? wireDelivery(billingAddress) : undefined,
    pickup_at: pickupAt?.toISOString(),
    itinerary: itinerary?.map(wireLeg),
    attachments: attachments?.map((attachment) => wire(attachment, attachmentNames)),
  };
}

/** Where upstream's members of a stated order lie in the input. */
export const statingNames = {
  ...namesAt('order', 'order', {
    ...namesAt('items', 'items', itemNames),
    ...namesAt('customer', 'customerSnapshot', snapshotNames),
    'customer.id': 'customerId',
    ...namesAt('store', 'store', storeNames),
    ...namesAt('tax_lines', 'taxLines', taxLineNames),
    ...namesAt('shipping_address', 'shippingAddress', addressNames),
    ...namesAt('billing_address', 'billingAddress', addressNames),
    ...namesAt('itinerary', 'itinerary', legNames),
    ...namesAt('attachments', 'attachments', attachmentNames),
    total_manual_discount_amount: 'manualDiscount',
  }),
  ...namesAt('options', 'options', optionNames),
};

/** What the contract does not say of an order: every line has a number of its own, what reverses is negative. */
export function statingProblems({ order: { items }, options }: Stating): InputProblem[] {
  const lines = items ?? [];
  const numbers = lines.map(({ lineId }) => lineId);
  return [
    ...lines.flatMap((item, index) => below(['order', 'items', index], itemProblems(item, numbers.slice(0, index)))),
    ...problemIf(
      options?.replacesOrder === true && !options.changesOrderId,
      ['options', 'changesOrderId'],
      'REQUIRED',
      'is required with replacesOrder',
    ),
  ];
}

/** What the contract does not say of a line; `taken` are the numbers of lines before it. */
export function itemProblems(
  item: typeof OrderItemInputRef.$inferInput,
  taken: readonly number[] = [],
): InputProblem[] {
  const { lineId, reversedLineId, grossAmount } = item;
  return [
    ...problemIf(taken.includes(lineId), ['lineId'], 'ALREADY_TAKEN', 'is the number of another line'),
    ...problemIf(
      reversedLineId != null && grossAmount > 0,
      ['grossAmount'],
      'OUT_OF_RANGE',
      'must be negative where a line is reversed',
    ),
  ];
}
