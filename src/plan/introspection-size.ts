import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getIntrospectionQuery,
  getNamedType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql';

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;
type Variables = Readonly<Record<string, unknown>>;

/** What operations ask of the schema itself, which is nothing of most. */
const asked = new WeakMap<
  OperationDefinitionNode,
  { readonly fields: readonly FieldNode[]; readonly fragments: Fragments }
>();

/**
 * How many fields the answer to what an operation asks of the schema itself holds, counted on the schema: 0 where it asks
 * for none of it. Counting ends soon after `most`. The document must be valid.
 */
export function introspectionSize(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
  most: number,
): number {
  let known = asked.get(operation);
  if (known === undefined) {
    const fragments = new Map(
      document.definitions
        .filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
        .map((each) => [each.name.value, each]),
    );
    const fields = [...fieldsOf(operation.selectionSet, fragments)].filter(({ name }) => name.value.startsWith('__'));
    known = { fields, fragments };
    asked.set(operation, known);
  }
  const { fields, fragments } = known;
  if (fields.length === 0) return 0;
  const starts = fields.flatMap((node) => {
    const at = startOf(schema, node, variables);
    return at === undefined || node.selectionSet === undefined ? [] : [{ at, set: node.selectionSet }];
  });
  return starts.reduce((size, { at, set }) => size + 1 + sizeBelow(schema, at, set, fragments, most - size), 0);
}

/** The size of everything that the schema can tell of itself, as the standard query of GraphQL's tools asks for it. */
export function wholeIntrospectionSize(schema: GraphQLSchema): number {
  const document = parse(
    getIntrospectionQuery({
      descriptions: true,
      specifiedByUrl: true,
      directiveIsRepeatable: true,
      schemaDescription: true,
      inputValueDeprecation: true,
      oneOf: true,
    }),
  );
  const [operation] = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  return operation === undefined ? 0 : introspectionSize(schema, document, operation, {}, Number.POSITIVE_INFINITY);
}

interface Place {
  readonly type: '__Schema' | '__Type';
  readonly value: object;
}

function startOf(schema: GraphQLSchema, { name, arguments: args }: FieldNode, variables: Variables): Place | undefined {
  if (name.value === '__schema') return { type: '__Schema', value: schema };
  if (name.value !== '__type') return undefined;
  const asked = args?.[0]?.value;
  const typeName =
    asked?.kind === Kind.VARIABLE ? variables[asked.name.value] : asked?.kind === Kind.STRING && asked.value;
  const value = typeof typeName === 'string' ? schema.getType(typeName) : undefined;
  return value === undefined ? undefined : { type: '__Type', value };
}

function* fieldsOf({ selections }: SelectionSetNode, fragments: Fragments): Generator<FieldNode> {
  for (const node of selections) {
    if (node.kind === Kind.FIELD) yield node;
    else {
      const set = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet : fragments.get(node.name.value)?.selectionSet;
      if (set !== undefined) yield* fieldsOf(set, fragments);
    }
  }
}

/** Everything is counted: what is deprecated, and what `@skip` leaves out. */
function sizeBelow(
  schema: GraphQLSchema,
  { type, value }: Place,
  set: SelectionSetNode,
  fragments: Fragments,
  most: number,
): number {
  let size = 0;
  const open: { readonly typeName: string; readonly value: object; readonly set: SelectionSetNode }[] = [
    { typeName: type, value, set },
  ];
  for (let next = open.pop(); next !== undefined && size <= most; next = open.pop()) {
    const parent = schema.getType(next.typeName);
    if (!isObjectType(parent)) continue;
    for (const node of fieldsOf(next.set, fragments)) {
      size += 1;
      const field = parent.getFields()[node.name.value];
      if (field === undefined || node.selectionSet === undefined) continue;
      // The schema's own resolvers look at nothing of a request but the schema.
      const info = { schema } as GraphQLResolveInfo;
      const result: unknown = field.resolve?.(next.value, { includeDeprecated: true }, undefined, info);
      const below = { typeName: getNamedType(field.type).name, set: node.selectionSet };
      for (const item of Array.isArray(result) ? result : [result]) {
        if (typeof item === 'object' && item !== null) open.push({ ...below, value: item });
      }
    }
  }
  return size;
}
