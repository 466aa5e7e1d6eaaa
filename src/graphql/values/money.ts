import { decimal, type Money } from '../../kernel/money.ts';
import { builder } from '../builder.ts';

/** `Money`: an amount with its currency. */
export const MoneyRef = builder.objectRef<Money>('Money');

builder.objectType(MoneyRef, {
  description: 'An amount of money.',
  fields: (t) => ({
    amount: t.field({
      type: 'SafeInt',
      nullable: false,
      description: 'In the minor unit of the currency (øre, cent); negative for money going back.',
      resolve: (money) => money.amount,
    }),
    currency: t.field({
      type: 'Currency',
      nullable: false,
      description: 'ISO 4217 code.',
      resolve: (money) => money.currency,
    }),
    decimal: t.string({
      nullable: false,
      description: 'In the major unit, with as many decimals as ISO 4217 gives the currency: `"1234.50"`.',
      resolve: decimal,
    }),
  }),
});
