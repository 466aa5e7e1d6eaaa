import { builder, type InputFields } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { lineInputs, partNames, wireParts, wireTaxLine } from '../../values/line-input.ts';
import { StoreInputRef, storeNames, wireStore } from '../../values/store.ts';

const minorHelp = 'In the minor unit of the currency of the order';

const ExchangeRateInputRef = builder.inputType('ExchangeRateInput', {
  description: 'The amount before conversion, and the exchange rate.',
  fields: (t) => ({
    originalCurrency: t.field({
      type: 'Currency',
      required: true,
      description: 'ISO 4217 code it was converted from.',
    }),
    originalGrossAmount: t.field({
      type: 'SafeInt',
      required: true,
      description: 'The gross amount in the minor unit of that currency.',
    }),
    ratePpm: t.int({ required: true, description: 'The rate in parts per million: `1099000` is 1.099.' }),
    source: t.string({ description: 'Who stated the rate: `ecb`.' }),
    at: t.field({ type: 'DateTime', description: 'Moment of the rate.' }),
  }),
});

/** What can be said of a line whether it is made or changed: everything but its amounts. */
const description = (t: InputFields) => ({
  externalId: t.text('id', { description: 'Id of the line in another system.' }),
  description: t.string({ description: 'Name of the article.' }),
  descriptionAlias: t.string({ description: 'Short name of the article.' }),
  status: t.string({ description: 'Status of the line; an open set.' }),
  unit: t.string({ description: 'Unit of the quantity: `stk`, `kg`.' }),
  barcode: t.string({ description: 'Bar code of the article.' }),
  serialId: t.text('id', { description: 'Serial number of the piece.' }),
  comment: t.string({ description: 'A note.' }),
  eligibleForDiscount: t.boolean({ description: 'Whether discounts may apply to the line.' }),
  discounts: t.field({ type: [lineInputs.discount], description: 'What discounts take off the line, all of them.' }),
  exchangeRate: t.field({ type: ExchangeRateInputRef, description: 'What the amounts were converted from.' }),
  groups: t.field({ type: [lineInputs.group], description: 'Groups of the article, all of them.' }),
  dimension: t.field({ type: lineInputs.dimension, description: 'Which variant it is.' }),
  extraInfo: t.field({ type: [lineInputs.extraInfo], description: 'What the shop adds, all of it.' }),
  store: t.field({
    type: StoreInputRef,
    description: 'Store that delivers the line, where it is another than that of the order.',
  }),
});

/** `OrderItemInput`: a line to be made. */
export const OrderItemInputRef = builder.inputType('OrderItemInput', {
  description: 'A line of an order or a draft. A line with a negative amount takes another one back.',
  fields: (t) => ({
    lineId: t.int({ required: true, description: 'Number of the line; no other line of the order may have it.' }),
    itemId: t.text('id', { required: true, description: "The merchant's own id of the article." }),
    quantity: t.float({ description: 'How many, or how much. Default: 1.' }),
    grossAmount: t.field({
      type: 'SafeInt',
      required: true,
      description: `Total of the line before discounts, tax included; negative on a line that reverses another. ${minorHelp}.`,
    }),
    netAmount: t.field({ type: 'SafeInt', description: `Total of the line after discounts. ${minorHelp}.` }),
    taxLines: t.field({ type: [lineInputs.tax], required: true, description: 'Tax of the line, by rate.' }),
    reversedLineId: t.int({ description: 'The line that this one reverses; only with a negative amount.' }),
    reversedReason: t.string({ description: 'Why it is reversed.' }),
    ...description(t),
  }),
});

/** `OrderItemUpdateInput`: a line to be changed. */
export const OrderItemUpdateInputRef = builder.inputType('OrderItemUpdateInput', {
  description: 'A line of an order, and what is to be changed of it; its amounts are changed by a draft only.',
  fields: (t) => ({
    lineId: t.int({ required: true, description: 'Number of the line.' }),
    ...description(t),
  }),
});

/** A line to be made, in upstream's words. */
export function wireItem({
  itemId,
  quantity,
  grossAmount,
  netAmount,
  taxLines,
  reversedLineId,
  reversedReason,
  ...item
}: typeof OrderItemInputRef.$inferInput) {
  return {
    ...wireItemUpdate(item),
    ...wire({ itemId, quantity, grossAmount, netAmount, reversedReason }, { id: 'itemId' }),
    tax_lines: taxLines.map(wireTaxLine),
    related_item: reversedLineId == null ? undefined : { line_id: reversedLineId, type: 'reversed' },
  };
}

/** A line to be changed, in upstream's words. */
export function wireItemUpdate({
  discounts,
  groups,
  dimension,
  extraInfo,
  store,
  exchangeRate,
  ...item
}: typeof OrderItemUpdateInputRef.$inferInput) {
  return {
    ...wire(item),
    ...wireParts({ discounts, groups, dimension, extraInfo }),
    store: store ? wireStore(store) : undefined,
    original_currency: exchangeRate?.originalCurrency,
    original_gross_amount: exchangeRate?.originalGrossAmount,
    conversion_rate_ppm: exchangeRate?.ratePpm,
    conversion_rate_source: exchangeRate?.source ?? undefined,
    conversion_rate_timestamp: exchangeRate?.at?.toISOString(),
  };
}

/** Where upstream's members of a line lie in the input. */
export const itemNames = {
  ...partNames,
  ...namesAt('store', 'store', storeNames),
  id: 'itemId',
  related_item: 'reversedLineId',
  'related_item.line_id': 'reversedLineId',
  original_currency: 'exchangeRate.originalCurrency',
  original_gross_amount: 'exchangeRate.originalGrossAmount',
  conversion_rate_ppm: 'exchangeRate.ratePpm',
  conversion_rate_source: 'exchangeRate.source',
  conversion_rate_timestamp: 'exchangeRate.at',
};
