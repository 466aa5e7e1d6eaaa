import {
  type FloatValueNode,
  GraphQLError,
  GraphQLScalarType,
  type IntValueNode,
  Kind,
  type ValueNode,
  visit,
} from 'graphql';
import { CurrencyResolver, DateResolver, DateTimeResolver, JSONObjectResolver, SafeIntResolver } from 'graphql-scalars';
import { isExact } from '../../kernel/exact-number.ts';
import { isCurrency } from '../../kernel/money.ts';
import { isRecord } from '../../kernel/record.ts';
import { UnreadableError } from '../../kernel/unreadable.ts';
import { valueSize } from '../../kernel/value-size.ts';
import { builder } from '../builder.ts';

/** JSON objects whose numbers are what was written: digits are not lost without a word. */
const exactJSONObject = new GraphQLScalarType<Readonly<Record<string, unknown>>>({
  name: 'JSONObject',
  description: JSONObjectResolver.description,
  specifiedByURL: JSONObjectResolver.specifiedByURL,
  extensions: JSONObjectResolver.extensions,
  serialize: (value) => notDeep(asObject(value)),
  parseValue: asObject,
  parseLiteral(node, variables) {
    visit(node, { IntValue: holdExact, FloatValue: holdExact });
    return asObject(JSONObjectResolver.parseLiteral(node, variables));
  },
});

function asObject(value: unknown): Readonly<Record<string, unknown>> {
  if (!isRecord(value)) throw new GraphQLError('JSONObject cannot represent this.');
  return value;
}

/** Levels of what upstream sent at most: `JSON.stringify` goes through them by calling itself. */
const maxLevels = 64;

function notDeep(value: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  if (valueSize(value).depth > maxLevels) throw new UnreadableError(`an object of at most ${maxLevels} levels`);
  return value;
}

function holdExact(node: IntValueNode | FloatValueNode): void {
  if (!isExact(node.value)) throw new GraphQLError('JSONObject cannot represent such a number.', { nodes: node });
}

/** ISO 4217 codes, the same in and out; the library's list lacks VED and XAD. */
const currency = new GraphQLScalarType<string>({
  name: 'Currency',
  description: CurrencyResolver.description,
  specifiedByURL: CurrencyResolver.specifiedByURL,
  extensions: CurrencyResolver.extensions,
  serialize: (value) => asCurrency(value),
  parseValue: (value) => asCurrency(value),
  parseLiteral: (node) => asCurrency(node.kind === Kind.STRING ? node.value : null, node),
});

function asCurrency(value: unknown, node?: ValueNode): string {
  if (isCurrency(value)) return value;
  throw new GraphQLError('Currency cannot represent this.', { nodes: node });
}

/** Moments; what resolvers give is text already, as `dateTime` makes it. */
const moment = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: DateTimeResolver.description,
  specifiedByURL: DateTimeResolver.specifiedByURL,
  extensions: DateTimeResolver.extensions,
  serialize: asMoment,
  parseValue: (value) => DateTimeResolver.parseValue(value),
  parseLiteral: (node, variables) => DateTimeResolver.parseLiteral(node, variables),
});

function asMoment(value: unknown): string {
  if (typeof value !== 'string') throw new GraphQLError('DateTime cannot represent this.');
  return value;
}

builder.addScalarType('DateTime', moment);
builder.addScalarType('Date', DateResolver);
builder.addScalarType('JSONObject', exactJSONObject);
builder.addScalarType('SafeInt', SafeIntResolver);
builder.addScalarType('Currency', currency);

const isoDay = /^\d{4}-\d{2}-\d{2}/;
const zone = /(Z|[+-]\d{2}:?\d{2})$/i;

/** A moment in the form of answers, on a day that each month has: it needs no `Date`, which takes ten times as long. */
const inForm = /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d\.\d{3}Z$/;

/**
 * A moment that upstream sent, in UTC to the millisecond: `2026-05-17T08:00:00.000Z`; null where there is none. One without a
 * zone is in UTC, as upstream means it.
 *
 * @throws UnreadableError for a text that is no moment, or on a day that no calendar has
 */
export function dateTime(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  if (inForm.test(value)) return value;
  const isDay = isoDay.test(value);
  const isZoned = value.length === 10 || zone.test(value);
  const date = new Date(isZoned ? value : `${value}Z`);
  if (!isDay || Number.isNaN(date.getTime()) || isAfterMonth(value)) throw new UnreadableError('a date and time');
  return date.toISOString();
}

/**
 * A calendar day that upstream sent, `2026-05-17`, null where there is none.
 *
 * @throws UnreadableError for a text that begins with none
 */
export function day(value: string | null | undefined): string | null {
  if (value === null || value === undefined) return null;
  const calendarDay = value.slice(0, 10);
  if (!isoDay.test(value) || Number.isNaN(Date.parse(calendarDay)) || isAfterMonth(value))
    throw new UnreadableError('a date');
  return calendarDay;
}

/** Whether a value begins with a day that its month has not: `Date` takes `2026-02-31` for a day in March, and refuses all that no month has. */
function isAfterMonth(value: string): boolean {
  const dayOfMonth = Number(value.slice(8, 10));
  return dayOfMonth > 28 && new Date(value.slice(0, 10)).getUTCDate() !== dayOfMonth;
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
