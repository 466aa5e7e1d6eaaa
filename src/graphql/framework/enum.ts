import { UnreadableError } from '../../kernel/unreadable.ts';
import { builder } from '../builder.ts';
import { each } from '../entries.ts';

/**
 * Declares an enum of a closed set of upstream values, named in SCREAMING_SNAKE unless `names` says otherwise.
 * `read` gives an upstream value back, and null where it is absent or none of the set: upstream may know more than this
 * schema does, which is nobody's fault. A list tells what it leaves out: `readAll` marks what is none of the set as unreadable.
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
    // What is no text at all is no value that is yet unknown.
    if (typeof value !== 'string') throw new UnreadableError(`one of the values of ${name}`);
    return isKnown(value) ? value : null;
  };
  return {
    ref,
    read,
    readAll: (list: readonly string[] | null | undefined): readonly Wire[] | null =>
      list == null
        ? null
        : each(list, (value) => {
            if (!isKnown(value)) throw new UnreadableError(`one of the values of ${name}`);
            return value;
          }),
  };
}

function enumName(wire: string): string {
  return wire
    .replaceAll(/[^a-z0-9]+/gi, '_')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toUpperCase();
}
