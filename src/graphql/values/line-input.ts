import { builder } from '../builder.ts';
import { wire } from '../framework/wire.ts';
import { namesAt } from '../framework/wire-path.ts';
import { DiscountLineType } from './line.ts';

const minorHelp = 'In the minor unit of the currency of the whole';

const TaxLineInputRef = builder.inputType('TaxLineInput', {
  description: 'Tax of one rate.',
  fields: (t) => ({
    amount: t.field({ type: 'SafeInt', description: `The tax. ${minorHelp}.` }),
    basis: t.field({ type: 'SafeInt', description: `The amount that is taxed, without the tax. ${minorHelp}.` }),
    percentage: t.float({ description: 'Rate in percent: `25`.' }),
    exempt: t.boolean({ description: 'Whether no tax is owed.' }),
    includedInPrice: t.boolean({ description: 'Whether prices include the tax.' }),
    taxCode: t.string({ description: 'Code of the rate.' }),
    taxGroup: t.string({ description: 'Group of the rate: `Vmva-høy`.' }),
  }),
});

const DiscountLineInputRef = builder.inputType('DiscountLineInput', {
  description: 'What one discount takes off a line.',
  fields: (t) => ({
    amount: t.field({ type: 'SafeInt', description: `What it takes off. ${minorHelp}.` }),
    percentage: t.float({ description: 'The same in percent of the line.' }),
    type: t.field({ type: DiscountLineType.ref, description: 'Where it comes from.' }),
    subtype: t.string({ description: 'A finer kind of the source; an open set.' }),
    discountId: t.text('id', {
      description: 'Id of the discount rule, or of the discount as the customer was given it.',
    }),
    description: t.string({ description: 'Text for people.' }),
    lineId: t.int({ description: 'Number of the line it is on.' }),
  }),
});

const ItemGroupInputRef = builder.inputType('ItemGroupInput', {
  description: 'A group that an article belongs to.',
  fields: (t) => ({
    groupId: t.text('id', { required: true, description: "The merchant's own id of the group." }),
    name: t.string({ description: 'Name of the group.' }),
  }),
});

const ItemDimensionInputRef = builder.inputType('ItemDimensionInput', {
  description: 'Which variant of an article it is.',
  fields: (t) => ({
    color: t.string({ description: 'Colour.' }),
    size: t.string({ description: 'Size.' }),
    style: t.string({ description: 'Style.' }),
    config: t.string({ description: 'Configuration.' }),
    variant: t.string({ description: 'Variant.' }),
  }),
});

const ExtraInfoInputRef = builder.inputType('ExtraInfoInput', {
  description: 'A free-form pair that a till or a shop adds.',
  fields: (t) => ({
    key: t.string({ required: true, description: 'Name.' }),
    value: t.string({ required: true, description: 'Value, as text.' }),
    valueType: t.string({
      description: 'How to read the text: `string`, `integer`, `number`, `boolean` or `datetime`.',
    }),
  }),
});

/** `TaxLineInput`, `DiscountLineInput` and so on: the parts that lines of receipts and of orders have alike. */
export const lineInputs = {
  tax: TaxLineInputRef,
  discount: DiscountLineInputRef,
  group: ItemGroupInputRef,
  dimension: ItemDimensionInputRef,
  extraInfo: ExtraInfoInputRef,
};

/** Where upstream's members of a tax line lie in the input. */
export const taxLineNames = { tax_basis: 'basis' } as const;
const discountLineNames = { discount_type: 'type', discount_subtype: 'subtype' } as const;
const groupNames = { id: 'groupId' } as const;

/** The parts of a line that `wireParts` puts in upstream's words. */
interface Parts {
  readonly discounts?: readonly (typeof DiscountLineInputRef.$inferInput)[] | null | undefined;
  readonly groups?: readonly (typeof ItemGroupInputRef.$inferInput)[] | null | undefined;
  readonly dimension?: typeof ItemDimensionInputRef.$inferInput | null | undefined;
  readonly extraInfo?: readonly (typeof ExtraInfoInputRef.$inferInput)[] | null | undefined;
}

/** The parts that lines of receipts and of orders have alike, in upstream's words. */
export function wireParts({ discounts, groups, dimension, extraInfo }: Parts) {
  return {
    discount_lines: discounts?.map((line) => wire(line, discountLineNames)),
    groups: groups?.map((group) => wire(group, groupNames)),
    dimension: dimension ? wire(dimension) : undefined,
    extra_info: extraInfo?.map((pair) => wire(pair)),
  };
}

/** Tax of one rate in upstream's words. */
export function wireTaxLine(line: typeof TaxLineInputRef.$inferInput) {
  return wire(line, taxLineNames);
}

/** Where upstream's members of the parts of a line lie in the input. */
export const partNames = {
  ...namesAt('tax_lines', 'taxLines', taxLineNames),
  ...namesAt('discount_lines', 'discounts', discountLineNames),
  ...namesAt('groups', 'groups', groupNames),
};
