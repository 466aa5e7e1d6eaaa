import {
  type ConstArgumentNode,
  type ConstDirectiveNode,
  type DefinitionNode,
  type DocumentNode,
  type FieldDefinitionNode,
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLSchema,
  Kind,
  lexicographicSortSchema,
  type ObjectTypeDefinitionNode,
  parse,
  printSchema,
  valueToLiteral,
  visit,
} from 'graphql';
import { isRecord } from '../src/kernel/record.ts';

/**
 * A schema as a document in the order of the alphabet, with the directives that `extensions.directives` of its fields name,
 * by name.
 * GraphQL's own printer makes it, from the same parts that introspection answers from; it leaves applied directives out.
 */
export function printedSchema(served: GraphQLSchema): DocumentNode {
  const schema = lexicographicSortSchema(served);
  const { kind, definitions } = visit(parse(printSchema(schema), { noLocation: true }), {
    ObjectTypeDefinition: (type) => withDirectives(schema, type),
    InterfaceTypeDefinition: (type) => withDirectives(schema, type),
  });
  return { kind, definitions: [...definitions].sort((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)) };
}

/** What `whole` has beyond `part`, as a document that extends it: new types, and `extend type` for those with new fields. */
export function extensionOf(whole: DocumentNode, part: DocumentNode): DocumentNode {
  const known = new Map(part.definitions.map((definition) => [nameOf(definition), definition]));
  const definitions = whole.definitions.flatMap((definition): DefinitionNode[] => {
    const before = known.get(nameOf(definition));
    if (before === undefined) return [definition];
    if (before.kind !== Kind.OBJECT_TYPE_DEFINITION || definition.kind !== Kind.OBJECT_TYPE_DEFINITION) return [];
    const names = new Set(before.fields?.map(({ name }) => name.value));
    const fields = definition.fields?.filter(({ name }) => !names.has(name.value)) ?? [];
    return fields.length === 0 ? [] : [{ kind: Kind.OBJECT_TYPE_EXTENSION, name: definition.name, fields }];
  });
  return { kind: Kind.DOCUMENT, definitions };
}

function nameOf(definition: DefinitionNode): string {
  const name = 'name' in definition ? definition.name?.value : undefined;
  return `${definition.kind === Kind.DIRECTIVE_DEFINITION ? '@' : ''}${name ?? ''}`;
}

function withDirectives<Node extends Pick<ObjectTypeDefinitionNode, 'name' | 'fields'>>(
  schema: GraphQLSchema,
  type: Node,
): Node {
  const built = schema.getType(type.name.value);
  const known = built !== undefined && 'getFields' in built ? built.getFields() : {};
  const fields = type.fields?.map((field): FieldDefinitionNode => {
    const { extensions } = known[field.name.value] ?? {};
    return { ...field, directives: [...(field.directives ?? []), ...applied(schema, extensions)] };
  });
  return { ...type, ...(fields && { fields }) };
}

function applied(
  schema: GraphQLSchema,
  extensions: GraphQLField<unknown, unknown>['extensions'] | undefined,
): ConstDirectiveNode[] {
  const directives = extensions?.['directives'];
  return Object.entries(isRecord(directives) ? directives : {}).map(([name, values]) => ({
    kind: Kind.DIRECTIVE,
    name: { kind: Kind.NAME, value: name },
    arguments: (schema.getDirective(name)?.args ?? []).flatMap((arg) => argument(arg, values)),
  }));
}

function argument({ name, type }: GraphQLArgument, values: unknown): ConstArgumentNode[] {
  const value = isRecord(values) ? valueToLiteral(values[name], type) : undefined;
  return value === undefined ? [] : [{ kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value }];
}
