import { isRecord } from '../kernel/record.ts';

interface AnyInput {
  readonly path?: object;
  readonly query?: object;
  readonly header?: object;
  readonly body?: unknown;
  readonly window?: unknown;
}

/**
 * The text by which an input of an endpoint is remembered. Ids are separated by what no id may hold: an input with such
 * an id has more parts than any that can be called, and is refused when it is.
 */
export function keyOf(input: AnyInput): string {
  const { path = {}, query, header, body, window } = input;
  const ids = Object.values(path).join('\n');
  if (query === undefined && header === undefined && body === undefined && window === undefined) return ids;
  return `${ids}\n${JSON.stringify([query, header, body, window])}`;
}

/** The ids in the path of an input, by parameter. */
export function pathOf({ path = {} }: AnyInput): Readonly<Record<string, unknown>> {
  return { ...path };
}

/** The ids that a write names, by parameter: those of its path, else those that its body has under the same name. */
export function namedIds({ path = {}, body }: AnyInput): ReadonlyMap<string, unknown> {
  const own = isRecord(body) ? Object.entries(body) : [];
  return new Map([...own.filter(([, value]) => typeof value === 'string'), ...Object.entries(path)]);
}
