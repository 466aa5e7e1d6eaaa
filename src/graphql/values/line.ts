import { money } from '../../kernel/money.ts';
import { builder } from '../builder.ts';
import { each } from '../entries.ts';
import { closedEnum } from '../framework/enum.ts';
import { MoneyRef } from './money.ts';
import { int } from './scalars.ts';

/** A part of a receipt or an order together with the currency that its amounts are in. */
export interface Priced<Part> {
  readonly part: Part;
  /** ISO 4217 code; undefined where the whole does not tell. */
  readonly currency: string | undefined;
}

/** Gives every part of a list the currency of the whole. */
export function priced<Part>(parts: readonly Part[] | undefined, currency: string | undefined) {
  return each(parts, (part) => ({ part, currency }));
}

/** Tax of one rate, in upstream's words. */
export interface TaxLine {
  readonly amount?: number;
  readonly exempt?: boolean;
  readonly included_in_price?: boolean;
  readonly percentage?: number;
  readonly tax_basis?: number;
  readonly tax_code?: string;
  readonly tax_group?: string;
}

/** `TaxLine`: tax of one rate. */
export const TaxLineRef = builder.objectRef<Priced<TaxLine>>('TaxLine');

builder.objectType(TaxLineRef, {
  description: 'Tax of one rate.',
  fields: (t) => ({
    amount: t.field({
      type: MoneyRef,
      description: 'The tax.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    basis: t.field({
      type: MoneyRef,
      description: 'The amount that is taxed, without the tax.',
      resolve: ({ part, currency }) => money(part.tax_basis, currency),
    }),
    percentage: t.float({ description: 'Rate in percent: `25`.', resolve: ({ part }) => part.percentage }),
    exempt: t.boolean({ description: 'Whether no tax is owed.', resolve: ({ part }) => part.exempt }),
    includedInPrice: t.boolean({
      description: 'Whether prices include the tax.',
      resolve: ({ part }) => part.included_in_price,
    }),
    taxCode: t.string({ description: 'Code of the rate.', resolve: ({ part }) => part.tax_code }),
    taxGroup: t.string({ description: 'Group of the rate: `Vmva-høy`.', resolve: ({ part }) => part.tax_group }),
  }),
});

/** `DiscountLineType`: where a discount or bonus on a line comes from. */
export const DiscountLineType = closedEnum('DiscountLineType', 'Where a discount or bonus on a line comes from.', {
  customer: 'Given to this customer.',
  periodic: 'Of a sale for a time.',
  manual: 'Given by hand at the till.',
  loyalty: 'Of a loyalty programme.',
  total: 'On the total.',
  employee: 'For employees.',
  external: 'From outside.',
});

/** What one discount takes off, in upstream's words. */
export interface DiscountLine {
  readonly amount?: number;
  readonly percentage?: number;
  readonly discount_type?: string;
  readonly discount_subtype?: string;
  readonly discount_id?: string;
  readonly description?: string;
  readonly line_id?: number;
}

/** `DiscountLine`: what one discount takes off a line. */
export const DiscountLineRef = builder.objectRef<Priced<DiscountLine>>('DiscountLine');

builder.objectType(DiscountLineRef, {
  description: 'What one discount takes off a line.',
  fields: (t) => ({
    amount: t.field({
      type: MoneyRef,
      description: 'What it takes off.',
      resolve: ({ part, currency }) => money(part.amount, currency),
    }),
    percentage: t.float({ description: 'The same in percent of the line.', resolve: ({ part }) => part.percentage }),
    type: t.field({
      type: DiscountLineType.ref,
      description: 'Where it comes from.',
      resolve: ({ part }) => DiscountLineType.read(part.discount_type),
    }),
    subtype: t.string({
      description: 'A finer kind of the source; an open set.',
      resolve: ({ part }) => part.discount_subtype,
    }),
    discountId: t.string({
      description: 'Id of the discount rule; null for one given by hand.',
      resolve: ({ part }) => part.discount_id,
    }),
    description: t.string({ description: 'Text for people.', resolve: ({ part }) => part.description }),
    lineId: t.int({ description: 'Number of the line it is on.', resolve: ({ part }) => int(part.line_id) }),
  }),
});

/** The wire form of a filter on the source of a discount. */
export const DiscountLineTypeRef = DiscountLineType.ref;

/** `ItemGroup`: a group that an article belongs to. */
export const ItemGroupRef = builder.objectRef<{ readonly id: string; readonly name?: string }>('ItemGroup');

builder.objectType(ItemGroupRef, {
  description: 'A group that an article belongs to.',
  fields: (t) => ({
    groupId: t.exposeString('id', { description: "The merchant's own id of the group." }),
    name: t.exposeString('name', { description: 'Name of the group.' }),
  }),
});

/** Which variant of an article it is, in upstream's words. */
export interface Dimension {
  readonly color?: string;
  readonly size?: string;
  readonly style?: string;
  readonly config?: string;
  readonly variant?: string;
}

/** `ItemDimension`: which variant of an article it is. */
export const ItemDimensionRef = builder.objectRef<Dimension>('ItemDimension');

builder.objectType(ItemDimensionRef, {
  description: 'Which variant of an article it is.',
  fields: (t) => ({
    color: t.exposeString('color', { description: 'Colour.' }),
    size: t.exposeString('size', { description: 'Size.' }),
    style: t.exposeString('style', { description: 'Style.' }),
    config: t.exposeString('config', { description: 'Configuration.' }),
    variant: t.exposeString('variant', { description: 'Variant.' }),
  }),
});

/** `ExtraInfo`: a free-form pair that a till or a shop adds. */
export const ExtraInfoRef = builder.objectRef<{
  readonly key?: string;
  readonly value?: string;
  readonly value_type?: string;
}>('ExtraInfo');

builder.objectType(ExtraInfoRef, {
  description: 'A free-form pair that a till or a shop adds.',
  fields: (t) => ({
    key: t.exposeString('key', { description: 'Name.' }),
    value: t.exposeString('value', { description: 'Value, as text.' }),
    valueType: t.exposeString('value_type', {
      description: 'How to read the text: `string`, `integer`, `number`, `boolean` or `datetime`.',
    }),
  }),
});
