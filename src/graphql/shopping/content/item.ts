import { money } from '../../../kernel/money.ts';
import type { OrderMaybeWithEvents as Order } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { itemFields } from '../../values/item.ts';
import { ExtraInfoRef, type Priced } from '../../values/line.ts';
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
    ...itemFields(t),
    lineId: t.int({
      description: 'Number of the line; payment operations name it.',
      resolve: ({ part }) => int(part.line_id),
    }),
    externalId: t.string({ description: 'Id of the line in another system.', resolve: ({ part }) => part.external_id }),
    quantity: t.float({
      description: 'How many, or how much; null stands for 1.',
      resolve: ({ part }) => part.quantity,
    }),
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
    store: t.field({
      type: StoreRef,
      description: 'Store that delivers the line, where it is another than that of the order.',
      resolve: ({ part }) => part.store,
    }),
    extraInfo: t.field({
      type: [ExtraInfoRef],
      description: 'What the shop added.',
      resolve: ({ part }) => part.extra_info ?? [],
    }),
  }),
});
