/** `addressLine2` as `address_line_2`. */
type SnakeCase<Name extends string, Done extends string = ''> = Name extends `${infer First}${infer Rest}`
  ? SnakeCase<
      Rest,
      `${Done}${First extends Lowercase<First> ? (First extends `${number}` ? '_' : '') : '_'}${Lowercase<First>}`
    >
  : Done;

type Snaked<Key> = Key extends string ? SnakeCase<Key> : never;
type Sent<Value> = null extends Value ? Exclude<Value, null> | undefined : Value;

/** Members whose names differ, by upstream's name: `{ tax_basis: 'basis' }`. */
type Renamed<Input> = Readonly<Record<string, keyof Input & string>>;

/** An input with upstream's names, without members that are null. */
export type Wire<Input> = { [Key in keyof Input as Snaked<Key>]: Sent<Input[Key]> };

/** The same, with some members renamed. */
export type WireAs<Input, Names extends Renamed<Input>> = Wire<Omit<Input, Names[keyof Names]>> & {
  -readonly [Name in keyof Names]: Sent<Input[Names[Name]]>;
};

/** A change with upstream's names; null stays null, and the contract says whether it clears the member. */
export type WireChange<Input> = { [Key in keyof Input as Snaked<Key>]: Input[Key] };

/** Gives the members of an input upstream's names, one level deep; members that are null are left out. */
export function wire<Input extends object>(input: Input): Wire<Input>;
/** The same, where the names of some members differ. */
export function wire<Input extends object, const Names extends Renamed<Input>>(
  input: Input,
  renamed: Names,
): WireAs<Input, Names>;
export function wire(input: object, renamed: Readonly<Record<string, string>> = {}): object {
  const own = new Map(Object.entries(renamed).map(([name, member]) => [member, name]));
  const members = Object.entries(input).filter(([, value]) => value !== null);
  return Object.fromEntries(members.map(([name, value]) => [own.get(name) ?? snakeCase(name), value]));
}

/** Gives the members of a change upstream's names, one level deep; null is sent, absent members are not. */
export function wireChange<Change extends object>(change: Change): WireChange<Change> {
  // `snakeCase` does at run time what the type does with names.
  const sent: Record<string, unknown> = {};
  for (const name in change) sent[snakeCase(name)] = change[name];
  return sent as WireChange<Change>;
}

/** The members that are not null: something new has nothing to clear. */
export function given<Change extends object>(change: Change): { [Key in keyof Change]: Sent<Change[Key]> } {
  // Members that are null were just removed.
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)) as {
    [Key in keyof Change]: Sent<Change[Key]>;
  };
}

/** Applies `make` to a value; null and undefined are returned unchanged. */
export function unlessNone<Value, Made>(
  value: Value | null | undefined,
  make: (value: Value) => Made,
): Made | null | undefined {
  return value === null ? null : value === undefined ? undefined : make(value);
}

/** Names of input members in snake_case, each made once. */
const snaked = new Map<string, string>();

function snakeCase(name: string): string {
  let known = snaked.get(name);
  if (known === undefined) {
    known = name.replaceAll(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);
    snaked.set(name, known);
  }
  return known;
}
