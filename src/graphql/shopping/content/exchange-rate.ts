import { money } from '../../../kernel/money.ts';
import type { OrderMaybeWithEvents as Order } from '../../../upstream/contract/shopping.ts';
import { builder } from '../../builder.ts';
import { MoneyRef } from '../../values/money.ts';
import { dateTime, int } from '../../values/scalars.ts';

type Converted = Pick<
  NonNullable<Order['items']>[number],
  | 'original_currency'
  | 'original_gross_amount'
  | 'conversion_rate_ppm'
  | 'conversion_rate_timestamp'
  | 'conversion_rate_source'
>;

/** `ExchangeRate`: what an amount was converted from, and at which rate. */
export const ExchangeRateRef = builder.objectRef<Converted>('ExchangeRate');

builder.objectType(ExchangeRateRef, {
  description: 'The amount before conversion, and the exchange rate.',
  fields: (t) => ({
    originalCurrency: t.exposeString('original_currency', { description: 'ISO 4217 code it was converted from.' }),
    originalGrossAmount: t.field({
      type: MoneyRef,
      description: 'The gross amount in that currency.',
      resolve: (converted) => money(converted.original_gross_amount, converted.original_currency),
    }),
    ratePpm: t.int({
      description: 'The rate in parts per million: `1099000` is 1.099.',
      resolve: (converted) => int(converted.conversion_rate_ppm),
    }),
    source: t.exposeString('conversion_rate_source', { description: 'Who stated the rate: `ecb`.' }),
    at: t.field({
      type: 'DateTime',
      description: 'Moment of the rate.',
      resolve: (converted) => dateTime(converted.conversion_rate_timestamp),
    }),
  }),
});

/** The conversion of an amount, null where nothing was converted. */
export function exchangeRate(part: Converted): Converted | null {
  return part.original_currency === undefined && part.conversion_rate_ppm === undefined ? null : part;
}
