import { builder } from '../../builder.ts';
import { wire } from '../../framework/wire.ts';
import { namesAt } from '../../framework/wire-path.ts';
import { DiscountLineType } from '../../values/line.ts';
import { lineInputs, partNames, wireParts, wireTaxLine } from '../../values/line-input.ts';

const minorHelp = 'In the minor unit of the currency of the receipt';

/** `InfocodeLineInput`: something that a till asked during a sale, with the answer. */
export const InfocodeInputRef = builder.inputType('InfocodeLineInput', {
  description: 'A question that a till asked during a sale, with the answer.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the line.' }),
    infocodeId: t.text('id', { description: 'Id of the question.' }),
    subInfocodeId: t.text('id', { description: 'Id of the answer.' }),
    information: t.string({ description: 'The answer as text.' }),
    amount: t.field({ type: 'SafeInt', description: `An amount that belongs to it. ${minorHelp}.` }),
  }),
});

const BonusLineInputRef = builder.inputType('BonusLineInput', {
  description: 'Bonus that a line of a receipt earns.',
  fields: (t) => ({
    bonus: t.field({ type: 'SafeInt', description: `What it earns. ${minorHelp}.` }),
    percentage: t.float({ description: 'The same in percent of the line.' }),
    type: t.field({ type: DiscountLineType.ref, description: 'Where it comes from.' }),
    discountId: t.text('id', { description: 'Id of the rule that gives it.' }),
    description: t.string({ description: 'Text for people.' }),
  }),
});

/** `ReceiptItemInput`: one line of a receipt. */
export const ReceiptItemInputRef = builder.inputType('ReceiptItemInput', {
  description: 'One line of a receipt.',
  fields: (t) => ({
    lineId: t.int({ description: 'Number of the line.' }),
    itemId: t.text('id', { description: "The merchant's own id of the article." }),
    description: t.string({ description: 'Name of the article.' }),
    descriptionAlias: t.string({ description: 'Short name of the article.' }),
    quantity: t.float({ description: 'How many, or how much of what is weighed; negative for goods that came back.' }),
    unit: t.string({ description: 'Unit of the quantity: `stk`, `kg`.' }),
    unitGrossPrice: t.field({ type: 'SafeInt', description: `Price of one, tax included. ${minorHelp}.` }),
    grossAmount: t.field({
      type: 'SafeInt',
      description: `Total of the line before discounts, tax included. ${minorHelp}.`,
    }),
    netAmount: t.field({ type: 'SafeInt', description: `Total of the line without tax. ${minorHelp}.` }),
    costPrice: t.field({ type: 'SafeInt', description: `What the article costs the merchant. ${minorHelp}.` }),
    taxPercent: t.float({ description: 'Rate of tax in percent.' }),
    taxLines: t.field({ type: [lineInputs.tax], description: 'Tax of the line, by rate.' }),
    discounts: t.field({
      type: [lineInputs.discount],
      description: 'What discounts take off the line; uses of what the customer was given are counted by them.',
    }),
    bonuses: t.field({ type: [BonusLineInputRef], description: 'Bonus that the line earns.' }),
    groups: t.field({ type: [lineInputs.group], description: 'Groups of the article; stamps are counted by them.' }),
    dimension: t.field({ type: lineInputs.dimension, description: 'Which variant it is.' }),
    barcode: t.string({ description: 'Bar code of the article.' }),
    serialId: t.text('id', { description: 'Serial number of the piece.' }),
    comment: t.string({ description: 'A note.' }),
    salespersonId: t.text('id', { description: 'Id of who sold it.' }),
    salespersonName: t.string({ description: 'Name of who sold it.' }),
    voided: t.boolean({ description: 'Whether the line was struck out.' }),
    returned: t.boolean({ description: 'Whether the goods came back.' }),
    weighed: t.boolean({ description: 'Whether it is sold by weight.' }),
    virtual: t.boolean({ description: 'Whether it is not a physical thing: a service, a download.' }),
    linked: t.boolean({ description: 'Whether it belongs to another line, as a deposit does to its bottle.' }),
    eligibleForDiscount: t.boolean({ description: 'Whether discounts may apply to it.' }),
    includedInTotalDiscount: t.boolean({ description: 'Whether discounts on the total count it in.' }),
    priceKeyedIn: t.boolean({ description: 'Whether the price was keyed in by hand.' }),
    discountKeyedIn: t.boolean({ description: 'Whether the discount was keyed in by hand.' }),
    infocodes: t.field({ type: [InfocodeInputRef], description: 'What the till asked about the line.' }),
    extraInfo: t.field({ type: [lineInputs.extraInfo], description: 'What the till adds.' }),
  }),
});

const bonusNames = { discount_type: 'type' } as const;
/** Members of upstream's that are named otherwise here. */
const otherwise = {
  id: 'itemId',
  is_return_item: 'returned',
  scale_item: 'weighed',
  is_virtual_product: 'virtual',
  is_linked_item: 'linked',
  price_has_been_keyedIn: 'priceKeyedIn',
  discount_has_been_keyedIn: 'discountKeyedIn',
} as const;

/** A line in upstream's words. */
export function wireReceiptItem({
  taxLines,
  discounts,
  bonuses,
  groups,
  dimension,
  infocodes,
  extraInfo,
  ...item
}: typeof ReceiptItemInputRef.$inferInput) {
  return {
    ...wire(item, otherwise),
    ...wireParts({ discounts, groups, dimension, extraInfo }),
    tax_lines: taxLines?.map(wireTaxLine),
    bonus_lines: bonuses?.map((line) => wire(line, bonusNames)),
    infocode_lines: infocodes?.map((line) => wire(line)),
  };
}

/** Where upstream's members of a line lie in the input. */
export const receiptItemNames = {
  ...otherwise,
  ...partNames,
  ...namesAt('bonus_lines', 'bonuses', bonusNames),
  infocode_lines: 'infocodes',
};
