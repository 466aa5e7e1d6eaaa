/** `addressLine2` as `address_line_2`. */
type SnakeCase<Name extends string, Done extends string = ''> = Name extends `${infer First}${infer Rest}`
  ? SnakeCase<
      Rest,
      `${Done}${First extends Lowercase<First> ? (First extends `${number}` ? '_' : '') : '_'}${Lowercase<First>}`
    >
  : Done;

type Snaked<Key> = Key extends string ? SnakeCase<Key> : never;
type Sent<Value> = null extends Value ? Exclude<Value, null> | undefined : Value;

/** Members of upstream's that have names of their own in the input: `{ tax_basis: 'basis' }`. */
type Renamed<Input> = Readonly<Record<string, keyof Input & string>>;

/** An input with its members named as upstream names them; what is null is left out. */
export type Wire<Input> = { [Key in keyof Input as Snaked<Key>]: Sent<Input[Key]> };

/** The same with some members renamed. */
export type WireAs<Input, Names extends Renamed<Input>> = Wire<Omit<Input, Names[keyof Names]>> & {
  -readonly [Name in keyof Names]: Sent<Input[Names[Name]]>;
};

/** A change with its members named as upstream names them; null stays, upstream's contract says whether it clears. */
export type WireChange<Input> = { [Key in keyof Input as Snaked<Key>]: Input[Key] };

/** The members of an input in upstream's names, one level deep; null is as good as left out. */
export function wire<Input extends object>(input: Input): Wire<Input>;
/** The same, where some members have names of their own. */
export function wire<Input extends object, const Names extends Renamed<Input>>(
  input: Input,
  renamed: Names,
): WireAs<Input, Names>;
export function wire(input: object, renamed: Readonly<Record<string, string>> = {}): object {
  const own = new Map(Object.entries(renamed).map(([name, member]) => [member, name]));
  const members = Object.entries(input).filter(([, value]) => value !== null);
  return Object.fromEntries(members.map(([name, value]) => [own.get(name) ?? snakeCase(name), value]));
}

/** The members of a change in upstream's names, one level deep; null is sent, what is left out is not. */
export function wireChange<Change extends object>(change: Change): WireChange<Change> {
  // What the type says of names, snakeCase does.
  const sent: Record<string, unknown> = {};
  for (const name in change) sent[snakeCase(name)] = change[name];
  return sent as WireChange<Change>;
}

/** What is made has nothing to be taken away: null is as good as left out. */
export function given<Change extends object>(change: Change): { [Key in keyof Change]: Sent<Change[Key]> } {
  // Members that are null are gone.
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null)) as {
    [Key in keyof Change]: Sent<Change[Key]>;
  };
}

/** What `make` makes of a value; null and undefined stay what they are. */
export function unlessNone<Value, Made>(
  value: Value | null | undefined,
  make: (value: Value) => Made,
): Made | null | undefined {
  return value === null ? null : value === undefined ? undefined : make(value);
}

/** Names of members of the schema's inputs, each worked out once. */
const snaked = new Map<string, string>();

function snakeCase(name: string): string {
  let known = snaked.get(name);
  if (known === undefined) {
    known = name.replaceAll(/[A-Z0-9]/g, (letter) => `_${letter.toLowerCase()}`);
    snaked.set(name, known);
  }
  return known;
}
