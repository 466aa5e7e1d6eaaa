import { CurrencyResolver, DateResolver, DateTimeResolver, JSONObjectResolver, SafeIntResolver } from 'graphql-scalars';
import { builder } from '../builder.ts';

builder.addScalarType('DateTime', DateTimeResolver);
builder.addScalarType('Date', DateResolver);
builder.addScalarType('JSONObject', JSONObjectResolver);
builder.addScalarType('SafeInt', SafeIntResolver);
builder.addScalarType('Currency', CurrencyResolver);

/** A moment that upstream sent, null where it is absent or no date: odd data must not fail a query. */
export function dateTime(value: string | null | undefined): Date | null {
  if (value === null || value === undefined) return null;
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? null : date;
}

const isoDay = /^\d{4}-\d{2}-\d{2}/;

/** A calendar day that upstream sent, `2026-05-17`, null where it is absent or none. */
export function day(value: string | null | undefined): string | null {
  const match = value === null || value === undefined ? null : isoDay.exec(value);
  return match !== null && dateTime(match[0]) !== null ? match[0] : null;
}

/** A 32-bit whole number that upstream sent, null where it is absent or does not fit. */
export function int(value: number | null | undefined): number | null {
  return Number.isInteger(value) && Math.abs(Number(value)) < 2 ** 31 ? Number(value) : null;
}
