import { CurrencyResolver, DateResolver, DateTimeResolver, JSONObjectResolver, SafeIntResolver } from 'graphql-scalars';
import { UnreadableError } from '../../kernel/unreadable.ts';
import { builder } from '../builder.ts';

builder.addScalarType('DateTime', DateTimeResolver);
builder.addScalarType('Date', DateResolver);
builder.addScalarType('JSONObject', JSONObjectResolver);
builder.addScalarType('SafeInt', SafeIntResolver);
builder.addScalarType('Currency', CurrencyResolver);

const isoDay = /^(\d{4})-(\d{2})-(\d{2})/;
const zone = /(Z|[+-]\d{2}:?\d{2})$/i;

/**
 * A moment that upstream sent, null where there is none. One without a zone is in UTC, as upstream means it.
 *
 * @throws UnreadableError for a text that is no moment, or on a day that no calendar has
 */
export function dateTime(value: string | null | undefined): Date | null {
  if (value === null || value === undefined) return null;
  const [calendarDay = ''] = isoDay.exec(value) ?? [];
  const isZoned = zone.test(value) || value === calendarDay;
  const date = new Date(isZoned ? value : `${value}Z`);
  if (!isDay(calendarDay) || Number.isNaN(date.getTime())) throw new UnreadableError('a date and time');
  return date;
}

/**
 * A calendar day that upstream sent, `2026-05-17`, null where there is none.
 *
 * @throws UnreadableError for a text that begins with none
 */
export function day(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const [calendarDay = ''] = isoDay.exec(value) ?? [];
  if (!isDay(calendarDay)) throw new UnreadableError('a date');
  return calendarDay;
}

/** Whether a calendar has this day: `2026-02-31` it has not, which `Date` takes for a day in March. */
function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/**
 * A 32-bit whole number that upstream sent, null where there is none.
 *
 * @throws UnreadableError for a number that is not whole or does not fit
 */
export function int(value: number | null | undefined): number | null {
  if (value === null || value === undefined) return null;
  if (!Number.isInteger(value) || Math.abs(value) >= 2 ** 31) throw new UnreadableError('a whole number of 32 bits');
  return value;
}
