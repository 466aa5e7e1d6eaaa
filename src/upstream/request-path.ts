import { checkedId } from '../kernel/ids.ts';
import { camelCase } from '../kernel/names.ts';

/** A part of a path template: text as it stands, or a parameter with the name that callers know it by. */
type Part = string | { readonly name: string; readonly told: string };

/** Parts of the contract's templates, each read once. */
const known = new Map<string, readonly Part[]>();

function partsOf(template: string): readonly Part[] {
  const texts = template.split(/\{(\w+)\}/);
  return texts.map((text, index) => (index % 2 === 0 ? text : { name: text, told: camelCase(text) }));
}

/**
 * Fills a path template of the contract: every parameter becomes one percent-encoded segment, whatever it holds.
 *
 * @throws InputError when a parameter is not a valid id
 */
export function fillPath(template: string, accountId: string, parameters: object): string {
  let parts = known.get(template);
  if (parts === undefined) {
    parts = partsOf(template);
    known.set(template, parts);
  }
  let path = '';
  for (const part of parts) {
    if (typeof part === 'string') path += part;
    else if (part.name === 'aid' || part.name === 'oid') path += accountId;
    else path += encodeURIComponent(checkedId(part.told, String(Reflect.get(parameters, part.name) ?? '')));
  }
  return path;
}

/** A query string with its `?`, empty where there is nothing to say: undefined is left out, lists repeat their name. */
export function queryString(parameters: object): string {
  const given = Object.entries<unknown>({ ...parameters });
  if (given.length === 0) return '';
  const pairs = new URLSearchParams();
  for (const [name, value] of given) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    for (const each of values) if (each !== undefined) pairs.append(name, String(each));
  }
  return pairs.size === 0 ? '' : `?${pairs}`;
}
