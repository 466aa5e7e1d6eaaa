import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getNullableType,
  isAbstractType,
  isCompositeType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  type SelectionNode,
  type SelectionSetNode,
  type VariableValues,
} from 'graphql';
import { holdTo } from '../kernel/limit-error.ts';
import { argumentsOf, isWanted, type KnownVariables, knownVariables } from './variables.ts';

/** A field of an operation as it would run, fields of the same response key merged. */
export interface Selected {
  /** Schema coordinate: `Customer.walletCards`. */
  readonly coordinate: string;
  /** Response keys from the root, without list positions. */
  readonly path: readonly string[];
  /** The object type that the field is of. */
  readonly parent: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** Coerced arguments with their defaults, without those in `unknown`. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Arguments whose value depends on a variable that has none. */
  readonly unknown: ReadonlySet<string>;
  /** False: a variable without a value decides whether it runs, here or further up. */
  readonly certain: boolean;
  /** Whether `__typename` is asked for below: something that is there without any call of the children. */
  readonly typename: boolean;
  /** For an abstract type the fields of every possible object type. */
  readonly children: readonly Selected[];
}

/** The fields of an operation. */
export interface Selection {
  readonly kind: 'query' | 'mutation' | 'subscription';
  /** Null: it has none. */
  readonly name: string | null;
  readonly fields: readonly Selected[];
}

/** Which operation of a document, and with which variables. */
export interface SelectOptions {
  /** Null, the default: the only one. */
  readonly operationName?: string | null | undefined;
  /** Values as a caller sends them; null, the default: none are known, and only defaults count. */
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
  /** The same where they were read already. */
  readonly read?: VariableValues | undefined;
}

/** A document cannot be planned. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

const maxFields = 20_000;

/**
 * Reads an operation against a schema without running it. The document must be valid.
 *
 * @throws PlanError when there is no such operation
 * @throws LimitError when it has more than 20,000 fields
 */
export function select(schema: GraphQLSchema, document: DocumentNode, options: SelectOptions = {}): Selection {
  const operation = operationOf(document, options.operationName ?? null);
  const root = schema.getRootType(operation.operation);
  if (!root) throw new PlanError(`The schema has no ${operation.operation}.`);
  const fragments = new Map(
    document.definitions
      .filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
      .map((each) => [each.name.value, each]),
  );
  const { read } = options;
  const variables: KnownVariables =
    read === undefined ? knownVariables(schema, operation, options.variables ?? null) : { names: null, values: read };
  const walker: Walker = { schema, fragments, variables, left: maxFields };
  const fields = fieldsOf(walker, root, [{ set: operation.selectionSet, certain: true }], []);
  return { kind: kinds[operation.operation], name: operation.name?.value ?? null, fields: fields.selected };
}

const kinds = {
  [OperationTypeNode.QUERY]: 'query',
  [OperationTypeNode.MUTATION]: 'mutation',
  [OperationTypeNode.SUBSCRIPTION]: 'subscription',
} as const;

/** Whether a field gives a list. */
export function isList({ field: { type } }: Selected): boolean {
  return isListType(getNullableType(type));
}

/** All fields of a selection, parents before children. */
export function* walk({ fields }: { readonly fields: readonly Selected[] }): Generator<Selected> {
  for (const selected of fields) {
    yield selected;
    yield* walk({ fields: selected.children });
  }
}

interface Walker {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly variables: KnownVariables;
  /** Fields that may still come. */
  left: number;
}

interface Part {
  readonly set: SelectionSetNode;
  readonly certain: boolean;
}

interface Occurrence {
  readonly node: FieldNode;
  readonly certain: boolean;
}

function fieldsOf(
  walker: Walker,
  type: GraphQLObjectType,
  parts: readonly Part[],
  path: readonly string[],
): { selected: Selected[]; typename: boolean } {
  const byKey = new Map<string, Occurrence[]>();
  const passed = new Set<string>();
  for (const { set, certain } of parts) collect(walker, type, set.selections, certain, byKey, passed);
  const selected: Selected[] = [];
  let typename = false;
  for (const [key, occurrences] of byKey) {
    const [first] = occurrences;
    if (first === undefined) continue;
    const field = type.getFields()[first.node.name.value];
    if (field === undefined) typename = true;
    else selected.push(selectedField(walker, type, field, occurrences, [...path, key]));
  }
  return { selected, typename };
}

function selectedField(
  walker: Walker,
  parent: GraphQLObjectType,
  field: GraphQLField<unknown, unknown>,
  occurrences: readonly Occurrence[],
  path: readonly string[],
): Selected {
  walker.left -= 1;
  holdTo('fields', maxFields, maxFields - walker.left);
  const nodes = occurrences.map(({ node }) => node);
  const parts = occurrences.flatMap(({ node, certain }) =>
    node.selectionSet === undefined ? [] : [{ set: node.selectionSet, certain }],
  );
  const below = typesOf(walker.schema, field).map((type) => fieldsOf(walker, type, parts, path));
  return {
    coordinate: `${parent.name}.${field.name}`,
    path,
    parent,
    field,
    nodes,
    ...argumentsOf(walker.variables, field, nodes[0]?.arguments ?? []),
    certain: occurrences.some(({ certain }) => certain),
    typename: below.some(({ typename }) => typename),
    children: below.flatMap(({ selected }) => selected),
  };
}

/** The object types that a field may give, none for a leaf. */
function typesOf(schema: GraphQLSchema, field: GraphQLField<unknown, unknown>): readonly GraphQLObjectType[] {
  const type = getNamedType(field.type);
  if (isAbstractType(type)) return schema.getPossibleTypes(type);
  return isCompositeType(type) ? [type] : [];
}

function collect(
  walker: Walker,
  type: GraphQLObjectType,
  selections: readonly SelectionNode[],
  certain: boolean,
  byKey: Map<string, Occurrence[]>,
  passed: Set<string>,
): void {
  for (const node of selections) {
    const wanted = isWanted(walker.variables, node.directives ?? []);
    if (wanted === false) continue;
    const sure = certain && wanted === true;
    if (node.kind === Kind.FIELD) {
      const key = node.alias?.value ?? node.name.value;
      byKey.set(key, [...(byKey.get(key) ?? []), { node, certain: sure }]);
      continue;
    }
    const fragment = node.kind === Kind.FRAGMENT_SPREAD ? walker.fragments.get(node.name.value) : node;
    if (fragment === undefined || !appliesTo(walker.schema, fragment.typeCondition?.name.value, type)) continue;
    if (node.kind === Kind.FRAGMENT_SPREAD) {
      const once = `${sure} ${node.name.value}`;
      if (passed.has(once)) continue;
      passed.add(once);
    }
    collect(walker, type, fragment.selectionSet.selections, sure, byKey, passed);
  }
}

function appliesTo(schema: GraphQLSchema, condition: string | undefined, type: GraphQLObjectType): boolean {
  if (condition === undefined || condition === type.name) return true;
  const named = schema.getType(condition);
  return isAbstractType(named) && schema.isSubType(named, type);
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [operation, ...others] = name === null ? operations : operations.filter((each) => each.name?.value === name);
  if (operation === undefined)
    throw new PlanError(name === null ? 'The document has no operation.' : `The document has no operation ${name}.`);
  if (others.length > 0) throw new PlanError('The document has several operations; name one.');
  return operation;
}
