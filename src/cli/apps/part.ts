import {
  type DefinitionNode,
  type DirectiveNode,
  type GraphQLSchema,
  type InputValueDefinitionNode,
  Kind,
  type NamedTypeNode,
  parse,
  print,
  printSchema,
} from 'graphql';

/**
 * The part of a schema that is used, as SDL without descriptions: what `usedBy` has told by its coordinates, and of arguments and
 * inputs what must be given besides.
 */
export function partOf(schema: GraphQLSchema, used: ReadonlySet<string>): string {
  const { definitions } = parse(printSchema(schema), { noLocation: true });
  return `${print({ kind: Kind.DOCUMENT, definitions: definitions.flatMap((each) => partOfDefinition(each, used)) })}\n`;
}

function partOfDefinition(definition: DefinitionNode, used: ReadonlySet<string>): DefinitionNode[] {
  if (!('name' in definition) || definition.name === undefined) return [];
  const type = definition.name.value;
  const isUsed = ({ name }: NamedTypeNode) => used.has(name.value);
  // Every schema has a type for queries.
  if (!used.has(type) && type !== 'Query') return [];
  switch (definition.kind) {
    case Kind.OBJECT_TYPE_DEFINITION:
    case Kind.INTERFACE_TYPE_DEFINITION: {
      const fields = definition.fields
        ?.filter(({ name }) => used.has(`${type}.${name.value}`))
        .map((field) => ({
          ...bare(field),
          arguments: field.arguments?.filter((each) => isGiven(`${type}.${field.name.value}`, each)).map(bare),
        }));
      return [{ ...bare(definition), fields, interfaces: definition.interfaces?.filter(isUsed) }];
    }
    case Kind.INPUT_OBJECT_TYPE_DEFINITION: {
      const fields = definition.fields?.filter((each) => isGiven(type, each)).map(bare);
      return [{ ...bare(definition), fields, directives: definition.directives?.filter(isOneOf) }];
    }
    case Kind.UNION_TYPE_DEFINITION:
      return [{ ...bare(definition), types: definition.types?.filter(isUsed) }];
    case Kind.ENUM_TYPE_DEFINITION:
      return [{ ...bare(definition), values: definition.values?.map(bare) }];
    case Kind.SCALAR_TYPE_DEFINITION:
      return [bare(definition)];
    default:
      return [];
  }

  function isGiven(place: string, { name, type: input, defaultValue }: InputValueDefinitionNode): boolean {
    const isRequired = input.kind === Kind.NON_NULL_TYPE && defaultValue === undefined;
    return isRequired || used.has(`${place}.${name.value}`);
  }
}

function isOneOf({ name }: DirectiveNode): boolean {
  return name.value === 'oneOf';
}

function bare<Node extends { readonly description?: unknown; readonly directives?: unknown }>(node: Node) {
  return { ...node, description: undefined, directives: undefined };
}
