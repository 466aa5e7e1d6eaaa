import { Money as DinteroMoney } from '@dintero/money';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decimal, money } from '../../src/kernel/money.ts';
import { UnreadableError } from '../../src/kernel/unreadable.ts';

describe('money', () => {
  it.each([0, 1, -1, 2 ** 31, Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER])('has the amount %i', (amount) => {
    expect(money(amount, 'NOK')).toEqual({ amount, currency: 'NOK' });
  });

  it.each([null, undefined])('is null without an amount: %s', (amount) => {
    expect(money(amount, 'NOK')).toBeNull();
    expect(money(amount, 'kr')).toBeNull();
  });

  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('cannot be read from the amount %s', (amount) => {
    expect(() => money(amount, 'NOK')).toThrow(UnreadableError);
  });

  it('knows every currency that ICU knows, but for those that are no more', () => {
    const past = ['HRK', 'SLL', 'ZWL'];
    const unknown = Intl.supportedValuesOf('currency').filter((code) => {
      try {
        return money(100, code) === null;
      } catch {
        return true;
      }
    });
    expect(unknown.filter((code) => !past.includes(code))).toEqual([]);
  });

  it.each(['XCG', 'VED', 'XAD', 'ZWG'])('knows %s, which is new', (currency) => {
    expect(decimal({ amount: 12_345, currency })).toBe('123.45');
  });

  it.each([null, undefined, '', 'kr', 'nok', 'POINTS', 'UNKNOWN', 'ZZZ'])(
    'cannot be read where the currency is %j',
    (currency) => {
      expect(() => money(100, currency)).toThrow(UnreadableError);
    },
  );
});

describe('decimal', () => {
  it.each([
    [123_450, 'NOK', '1234.50'],
    [5, 'NOK', '0.05'],
    [-5, 'NOK', '-0.05'],
    [0, 'NOK', '0.00'],
    [1_234, 'JPY', '1234'],
    [1_234_567, 'KWD', '1234.567'],
    [Number.MAX_SAFE_INTEGER, 'NOK', '90071992547409.91'],
    [Number.MIN_SAFE_INTEGER, 'NOK', '-90071992547409.91'],
  ])('of %i in %s is %s', (amount, currency, text) => {
    expect(decimal({ amount, currency })).toBe(text);
  });

  it.each([
    ['JPY', 0],
    ['NOK', 2],
    ['KWD', 3],
  ])('in %s has %i decimals and loses nothing', (currency, decimals) => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        const text = decimal({ amount, currency });
        expect(text).toMatch(decimals === 0 ? /^-?\d+$/ : new RegExp(`^-?\\d+\\.\\d{${decimals}}$`));
        expect(BigInt(text.replace('.', ''))).toBe(BigInt(amount));
      }),
    );
  });

  it("is what Dintero's library says", () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.constantFrom('NOK', 'EUR', 'JPY', 'KWD', 'CLF'), (amount, currency) => {
        expect(decimal({ amount, currency })).toBe(DinteroMoney.fromFractionlessAmount(amount, currency).toString());
      }),
    );
  });

  it('is refused for what is not a currency', () => {
    expect(() => decimal({ amount: 1, currency: 'ZZZ' })).toThrow('ZZZ is not a currency.');
  });
});
