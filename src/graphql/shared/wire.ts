/** `addressLine2` as `address_line_2`. */
type SnakeCase<Name extends string, Done extends string = ''> = Name extends `${infer First}${infer Rest}`
  ? SnakeCase<
      Rest,
      `${Done}${First extends Lowercase<First> ? (First extends `${number}` ? '_' : '') : '_'}${Lowercase<First>}`
    >
  : Done;

type Snaked<Key> = Key extends string ? SnakeCase<Key> : never;

/** An input with its members named as upstream names them; what is null is left out. */
export type Wire<Input> = { [Key in keyof Input as Snaked<Key>]: Exclude<Input[Key], null> };

/** A change with its members named as upstream names them; null stays, upstream's contract says whether it clears. */
export type WireChange<Input> = { [Key in keyof Input as Snaked<Key>]: Input[Key] };

/** The members of an input in upstream's names, one level deep; null is as good as left out. */
export function wire<Input extends object>(input: Input): Wire<Input> {
  const members = Object.entries(input).filter(([, value]) => value !== null);
  // What the type says of names, snakeCase does.
  return Object.fromEntries(members.map(([name, value]) => [snakeCase(name), value])) as Wire<Input>;
}

/** The members of a change in upstream's names, one level deep; null is sent, what is left out is not. */
export function wireChange<Input extends object>(change: Input): WireChange<Input> {
  // As above.
  return Object.fromEntries(
    Object.entries(change).map(([name, value]) => [snakeCase(name), value]),
  ) as WireChange<Input>;
}

/** Members of an input under names of upstream's that have nothing to do with theirs; null is as good as left out. */
export function wireAs<Input extends object, const Names extends Readonly<Record<string, keyof Input>>>(
  input: Input,
  names: Names,
): { -readonly [Wire in keyof Names]: Exclude<Input[Names[Wire]], null> | undefined } {
  const members = Object.entries(names).map(([name, member]) => [name, input[member] ?? undefined]);
  // What the type says of names, `names` has said.
  return Object.fromEntries(members) as never;
}

/** What `make` makes of a value; null and undefined stay what they are. */
export function unlessNone<Value, Made>(
  value: Value | null | undefined,
  make: (value: Value) => Made,
): Made | null | undefined {
  return value === null ? null : value === undefined ? undefined : make(value);
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);
}
