import { absent, type Member } from '../members.ts';
import type { Deviation } from './deviation.ts';

/** What stands where the contract expects something else. */
export const valueDeviations = {
  'amounts-as-strings': {
    about: 'Amounts are text: "12500".',
    member: (each) => (isAmount(each) ? String(each.value) : each.value),
  },
  'amounts-as-decimals': {
    about: 'Amounts are in whole units with decimals: 125.5.',
    member: (each) => (isAmount(each) ? Number(each.value) / 100 + 0.5 : each.value),
  },
  'currency-missing': { about: 'Nothing has a currency.', member: instead('currency', absent) },
  'currency-new': {
    about: 'The currency is XCG, which came in 2025.',
    member: instead('currency', 'XCG'),
  },
  'currency-unknown': {
    about: 'The currency is VED, which not every list of currencies has.',
    member: instead('currency', 'VED'),
  },
  'dates-without-zone': {
    about: 'Moments have no zone; upstream means UTC.',
    member: (each) => (isText(each, 'date-time') ? each.value.replace(/(Z|[+-]\d\d:\d\d)$/, '') : each.value),
  },
  'dates-impossible': {
    about: 'Dates are on 31 February.',
    member(each) {
      if (isText(each, 'date-time')) return '2026-02-31T12:00:00Z';
      return isText(each, 'date') ? '1990-02-31' : each.value;
    },
  },
  'references-null': {
    about: 'References to other things are null or empty: campaign_id, customer.id, store.id.',
    member: nullReference,
  },
  'enum-new-value': {
    about: 'Closed lists of values have one more: something_new.',
    member: (each) =>
      typeof each.value === 'string' && each.schemas.some((schema) => schema.enum?.includes(each.value))
        ? 'something_new'
        : each.value,
  },
  'link-without-href': {
    about: 'The first link of a list has no href.',
    member: ({ name, parent, pointer, value }) =>
      name === 'href' && parent === 'links' && pointer.endsWith('/links/0/href') ? absent : value,
  },
  'currencies-anything-but': {
    about: 'Offers are for all currencies but NOK, in the form that the vendor types: [{ "anything-but": ["NOK"] }].',
    member: ({ name, value }) => (name === 'currencies' ? [{ 'anything-but': ['NOK'] }] : value),
  },
} as const satisfies Record<string, Deviation>;

function instead(name: string, replacement: unknown): NonNullable<Deviation['member']> {
  return (each) => (each.name === name && typeof each.value === 'string' ? replacement : each.value);
}

function nullReference({ name, parent, value }: Member): unknown {
  if (name === 'campaign_id') return null;
  if (name === 'id' && parent === 'customer') return null;
  return name === 'id' && parent === 'store' ? '' : value;
}

function isAmount({ name, value, schemas }: Member): boolean {
  if (typeof value !== 'number') return false;
  // The contract of shopping marks no units; its amounts are the whole numbers that are called so.
  const isNamedSo = /(^|_)amount(_|$)/.test(name) && schemas.some(({ type }) => type === 'integer');
  return isNamedSo || schemas.some((schema) => schema['x-unit'] === 'minor-units');
}

function isText(member: Member, format: string): member is Member & { readonly value: string } {
  return typeof member.value === 'string' && member.schemas.some((schema) => schema.format === format);
}
