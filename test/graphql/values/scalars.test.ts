import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dateTime, day, int } from '../../../src/graphql/values/scalars.ts';
import { UnreadableError } from '../../../src/kernel/unreadable.ts';

const zoneBefore = process.env['TZ'];
beforeAll(() => {
  // Far from UTC: what is read in the machine's zone is off by hours.
  process.env['TZ'] = 'Pacific/Kiritimati';
});
afterAll(() => {
  if (zoneBefore === undefined) delete process.env['TZ'];
  else process.env['TZ'] = zoneBefore;
});

const noDays = [
  '',
  'soon',
  '1990-02-31',
  '2026-02-29',
  '2026-04-31',
  '2026-13-01',
  '2026-00-10',
  '2026-01-00',
  '2026-01-32',
  '31.12.2026',
  '2026-1-1',
];

describe('a moment', () => {
  it.each([
    ['2026-05-17T10:00:00Z', '2026-05-17T10:00:00.000Z'],
    ['2026-05-17T10:00:00.5z', '2026-05-17T10:00:00.500Z'],
    ['2026-05-17T10:00:00+02:00', '2026-05-17T08:00:00.000Z'],
    ['2026-05-17T10:00:00-0200', '2026-05-17T12:00:00.000Z'],
    ['2026-05-17T10:00:00', '2026-05-17T10:00:00.000Z'],
    ['2026-05-17 10:00:00', '2026-05-17T10:00:00.000Z'],
    ['2026-05-17', '2026-05-17T00:00:00.000Z'],
    ['2024-02-29T23:59:59Z', '2024-02-29T23:59:59.000Z'],
    ['2026-05-17T10:00:00.123Z', '2026-05-17T10:00:00.123Z'],
    ['2026-05-17T24:00:00.000Z', '2026-05-18T00:00:00.000Z'],
    ['2026-05-31T10:00:00.000Z', '2026-05-31T10:00:00.000Z'],
  ])('is read from %s, in UTC where no zone is told', (text, moment) => {
    expect(dateTime(text)).toBe(moment);
    // Formatters of phones take the number of digits for part of the form.
    expect(dateTime(text)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it.each([
    ...noDays.filter((text) => text !== ''),
    '2026-05-17T25:00:00Z',
    '2026-05-17T10:60:00.000Z',
    '2026-02-30T10:00:00.000Z',
    '2026-02-30T10:00:00+02:00',
  ])('cannot be read from %s', (text) => {
    expect(() => dateTime(text)).toThrow(UnreadableError);
  });
});

describe('a day', () => {
  it('is what a text begins with, whatever the zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }),
        (date) => {
          const text = date.toISOString();
          expect(day(text)).toBe(text.slice(0, 10));
          expect(dateTime(text)).toBe(text);
        },
      ),
    );
  });

  it.each(noDays)('cannot be read from %j', (text) => {
    expect(() => day(text)).toThrow(UnreadableError);
  });

  it('is null where there is none', () => {
    expect([day(null), day(undefined), dateTime(null), dateTime(undefined)]).toEqual([null, null, null, null]);
  });
});

describe('a whole number', () => {
  it.each([1.5, 2 ** 31, -(2 ** 31), Number.NaN])('cannot be read from %s', (value) => {
    expect(() => int(value)).toThrow(UnreadableError);
  });
});
