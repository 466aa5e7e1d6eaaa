import { Money as DinteroMoney } from '@dintero/money';
import { UnreadableError } from './unreadable.ts';

/** An amount of money, as upstream sends it. */
export interface Money {
  /** In the currency's minor unit (øre, cent); a safe integer, negative for money going back. */
  readonly amount: number;
  /** ISO 4217 code. */
  readonly currency: string;
}

/**
 * Money from an upstream amount; null if there is no amount.
 *
 * @throws UnreadableError for an amount that is no safe integer, or whose currency is missing or not known to ISO 4217, so
 * that nobody can tell its decimals
 */
export function money(amount: number | null | undefined, currency: string | null | undefined): Money | null {
  if (amount === null || amount === undefined) return null;
  if (currency === null || currency === undefined || decimalsOf(currency) === null)
    throw new UnreadableError('money: its currency is missing or not known');
  if (!Number.isSafeInteger(amount)) throw new UnreadableError('money: its amount is not a whole number');
  return { amount, currency };
}

/**
 * The amount in major units with as many decimals as ISO 4217 gives the currency: `"1234.50"`.
 *
 * @throws Error for a currency that ISO 4217 does not know
 */
export function decimal({ amount, currency }: Money): string {
  const decimals = decimalsOf(currency);
  if (decimals === null) throw new Error(`${currency} is not a currency.`);
  const digits = String(Math.abs(amount)).padStart(decimals + 1, '0');
  const whole = digits.slice(0, digits.length - decimals);
  return `${amount < 0 ? '-' : ''}${whole}${decimals === 0 ? '' : `.${digits.slice(-decimals)}`}`;
}

// Asking the library costs microseconds, and an answer has hundreds of amounts. Codes are three letters, so it stays small.
const known = new Map<string, number | null>();

/** Whether a code is a currency's of ISO 4217: `NOK`. */
export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && decimalsOf(code) !== null;
}

/** Number of decimals of a currency; null if it is not a currency. */
function decimalsOf(code: string): number | null {
  const decimals = known.get(code);
  if (decimals !== undefined) return decimals;
  // Beyond the codes of ISO 4217, Dintero's library takes small letters and the word UNKNOWN.
  if (!/^[A-Z]{3}$/.test(code)) return null;
  const found = askLibrary(code);
  known.set(code, found);
  return found;
}

/** Currencies that ISO 4217 has taken in since the library's list was made, by its amendments 176 and 179. */
const newer: ReadonlyMap<string, number> = new Map([
  ['XCG', 2],
  ['XAD', 2],
]);

function askLibrary(code: string): number | null {
  try {
    const [, decimals = ''] = DinteroMoney.of(0, code).toString().split('.');
    return decimals.length;
  } catch {
    return newer.get(code) ?? null;
  }
}
