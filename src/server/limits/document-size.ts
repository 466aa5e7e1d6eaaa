import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** How large a document is. */
export interface DocumentSize {
  readonly operations: number;
  /** Of its largest operation, with every fragment in each place that it is spread in. */
  readonly spread: () => SpreadSize;
}

/** How large an operation is with its fragments in their places. */
export interface SpreadSize {
  /** Levels of fields; those below `__schema` and `__type` are not counted. */
  readonly depth: number;
  readonly aliases: number;
  readonly directives: number;
  readonly fields: number;
  /** `__schema` fields. */
  readonly schemas: number;
  /** `__type` fields. */
  readonly types: number;
  /** Aliases of what hangs on `__schema` and `__type`. */
  readonly metaAliases: number;
}

interface Own extends SpreadSize {
  readonly spreads: readonly { readonly name: string; readonly level: number; readonly isMeta: boolean }[];
}

const nothing: SpreadSize = { depth: 0, aliases: 0, directives: 0, fields: 0, schemas: 0, types: 0, metaAliases: 0 };
const introspection: ReadonlySet<string> = new Set(['__schema', '__type']);

/** Counts a document that need not be valid: fragments may be missing or spread themselves. */
export function documentSize({ definitions }: DocumentNode): DocumentSize {
  const operations = definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const fragments = new Map(
    definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION).map((each) => [each.name.value, each]),
  );
  return {
    operations: operations.length,
    spread: () => operations.map((operation) => spreadSize(operation, fragments)).reduce(larger, nothing),
  };
}

function larger(one: SpreadSize, other: SpreadSize): SpreadSize {
  return {
    depth: Math.max(one.depth, other.depth),
    aliases: Math.max(one.aliases, other.aliases),
    directives: Math.max(one.directives, other.directives),
    fields: Math.max(one.fields, other.fields),
    schemas: Math.max(one.schemas, other.schemas),
    types: Math.max(one.types, other.types),
    metaAliases: Math.max(one.metaAliases, other.metaAliases),
  };
}

/** Every fragment is counted once and its numbers are reused, so that fragments of fragments cost no more than they are long. */
function spreadSize(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): SpreadSize {
  const known = new Map<string, SpreadSize>();
  const whole = (node: OperationDefinitionNode | FragmentDefinitionNode): SpreadSize => {
    const own = ownSize(node.selectionSet);
    let { depth, aliases, fields, schemas, types, metaAliases } = own;
    let directives = own.directives + directivesOf(node);
    for (const { name, level, isMeta } of own.spreads) {
      const part = fragmentSize(name);
      depth = Math.max(depth, isMeta ? 0 : level + part.depth);
      aliases += part.aliases;
      directives += part.directives;
      fields += part.fields;
      schemas += part.schemas;
      types += part.types;
      metaAliases += isMeta ? part.aliases : part.metaAliases;
    }
    return { depth, aliases, directives, fields, schemas, types, metaAliases };
  };
  const fragmentSize = (name: string): SpreadSize => {
    const found = known.get(name);
    if (found !== undefined) return found;
    // One that spreads itself is found by validation; here it ends.
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const size = fragment === undefined ? nothing : whole(fragment);
    known.set(name, size);
    return size;
  };
  return whole(operation);
}

function directivesOf({
  directives = [],
  variableDefinitions = [],
}: OperationDefinitionNode | FragmentDefinitionNode): number {
  return variableDefinitions.reduce((sum, each) => sum + (each.directives?.length ?? 0), directives.length);
}

/** What a selection set holds itself, with the places of the fragments that it spreads. */
function ownSize(set: SelectionSetNode): Own {
  let { depth, aliases, directives, fields, schemas, types, metaAliases } = nothing;
  const spreads: { name: string; level: number; isMeta: boolean }[] = [];
  const open = [{ set, level: 0, isMeta: false }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const node of next.set.selections) {
      directives += node.directives?.length ?? 0;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        spreads.push({ name: node.name.value, level: next.level, isMeta: next.isMeta });
      } else if (node.kind === Kind.INLINE_FRAGMENT) {
        open.push({ ...next, set: node.selectionSet });
      } else {
        const level = next.level + 1;
        fields += 1;
        if (node.alias !== undefined) aliases += 1;
        if (node.alias !== undefined && next.isMeta) metaAliases += 1;
        if (node.name.value === '__schema') schemas += 1;
        if (node.name.value === '__type') types += 1;
        if (!next.isMeta) depth = Math.max(depth, level);
        const inner = below(node, level, next.isMeta);
        if (inner !== undefined) open.push(inner);
      }
    }
  }
  return { depth, aliases, directives, fields, schemas, types, metaAliases, spreads };
}

function below({ name, selectionSet }: FieldNode, level: number, isMeta: boolean) {
  if (selectionSet === undefined) return undefined;
  return { set: selectionSet, level, isMeta: isMeta || introspection.has(name.value) };
}
