import { checkedId } from '../kernel/ids.ts';
import { camelCase } from '../kernel/names.ts';

/**
 * Fills a path template: every parameter becomes one percent-encoded segment, whatever it holds.
 *
 * @throws InputError when a parameter is not a valid id
 */
export function fillPath(template: string, accountId: string, parameters: object): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    if (name === 'aid' || name === 'oid') return accountId;
    return encodeURIComponent(checkedId(camelCase(name), String(Reflect.get(parameters, name) ?? '')));
  });
}

/** A query string with its `?`, empty where there is nothing to say: undefined is left out, lists repeat their name. */
export function queryString(parameters: object): string {
  const pairs = new URLSearchParams();
  for (const [name, value] of Object.entries<unknown>({ ...parameters })) {
    const values: unknown[] = Array.isArray(value) ? value : [value];
    for (const each of values) if (each !== undefined) pairs.append(name, String(each));
  }
  return pairs.size === 0 ? '' : `?${pairs}`;
}
