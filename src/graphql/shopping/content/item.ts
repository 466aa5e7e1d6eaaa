import { money } from '../../../kernel/money.ts';
import type { OrderMaybeWithEvents as Order } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import {
  DiscountLineRef,
  ExtraInfoRef,
  ItemDimensionRef,
  ItemGroupRef,
  type Priced,
  priced,
  TaxLineRef,
} from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { int } from '../../values/scalars.ts';
import { StoreRef } from '../../values/store.ts';
import { ExchangeRateRef, exchangeRate } from './exchange-rate.ts';
import { PayoutRef } from './payout.ts';

type Item = NonNullable<Order['items']>[number];

/** `OrderItem`: one line of an order or a draft. */
export const OrderItemRef = builder.objectRef<Priced<Item>>('OrderItem');

builder.objectType(OrderItemRef, {
  description: 'One line of an order or a draft.',
  fields: (t) => ({
    lineId: t.int({
      description: 'Number of the line; payment operations name it.',
      resolve: ({ part }) => int(part.line_id),
    }),
    itemId: t.string({ description: "The merchant's own id of the article.", resolve: ({ part }) => part.id }),
    externalId: t.string({ description: 'Id of the line in another system.', resolve: ({ part }) => part.external_id }),
    description: t.string({ description: 'Name of the article.', resolve: ({ part }) => part.description }),
    descriptionAlias: t.string({
      description: 'Short name of the article.',
      resolve: ({ part }) => part.description_alias,
    }),
    quantity: t.float({
      description: 'How many, or how much; null stands for 1.',
      resolve: ({ part }) => part.quantity,
    }),
    unit: t.string({ description: 'Unit of the quantity: `stk`, `kg`.', resolve: ({ part }) => part.unit }),
    grossAmount: t.field({
      type: MoneyRef,
      description: 'Total of the line before discounts, tax included; negative on a line that reverses another.',
      resolve: ({ part, currency }) => money(part.gross_amount, currency),
    }),
    netAmount: t.field({
      type: MoneyRef,
      description: 'Total of the line after discounts.',
      resolve: ({ part, currency }) => money(part.net_amount, currency),
    }),
    exchangeRate: t.field({
      type: ExchangeRateRef,
      description: 'The total before conversion; null where nothing was converted.',
      resolve: ({ part }) => exchangeRate(part),
    }),
    payout: t.field({
      type: PayoutRef,
      description: 'How the total is split between those who receive it; null where it is not.',
      resolve: ({ part: { payout }, currency }) => payout && { part: payout, currency },
    }),
    status: t.string({ description: 'Status of the line; an open set.', resolve: ({ part }) => part.status }),
    reversedReason: t.string({
      description: 'Why the line reverses an earlier one.',
      resolve: ({ part }) => part.reversed_reason,
    }),
    reversedLineId: t.int({
      description: 'The line that it reverses.',
      resolve: ({ part }) => int(part.related_item?.line_id),
    }),
    eligibleForDiscount: t.boolean({
      description: 'Whether discounts may apply to the line; null where not known.',
      resolve: ({ part }) => part.eligible_for_discount,
    }),
    changed: t.boolean({
      description: 'Whether the line was changed after it was made; null where not known.',
      resolve: ({ part }) => part.is_changed,
    }),
    version: t.int({ description: 'Counts the writes on the line.', resolve: ({ part }) => int(part.version) }),
    barcode: t.string({ description: 'Bar code of the article.', resolve: ({ part }) => part.barcode }),
    serialId: t.string({ description: 'Serial number of the piece.', resolve: ({ part }) => part.serial_id }),
    comment: t.string({ description: 'A note.', resolve: ({ part }) => part.comment }),
    groups: t.field({
      type: [ItemGroupRef],
      nullable: false,
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
      nullable: false,
      description: 'Tax of the line, by rate.',
      resolve: ({ part, currency }) => priced(part.tax_lines, currency),
    }),
    discounts: t.field({
      type: [DiscountLineRef],
      nullable: false,
      description: 'What discounts take off the line.',
      resolve: ({ part, currency }) => priced(part.discount_lines, currency),
    }),
    store: t.field({
      type: StoreRef,
      description: 'Store that delivers the line, where it is another than that of the order.',
      resolve: ({ part }) => part.store,
    }),
    extraInfo: t.field({
      type: [ExtraInfoRef],
      nullable: false,
      description: 'What the shop added.',
      resolve: ({ part }) => part.extra_info ?? [],
    }),
  }),
});
