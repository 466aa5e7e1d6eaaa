import type { builder } from '../builder.ts';
import {
  type Dimension,
  type DiscountLine,
  DiscountLineRef,
  ItemDimensionRef,
  ItemGroupRef,
  type Priced,
  priced,
  type TaxLine,
  TaxLineRef,
} from './line.ts';

/** What a line of a receipt and one of an order say alike, in the words of both contracts. */
interface Item {
  readonly id?: string;
  readonly description?: string;
  readonly description_alias?: string;
  readonly unit?: string;
  readonly barcode?: string;
  readonly serial_id?: string;
  readonly comment?: string;
  readonly groups?: readonly { readonly id: string; readonly name?: string }[];
  readonly dimension?: Dimension;
  readonly tax_lines?: readonly TaxLine[];
  readonly discount_lines?: readonly DiscountLine[];
}

type ObjectFields<Part> = PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Part>;

/** The fields that lines of receipts and of orders have alike. */
export const itemFields = <Part extends Item>(t: ObjectFields<Priced<Part>>) => ({
  itemId: t.string({ description: "The merchant's own id of the article.", resolve: ({ part }) => part.id }),
  description: t.string({ description: 'Name of the article.', resolve: ({ part }) => part.description }),
  descriptionAlias: t.string({
    description: 'Short name of the article.',
    resolve: ({ part }) => part.description_alias,
  }),
  unit: t.string({ description: 'Unit of the quantity: `stk`, `kg`.', resolve: ({ part }) => part.unit }),
  barcode: t.string({ description: 'Bar code of the article.', resolve: ({ part }) => part.barcode }),
  serialId: t.string({ description: 'Serial number of the piece.', resolve: ({ part }) => part.serial_id }),
  comment: t.string({ description: 'A note.', resolve: ({ part }) => part.comment }),
  groups: t.field({
    type: [ItemGroupRef],
    description: 'Groups of the article.',
    resolve: ({ part }) => part.groups ?? [],
  }),
  dimension: t.field({
    type: ItemDimensionRef,
    description: 'Which variant it is.',
    resolve: ({ part }) => part.dimension,
  }),
  taxLines: t.field({
    type: [TaxLineRef],
    description: 'Tax of the line, by rate.',
    resolve: ({ part, currency }) => priced(part.tax_lines, currency),
  }),
  discounts: t.field({
    type: [DiscountLineRef],
    description: 'What discounts take off the line.',
    resolve: ({ part, currency }) => priced(part.discount_lines, currency),
  }),
});
