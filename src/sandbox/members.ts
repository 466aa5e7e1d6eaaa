/** A JSON Schema of the contract, its references resolved. */
export interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly 'x-unit'?: string;
}

/** One value in an answer. */
export interface Member {
  /** Its name in the object that has it; that of the list for a value in a list. */
  readonly name: string;
  readonly value: unknown;
  /** Name of the member that holds the object which has it; empty at the top. */
  readonly parent: string;
  /** Where the value stands: `/cards/0/amount_balance`. */
  readonly pointer: string;
  /** What the contract says of it, one schema for each alternative; empty where it says nothing. */
  readonly schemas: readonly Schema[];
}

/** What a rewriter returns for a member that is to be left out. */
export const absent = Symbol('absent');

/**
 * A copy of an answer in which every value was put through `change`, outer ones first; what it returns is not entered
 * unless it is the value itself.
 */
export function rewrite(schema: Schema | undefined, answer: unknown, change: (member: Member) => unknown): unknown {
  return changed({ name: '', value: answer, parent: '', pointer: '', schemas: alternatives(schema) }, change);
}

/** The schemas that a value may follow: those of `allOf`, `anyOf` and `oneOf` stand beside the one that lists them. */
function alternatives(schema: Schema | undefined): readonly Schema[] {
  if (schema === undefined) return [];
  const inner = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  return [schema, ...inner.flatMap(alternatives)];
}

function walk(member: Member, change: (member: Member) => unknown): unknown {
  const { name, value, parent, pointer, schemas } = member;
  if (Array.isArray(value)) {
    const inner = schemas.flatMap((each) => alternatives(each.items));
    return value.flatMap((item: unknown, index) => {
      const made = changed({ name, value: item, parent, pointer: `${pointer}/${index}`, schemas: inner }, change);
      return made === absent ? [] : [made];
    });
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const inner = schemas.flatMap((each) => alternatives(propertyOf(each, key)));
    return [
      key,
      changed({ name: key, value: item, parent: name, pointer: `${pointer}/${key}`, schemas: inner }, change),
    ] as const;
  });
  return Object.fromEntries(entries.filter(([, made]) => made !== absent));
}

function changed(member: Member, change: (member: Member) => unknown): unknown {
  const made = change(member);
  return made === member.value ? walk(member, change) : made;
}

function propertyOf({ properties, additionalProperties }: Schema, key: string): Schema | undefined {
  const known = properties !== undefined && Object.hasOwn(properties, key) ? properties[key] : undefined;
  return known ?? (typeof additionalProperties === 'object' ? additionalProperties : undefined);
}
