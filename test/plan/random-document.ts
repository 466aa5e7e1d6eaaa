import {
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import type { Values } from '../permissions/known-values.ts';

/** A document that somebody might send. */
export interface RandomDocument {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Random numbers from a seed, the same sequence at every run (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

interface Writer {
  readonly schema: GraphQLSchema;
  readonly random: () => number;
  /** Values of arguments; required ones without a value keep a field out. */
  readonly values: Values;
  readonly declarations: string[];
  readonly variables: Record<string, unknown>;
  readonly fragments: string[];
  left: number;
  aliases: number;
}

const maxDepth = 6;

/**
 * A valid query or mutation over a schema: fields, aliases, fragments, `@skip` and `@include`, arguments as literals,
 * variables and defaults. Lists are asked for at most three items.
 */
export function randomDocument(
  schema: GraphQLSchema,
  random: () => number,
  values: Values,
  ids: readonly string[],
  kind: 'query' | 'mutation' = 'query',
): RandomDocument {
  const withIds = new Map([...values, ['id', ids[Math.floor(random() * ids.length)]], ['ids', ids.slice(0, 2)]]);
  const writer: Writer = {
    schema,
    random,
    values: withIds,
    declarations: [],
    variables: {},
    fragments: [],
    left: 25,
    aliases: 0,
  };
  const root = kind === 'query' ? schema.getQueryType() : schema.getMutationType();
  if (!root) throw new Error(`The schema has no type for a ${kind}.`);
  const body = selection(writer, root, 0);
  const head = writer.declarations.length === 0 ? kind : `${kind} (${writer.declarations.join(', ')})`;
  return { query: [`${head} ${body}`, ...writer.fragments].join('\n'), variables: writer.variables };
}

function chance({ random }: Writer, probability: number): boolean {
  return random() < probability;
}

function pick<Item>({ random }: Writer, items: readonly Item[]): Item | undefined {
  return items[Math.floor(random() * items.length)];
}

function selection(writer: Writer, type: GraphQLObjectType, depth: number): string {
  const fields = Object.values(type.getFields()).filter((field) => isUsable(writer, type, field, depth));
  const count = depth === 0 ? 1 + Math.floor(writer.random() * 2) : 1 + Math.floor(writer.random() * 4);
  const parts: string[] = [];
  for (let index = 0; index < count && writer.left > 0; index += 1) {
    const field = pick(writer, fields);
    if (field === undefined) break;
    writer.left -= 1;
    const text = fieldText(writer, type, field, depth);
    parts.push(wrapped(writer, type, text));
  }
  if (parts.length === 0 || chance(writer, 0.1)) parts.push('__typename');
  return `{ ${parts.join(' ')} }`;
}

/** Now and then a field comes in a fragment. */
function wrapped(writer: Writer, type: GraphQLObjectType, text: string): string {
  if (chance(writer, 0.1)) return `... on ${type.name} ${condition(writer)} { ${text} }`;
  if (!chance(writer, 0.1)) return text;
  const name = `F${writer.fragments.length}`;
  writer.fragments.push(`fragment ${name} on ${type.name} { ${text} }`);
  return `...${name} ${condition(writer)}`;
}

function fieldText(
  writer: Writer,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): string {
  writer.aliases += 1;
  const args = argumentTexts(writer, type, field);
  const named = getNamedType(field.type);
  const below = isObjectType(named)
    ? selection(writer, named, depth + 1)
    : isAbstractType(named)
      ? abstractSelection(writer, named.name, depth + 1)
      : '';
  // An alias of its own, so that no two fields get in each other's way.
  return `a${writer.aliases}: ${field.name}${args.length === 0 ? '' : `(${args.join(', ')})`} ${condition(writer)} ${below}`;
}

function abstractSelection(writer: Writer, name: string, depth: number): string {
  const type = writer.schema.getType(name);
  if (!isAbstractType(type)) return '{ __typename }';
  const some = writer.schema.getPossibleTypes(type).filter(() => chance(writer, 0.3));
  const parts = some.map((each) => `... on ${each.name} ${selection(writer, each, depth)}`);
  return `{ ${[chance(writer, 0.5) || parts.length === 0 ? 'id' : '', ...parts].join(' ')} }`;
}

function condition(writer: Writer): string {
  if (!chance(writer, 0.1)) return '';
  const name = chance(writer, 0.5) ? 'skip' : 'include';
  const value = chance(writer, 0.5);
  return `@${name}(if: ${chance(writer, 0.5) ? value : variable(writer, 'Boolean!', value)})`;
}

function argumentTexts(
  writer: Writer,
  type: GraphQLObjectType,
  { name, args }: GraphQLField<unknown, unknown>,
): string[] {
  return args.flatMap((arg) => {
    if (arg.name === 'after') return [];
    const isFirst = arg.name === 'first';
    const known = isFirst
      ? 1 + Math.floor(writer.random() * 3)
      : valueAt(writer, `${type.name}.${name}(${arg.name}:)`, arg.name, isRequiredArgument(arg));
    if (known === undefined) return [];
    if (isFirst && chance(writer, 0.6)) return [`first: ${known}`];
    if (isFirst && chance(writer, 0.3)) return [`first: ${defaulted(writer, known)}`];
    return [`${arg.name}: ${variable(writer, String(arg.type), known)}`];
  });
}

function variable(writer: Writer, type: string, value: unknown): string {
  const name = `v${writer.declarations.length}`;
  writer.declarations.push(`$${name}: ${type}`);
  writer.variables[name] = value;
  return `$${name}`;
}

/** A variable that is not sent and has a default. */
function defaulted(writer: Writer, value: unknown): string {
  const name = `v${writer.declarations.length}`;
  writer.declarations.push(`$${name}: Int! = ${String(value)}`);
  return `$${name}`;
}

function isUsable(
  writer: Writer,
  type: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  depth: number,
): boolean {
  if (isCompositeType(getNamedType(field.type)) && depth >= maxDepth) return false;
  return field.args.every(
    (arg) =>
      !isRequiredArgument(arg) ||
      valueAt(writer, `${type.name}.${field.name}(${arg.name}:)`, arg.name, true) !== undefined,
  );
}

function valueAt({ values }: Writer, coordinate: string, name: string, isRequired: boolean): unknown {
  return values.get(coordinate) ?? (isRequired ? values.get(name) : undefined);
}
