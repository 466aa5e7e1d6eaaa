import { money } from '../../../kernel/money.ts';
import type { Receipt } from '../../../upstream/contract/receipts.ts';
import { builder } from '../../builder.ts';
import { itemFields } from '../../values/item.ts';
import { ExtraInfoRef, type Priced, priced } from '../../values/line.ts';
import { MoneyRef } from '../../values/money.ts';
import { int } from '../../values/scalars.ts';
import { BonusLineRef } from './bonus-line.ts';
import { InfocodeLineRef } from './infocode-line.ts';

type Item = NonNullable<Receipt['items']>[number];

/** `ReceiptItem`: one line of a receipt. */
export const ReceiptItemRef = builder.objectRef<Priced<Item>>('ReceiptItem');

builder.objectType(ReceiptItemRef, {
  description: 'One line of a receipt.',
  fields: (t) => ({
    ...itemFields(t),
    lineId: t.int({ description: 'Number of the line.', resolve: ({ part }) => int(part.line_id) }),
    quantity: t.float({
      description: 'How many, or how much of what is weighed; null stands for 1, negative for goods that came back.',
      resolve: ({ part }) => part.quantity,
    }),
    unitGrossPrice: t.field({
      type: MoneyRef,
      description: 'Price of one, tax included.',
      resolve: ({ part, currency }) => money(part.unit_gross_price, currency),
    }),
    grossAmount: t.field({
      type: MoneyRef,
      description: 'Total of the line before discounts, tax included.',
      resolve: ({ part, currency }) => money(part.gross_amount, currency),
    }),
    netAmount: t.field({
      type: MoneyRef,
      description: 'Total of the line without tax.',
      resolve: ({ part, currency }) => money(part.net_amount, currency),
    }),
    costPrice: t.field({
      type: MoneyRef,
      description: 'What the article costs the merchant.',
      resolve: ({ part, currency }) => money(part.cost_price, currency),
    }),
    taxPercent: t.float({ description: 'Rate of tax in percent.', resolve: ({ part }) => part.tax_percent }),
    bonuses: t.field({
      type: [BonusLineRef],
      description: 'Bonus that the line earns.',
      resolve: ({ part, currency }) => priced(part.bonus_lines, currency),
    }),
    salespersonId: t.string({ description: 'Id of who sold it.', resolve: ({ part }) => part.salesperson_id }),
    salespersonName: t.string({ description: 'Name of who sold it.', resolve: ({ part }) => part.salesperson_name }),
    voided: t.boolean({ description: 'Whether the line was struck out.', resolve: ({ part }) => part.voided }),
    returned: t.boolean({
      description: 'Whether the goods came back.',
      resolve: ({ part }) => part.is_return_item,
    }),
    weighed: t.boolean({ description: 'Whether it is sold by weight.', resolve: ({ part }) => part.scale_item }),
    virtual: t.boolean({
      description: 'Whether it is not a physical thing: a service, a download.',
      resolve: ({ part }) => part.is_virtual_product,
    }),
    eligibleForDiscount: t.boolean({
      description: 'Whether discounts may apply to it.',
      resolve: ({ part }) => part.eligible_for_discount,
    }),
    includedInTotalDiscount: t.boolean({
      description: 'Whether discounts on the total count it in.',
      resolve: ({ part }) => part.included_in_total_discount,
    }),
    linked: t.boolean({
      description: 'Whether it belongs to another line, as a deposit does to its bottle.',
      resolve: ({ part }) => part.is_linked_item,
    }),
    priceKeyedIn: t.boolean({
      description: 'Whether the price was keyed in by hand.',
      resolve: ({ part }) => part.price_has_been_keyedIn,
    }),
    discountKeyedIn: t.boolean({
      description: 'Whether the discount was keyed in by hand.',
      resolve: ({ part }) => part.discount_has_been_keyedIn,
    }),
    infocodes: t.field({
      type: [InfocodeLineRef],
      description: 'What the till asked about the line.',
      resolve: ({ part, currency }) => priced(part.infocode_lines, currency),
    }),
    extraInfo: t.field({
      type: [ExtraInfoRef],
      description: 'What the till added.',
      resolve: ({ part }) => part.extra_info ?? [],
    }),
  }),
});
