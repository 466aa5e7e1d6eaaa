import {
  buildSchema,
  type GraphQLFieldResolver,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNullableType,
  isAbstractType,
  isEnumType,
  isListType,
  isObjectType,
  printSchema,
} from 'graphql';
import { randomFrom } from '../plan/random-document.ts';

/** What stands for an object: what its fields give follows from the seed. */
interface Source {
  readonly __typename: string;
  readonly seed: string;
}

/**
 * The schema with other resolvers, which give the same for the same place and arguments: values, nulls, errors thrown and
 * returned, and promises of all of them, with and without `info`.
 */
export function randomSchema(schema: GraphQLSchema): GraphQLSchema {
  const copy = buildSchema(printSchema(schema), { assumeValid: true });
  for (const type of Object.values(copy.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) field.resolve = resolver(copy, field.name, field.type);
  }
  return copy;
}

function resolver(
  schema: GraphQLSchema,
  name: string,
  type: GraphQLOutputType,
): GraphQLFieldResolver<unknown, unknown> {
  const give = (source: unknown, args: object): unknown => {
    const seed = `${isSource(source) ? source.seed : ''}.${name}${JSON.stringify(args)}`;
    const random = randomFrom(hash(seed));
    const fate = random();
    const value = fate < 0.04 ? null : fate < 0.08 ? new Error(seed) : someValue(schema, type, seed, random);
    if (fate >= 0.04 && fate < 0.06) throw value;
    return random() < 0.3 ? Promise.resolve(value) : value;
  };
  if (hash(name) % 2 === 0) return (source, args) => give(source, args);
  return (source, args, _, info) => give(source, { ...args, at: info.path.key, of: info.parentType.name });
}

function someValue(schema: GraphQLSchema, type: GraphQLOutputType, seed: string, random: () => number): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable)) {
    return Array.from({ length: Math.floor(random() * 4) }, (_, index) => {
      const fate = random();
      const item =
        fate < 0.05
          ? null
          : fate < 0.08
            ? new Error(`${seed}[${index}]`)
            : someValue(schema, nullable.ofType, `${seed}[${index}]`, random);
      return random() < 0.2 ? Promise.resolve(item) : item;
    });
  }
  if (isEnumType(nullable)) return nullable.getValues()[Math.floor(random() * nullable.getValues().length)]?.value;
  if (isAbstractType(nullable)) {
    const possible = schema.getPossibleTypes(nullable);
    return { __typename: possible[Math.floor(random() * possible.length)]?.name, seed };
  }
  if (isObjectType(nullable)) return { __typename: nullable.name, seed };
  // What some scalars take and others do not.
  return random() < 0.5 ? Math.floor(random() * 1000) : random() < 0.5 ? 'text' : random() < 0.5;
}

function isSource(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && 'seed' in value;
}

function hash(text: string): number {
  let sum = 7;
  for (let index = 0; index < text.length; index += 1) sum = (Math.imul(sum, 31) + text.charCodeAt(index)) | 0;
  return Math.abs(sum);
}
