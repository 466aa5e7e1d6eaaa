import { UnreadableError } from '../../kernel/unreadable.ts';
import { builder } from '../builder.ts';

/**
 * Declares an enum of a closed set of upstream values, named in SCREAMING_SNAKE unless `names` says otherwise.
 * `read` gives an upstream value back, null where it is absent, and throws UnreadableError for one outside the set;
 * `readAll` does so for a list.
 */
export function closedEnum<const Wire extends string>(
  name: string,
  description: string,
  values: Readonly<Record<Wire, string>>,
  names: { readonly [Value in NoInfer<Wire>]?: string } | undefined = undefined,
) {
  const wires = Object.keys(values).filter((wire): wire is Wire => Object.hasOwn(values, wire));
  const ref = builder.enumType(name, {
    description,
    values: Object.fromEntries(
      wires.map((wire) => [names?.[wire] ?? enumName(wire), { value: wire, description: values[wire] }]),
    ),
  });
  const known: ReadonlySet<string> = new Set(wires);
  const isKnown = (value: string): value is Wire => known.has(value);
  // Called for each row: it calls nothing but what it needs.
  const read = (value: string | null | undefined): Wire | null => {
    if (value === null || value === undefined) return null;
    if (!isKnown(value)) throw new UnreadableError(`one of the values of ${name}`);
    return value;
  };
  return {
    ref,
    read,
    readAll: (list: readonly string[] | null | undefined): Wire[] | null =>
      list?.flatMap((value) => read(value) ?? []) ?? null,
  };
}

function enumName(wire: string): string {
  return wire
    .replaceAll(/[^a-z0-9]+/gi, '_')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
}
