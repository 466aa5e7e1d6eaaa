import { isRecord, memberOf } from '../../../kernel/record.ts';
import type { TextKind } from '../../../kernel/texts.ts';
import type { builder, InputFields } from '../../builder.ts';
import { allOrNothing } from '../../entries.ts';
import type { Names } from '../../framework/wire-path.ts';

/** Dotted paths to lists of text in a part of the contract: `'name'`, `'address.country'`. */
type ListPath<Part> = {
  [Name in keyof Part & string]: NonNullable<Part[Name]> extends readonly string[]
    ? Name
    : NonNullable<Part[Name]> extends readonly unknown[]
      ? never
      : NonNullable<Part[Name]> extends object
        ? `${Name}.${ListPath<NonNullable<Part[Name]>>}`
        : never;
}[keyof Part & string];

type Table<Part> = Readonly<Record<string, readonly [at: ListPath<Part>, description: string, kind?: TextKind]>>;
type Texts = readonly string[] | null | undefined;
type ObjectFields<Part> = PothosSchemaTypes.ObjectFieldBuilder<typeof builder.$inferSchemaTypes, Part>;

/**
 * Lists of text in a part of a rule, said once for reading and writing: by the name in the schema, where upstream has the
 * list, what is in it, and of which kind its texts are where that kind has rules.
 */
export function textLists<Part extends object>() {
  return <const Lists extends Table<Part>>(lists: Lists) => ({
    /** The fields that show them; null asks for nothing. */
    fields: (t: ObjectFields<Part>) =>
      mapped(lists, ([at, description]) => {
        const path = at.split('.');
        return t.stringList({ description, resolve: (part) => allOrNothing(textsAt(part, path)) });
      }),
    /** The members of an input that take them. */
    inputFields: (t: InputFields) =>
      mapped(lists, ([, description, kind]) => (kind ? t.texts(kind, { description }) : t.stringList({ description }))),
    /** What an input holds of them, in upstream's words; null is as good as left out. */
    wire: (input: { readonly [Name in keyof Lists]?: Texts }): Partial<Part> => {
      const part = {};
      for (const [name, [at]] of Object.entries(lists)) {
        const texts = input[name];
        if (texts) put(part, at.split('.'), texts);
      }
      return part;
    },
    /** Where upstream has them, with their names in the input. */
    names: Object.fromEntries(Object.entries(lists).map(([name, [at]]) => [at, name])) satisfies Names,
  });
}

function mapped<Table extends object, Made>(table: Table, make: (value: Table[keyof Table]) => Made) {
  const made = Object.entries(table).map(([name, value]) => [name, make(value)] as const);
  // The same names as the table's, which `fromEntries` forgets.
  return Object.fromEntries(made) as { readonly [Name in keyof Table]: Made };
}

type Members = Record<string, unknown>;

/** @param path where the contract has a list of text */
function textsAt(part: object, path: readonly string[]): Texts {
  return path.reduce<unknown>(memberOf, part) as Texts;
}

function put(part: Members, [name = '', ...below]: readonly string[], texts: readonly string[]): void {
  if (below.length === 0) {
    part[name] = texts;
    return;
  }
  const known = part[name];
  const inner: Members = isRecord(known) ? { ...known } : {};
  part[name] = inner;
  put(inner, below, texts);
}
