import { Money as DinteroMoney } from '@dintero/money';

/** An amount of money as upstream counts it. */
export interface Money {
  /** In the currency's minor unit (øre, cent); a safe integer, negative for money going back. */
  readonly amount: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/**
 * Money of an upstream amount, or null where upstream left out the amount or the currency, sent no safe integer, or a
 * currency that ISO 4217 does not know and whose decimals nobody can tell.
 */
export function money(amount: number | null | undefined, currency: string | null | undefined): Money | null {
  if (currency === null || currency === undefined || !isCurrency(currency)) return null;
  return Number.isSafeInteger(amount) ? { amount: Number(amount), currency } : null;
}

/** The amount in major units with as many decimals as ISO 4217 gives the currency: `"1234.50"`. */
export function decimal({ amount, currency }: Money): string {
  return DinteroMoney.fromFractionlessAmount(amount, currency).toString();
}

function isCurrency(code: string): boolean {
  try {
    DinteroMoney.of(0, code);
    // Beyond the codes of ISO 4217, Dintero's library takes the word UNKNOWN.
    return code.length === 3;
  } catch {
    return false;
  }
}
