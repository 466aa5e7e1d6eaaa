import { money } from '../../kernel/money.ts';
import { builder } from '../builder.ts';
import type { Priced } from './line.ts';
import { MoneyRef } from './money.ts';
import { int } from './scalars.ts';

/** What a discount does to one line, in upstream's words. */
interface LineUse {
  readonly line_id?: number;
  readonly amount?: number;
  readonly bonus?: number;
}

/** How a discount was used with a customer, in upstream's words. */
interface Statistics {
  readonly usage?: number;
  readonly stamp?: number;
  readonly amount?: number;
  readonly bonus?: number;
  readonly debit_balance?: number;
}

type Described<Field extends string> = Readonly<Record<'description' | Field, string>>;

/** Declares the type of what a discount does to one line: of a cart it has yet to happen, of a receipt it has happened. */
export function discountLine(name: string, told: Described<'amount' | 'bonus'>) {
  return builder.objectRef<Priced<LineUse>>(name).implement({
    description: told.description,
    fields: (t) => ({
      lineId: t.int({ description: 'Number of the line.', resolve: ({ part }) => int(part.line_id) }),
      amount: t.field({
        type: MoneyRef,
        description: told.amount,
        resolve: ({ part, currency }) => money(part.amount, currency),
      }),
      bonus: t.field({
        type: MoneyRef,
        description: told.bonus,
        resolve: ({ part, currency }) => money(part.bonus, currency),
      }),
    }),
  });
}

/** Declares the type of how a discount was used with a customer, so far or by a time. */
export function discountStatistics(
  name: string,
  told: Described<'usage' | 'stamps' | 'amount' | 'bonus' | 'debitBalance'>,
) {
  return builder.objectRef<Priced<Statistics>>(name).implement({
    description: told.description,
    fields: (t) => ({
      usage: t.int({ description: told.usage, resolve: ({ part }) => int(part.usage) }),
      stamps: t.int({ description: told.stamps, resolve: ({ part }) => int(part.stamp) }),
      amount: t.field({
        type: MoneyRef,
        description: told.amount,
        resolve: ({ part, currency }) => money(part.amount, currency),
      }),
      bonus: t.field({
        type: MoneyRef,
        description: told.bonus,
        resolve: ({ part, currency }) => money(part.bonus, currency),
      }),
      debitBalance: t.field({
        type: MoneyRef,
        description: told.debitBalance,
        resolve: ({ part, currency }) => money(part.debit_balance, currency),
      }),
    }),
  });
}
