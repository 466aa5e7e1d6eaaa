import { isExact } from '../../kernel/exact-number.ts';

/** Shorter numbers fit a double to the last digit: 15 digits always do, and powers of ten of two digits. */
const suspicious = /[\d.]{16}|\de[+-]?\d{3}/i;

/**
 * Where a text of JSON has the first number that its reader would change without a word, as a dotted path; undefined: nowhere.
 * Reading it again is paid for by texts that look so only.
 *
 * @throws RangeError where it is nested more deeply than can be read so, some thousand levels
 */
export function inexactPlace(json: string): string | undefined {
  if (!suspicious.test(json)) return undefined;
  const found = Symbol('found');
  const read: unknown = JSON.parse(json, (_, value: unknown, context?: { readonly source?: string }) =>
    typeof value === 'number' && context?.source !== undefined && !isExact(context.source) ? found : value,
  );
  return placeOf(found, read)?.join('.');
}

function placeOf(found: symbol, value: unknown): string[] | undefined {
  if (value === found) return [];
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [name, inner] of Object.entries(value)) {
    const below = placeOf(found, inner);
    if (below !== undefined) return [name, ...below];
  }
  return undefined;
}
