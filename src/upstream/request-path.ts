import { checkedId } from '../kernel/ids.ts';
import { InputError } from '../kernel/input-error.ts';
import { camelCase } from '../kernel/names.ts';

/** A part of a path template: text, or a parameter with its name in GraphQL. */
type Part = string | { readonly name: string; readonly told: string };

/** The parts of each path template, parsed once. */
const known = new Map<string, readonly Part[]>();

function partsOf(template: string): readonly Part[] {
  const texts = template.split(/\{(\w+)\}/);
  return texts.map((text, index) => (index % 2 === 0 ? text : { name: text, told: camelCase(text) }));
}

/**
 * Fills a path template of the contract: every parameter becomes one percent-encoded segment, whatever it holds.
 *
 * @throws InputError when a parameter is not a valid id, or names something of another account
 */
export function fillPath(template: string, accountId: string, parameters: object): string {
  let parts = known.get(template);
  if (parts === undefined) {
    parts = partsOf(template);
    known.set(template, parts);
  }
  // Where no account is in the path, ids begin with that which they belong to.
  const isOwn = !/\{[ao]id\}/.test(template);
  let path = '';
  for (const part of parts) {
    if (typeof part === 'string') path += part;
    else if (part.name === 'aid' || part.name === 'oid') path += accountId;
    else {
      const id = checkedId(part.told, String(Reflect.get(parameters, part.name) ?? ''));
      if (isOwn && !id.startsWith(`${accountId}.`)) throw InputError.of([{ path: [part.told], ...notOwn }]);
      path += encodeURIComponent(id);
    }
  }
  return path;
}

const notOwn = { code: 'NOT_FOUND', message: 'must be the id of something of this account' } as const;

/** The query string with its `?`, or an empty text. Undefined values are left out; lists repeat their name. */
export function queryString(parameters: object): string {
  const given = Object.entries<unknown>({ ...parameters });
  if (given.length === 0) return '';
  const pairs = new URLSearchParams();
  for (const [name, value] of given) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    for (const each of values) if (each !== undefined) pairs.append(name, String(composed(name, each)));
  }
  return pairs.size === 0 ? '' : `?${pairs}`;
}

/**
 * A value of a body or query, texts with letters as one sign (Unicode NFC): a Mac may write `å` as two, which finds nothing
 * that was written as one. Ids mean what they say to the last sign.
 */
export function composed(name: string, value: unknown): unknown {
  return typeof value === 'string' && !/(^|_)ids?$/.test(name) ? value.normalize() : value;
}
