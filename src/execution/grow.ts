import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { holdTo } from '../kernel/limit-error.ts';
import { completion } from './complete.ts';
import { readMember } from './object.ts';
import { emptyOf, type OperationTree, type TreeField, type TreeObject } from './tree.ts';
import { always, keyOfWhens, type When, whenOf } from './when.ts';

/** Most fields of one operation, with its fragments expanded: more would take too long to check. */
const maxFields = 20_000;

/** Settings of a tree. */
export interface TreeOptions {
  /**
   * Whether `__type` knows types; if not it is null, as for a name that no type has. To refuse it would break what audits of
   * GraphQL over HTTP ask of every server. Default: true.
   */
  readonly knowsTypes?: boolean;
}

/**
 * Reads an operation of a document that is valid.
 *
 * @throws LimitError when it has more than 20,000 fields
 */
export function treeOf(
  schema: GraphQLSchema,
  { definitions }: DocumentNode,
  operation: OperationDefinitionNode,
  { knowsTypes = true }: TreeOptions = {},
): OperationTree {
  const type = schema.getRootType(operation.operation);
  if (!type) throw new Error(`The schema has no ${operation.operation}.`);
  const fragments: Record<string, FragmentDefinitionNode> = Object.create(null);
  for (const each of definitions) if (each.kind === Kind.FRAGMENT_DEFINITION) fragments[each.name.value] = each;
  const growth = new Growth(schema, fragments, knowsTypes);
  const root = growth.object(type, [{ set: operation.selectionSet, when: always }], []);
  return { schema, operation, fragments, root, size: growth.size };
}

/** A node and the `@skip` and `@include` conditions under which it counts. */
interface Asked {
  readonly node: FieldNode;
  readonly when: When;
}

interface Part {
  readonly set: SelectionSetNode;
  readonly when: When;
}

class Growth {
  size = 0;
  readonly #schema: GraphQLSchema;
  readonly #fragments: OperationTree['fragments'];
  readonly #knowsTypes: boolean;
  /** What was looked at: nodes, once for each place and type, and selections. */
  #looked = 0;
  #argsIndex = 0;

  constructor(schema: GraphQLSchema, fragments: OperationTree['fragments'], knowsTypes: boolean) {
    this.#knowsTypes = knowsTypes;
    this.#schema = schema;
    this.#fragments = fragments;
  }

  object(type: GraphQLObjectType, parts: readonly Part[], path: readonly string[]): TreeObject {
    const found = new Map<string, Asked[]>();
    const passed = new Set<string>();
    for (const part of parts) this.#collect(part, type, found, passed);
    const fields: TreeField[] = [];
    for (const [key, asked] of found) {
      const field = this.#field(type, key, asked, path);
      if (field !== undefined) fields.push(field);
    }
    return { type, fields, isConditional: fields.some(({ whens }) => whens !== null), empty: emptyOf(fields) };
  }

  #collect(
    { set, when: outer }: Part,
    type: GraphQLObjectType,
    found: Map<string, Asked[]>,
    passed: Set<string>,
  ): void {
    for (const node of set.selections) {
      this.#looked += 1;
      holdTo('fields', maxFields, this.#looked);
      const when = whenOf(node.directives, outer);
      if (when === null) continue;
      if (node.kind === Kind.FIELD) {
        const key = node.alias?.value ?? node.name.value;
        const same = found.get(key);
        if (same === undefined) found.set(key, [{ node, when }]);
        else same.push({ node, when });
        continue;
      }
      const fragment = node.kind === Kind.FRAGMENT_SPREAD ? this.#fragments[node.name.value] : node;
      if (fragment === undefined || !this.#applies(fragment.typeCondition?.name.value, type)) continue;
      if (node.kind === Kind.FRAGMENT_SPREAD) {
        const once = `${node.name.value} ${keyOfWhens(when)}`;
        if (passed.has(once)) continue;
        passed.add(once);
      }
      this.#collect({ set: fragment.selectionSet, when }, type, found, passed);
    }
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wider = this.#schema.getType(condition);
    return isAbstractType(wider) && this.#schema.isSubType(wider, type);
  }

  #field(
    parentType: GraphQLObjectType,
    key: string,
    asked: readonly Asked[],
    parentPath: readonly string[],
  ): TreeField | undefined {
    const nodes = asked.map(({ node }) => node);
    const [node] = nodes;
    const field = node && this.#schema.getField(parentType, node.name.value);
    if (node === undefined || field === undefined) return undefined;
    this.size += 1;
    const path = [...parentPath, key];
    const variables = variablesOf(node);
    const below = this.#below(field.type, asked);
    const isHidden = field.name === '__type' && !this.#knowsTypes;
    const resolve = isHidden ? () => null : (field.resolve ?? readMember(field.name));
    // A function with rest parameters has a length of less than four, too: no resolver of ours is one.
    const takesInfo = field.resolve !== undefined && resolve.length > 3;
    return {
      key,
      coordinate: `${parentType.name}.${field.name}`,
      path,
      parentType,
      field,
      nodes,
      whens: asked.every(({ when }) => when.length === 0) ? null : asked.map(({ when }) => when),
      variables,
      objects:
        below.length === 0 ? none : new Map(below.map(([type, parts]) => [type, this.object(type, parts, path)])),
      resolve,
      takesInfo,
      isPlain: !takesInfo && isLeafType(getNullableType(field.type)),
      complete: completion(field.type),
      nonNull: isNonNullType(field.type),
      argsIndex: variables.size > 0 ? this.#argsIndex++ : -1,
      constantArgs: field.args.length === 0 ? noArgs : undefined,
    };
  }

  /** The possible types of a field's result, each with its selected fields. */
  #below(output: GraphQLOutputType, asked: readonly Asked[]): (readonly [GraphQLObjectType, readonly Part[]])[] {
    // Where all nodes wait for the same, what is below them waits for nothing more.
    const [first, ...others] = asked.map(({ when }) => keyOfWhens(when));
    const isSame = others.every((each) => each === first);
    const parts = asked.flatMap(({ node, when }) =>
      node.selectionSet === undefined ? [] : [{ set: node.selectionSet, when: isSame ? always : when }],
    );
    const type = getNamedType(output);
    const types = isAbstractType(type) ? this.#schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
    return types.map((each) => [each, parts]);
  }
}

/** Most fields are leaves without arguments: these share it. */
const none = new Map<never, never>();

/** The names of the variables in each argument that uses some. */
function variablesOf({ arguments: given = [] }: FieldNode): TreeField['variables'] {
  const found = given
    .map(({ name, value }) => [name.value, [...variablesIn(value)]] as const)
    .filter(([, names]) => names.length > 0);
  return found.length === 0 ? none : new Map(found);
}

const noArgs: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

function* variablesIn(value: ValueNode): Generator<string> {
  if (value.kind === Kind.VARIABLE) yield value.name.value;
  else if (value.kind === Kind.LIST) for (const each of value.values) yield* variablesIn(each);
  else if (value.kind === Kind.OBJECT) for (const field of value.fields) yield* variablesIn(field.value);
}
