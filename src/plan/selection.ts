import {
  type DocumentNode,
  type GraphQLSchema,
  getNullableType,
  isListType,
  Kind,
  type OperationDefinitionNode,
  type OperationTypeNode,
} from 'graphql';
import { treeOf } from '../execution/grow.ts';
import type { OperationTree, TreeField, TreeObject } from '../execution/tree.ts';
import { holds } from '../execution/when.ts';
import { argumentsOf, booleanOf, type KnownVariables, knownVariables } from './variables.ts';

/** A field of an operation as it would run with what is known of the variables. */
export interface Selected extends Pick<TreeField, 'coordinate' | 'path' | 'parentType' | 'field' | 'nodes'> {
  /** Its place in the tree of the operation. */
  readonly at: TreeField;
  /** Coerced arguments with their defaults, without those in `unknown`. */
  readonly args: Readonly<Record<string, unknown>>;
  /** Arguments whose value depends on a variable that has none. */
  readonly unknown: ReadonlySet<string>;
  /** False: a variable without a value decides whether it runs, here or further up. */
  readonly certain: boolean;
  /** For an abstract type the fields of every possible object type. */
  readonly children: readonly Selected[];
}

/** The fields of an operation. */
export interface Selection {
  readonly kind: `${OperationTypeNode}`;
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
}

/** A document cannot be planned. */
export class PlanError extends Error {
  override readonly name = 'PlanError';
}

/**
 * Reads an operation against a schema without running it. The document must be valid.
 *
 * @throws PlanError when there is no such operation
 * @throws LimitError when it has more than 20,000 fields
 */
export function select(schema: GraphQLSchema, document: DocumentNode, options: SelectOptions = {}): Selection {
  const operation = operationOf(document, options.operationName ?? null);
  return selectionOf(treeOf(schema, document, operation), knownVariables(schema, operation, options.variables ?? null));
}

/** What of an operation runs with what is known of its variables. */
export function selectionOf({ operation, root }: OperationTree, variables: KnownVariables): Selection {
  return { kind: operation.operation, name: operation.name?.value ?? null, fields: selectedOf(root, variables, true) };
}

function selectedOf({ fields }: TreeObject, variables: KnownVariables, certain: boolean): Selected[] {
  return fields.flatMap((at) => {
    const isWanted = wanted(at, variables);
    if (isWanted === false) return [];
    const { coordinate, path, parentType, field, nodes } = at;
    const isCertain = certain && isWanted === true;
    const children = [...at.objects.values()].flatMap((object) => selectedOf(object, variables, isCertain));
    const args = argumentsOf(variables, at);
    return [{ at, coordinate, path, parentType, field, nodes, ...args, certain: isCertain, children }];
  });
}

/** Whether any node of a field counts; undefined where a variable without a value decides. */
function wanted({ whens }: TreeField, variables: KnownVariables): boolean | undefined {
  if (whens === null) return true;
  const held = whens.map((when) => holds(when, (name) => booleanOf(variables, name)));
  return held.includes(true) || (held.includes(undefined) ? undefined : false);
}

/** Whether a field gives a list. */
export function isList({ field: { type } }: Pick<Selected, 'field'>): boolean {
  return isListType(getNullableType(type));
}

/** All fields of a selection, parents before children. */
export function* walk({ fields }: { readonly fields: readonly Selected[] }): Generator<Selected> {
  for (const selected of fields) {
    yield selected;
    yield* walk({ fields: selected.children });
  }
}

function operationOf(document: DocumentNode, name: string | null): OperationDefinitionNode {
  const operations = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const [operation, ...others] = name === null ? operations : operations.filter((each) => each.name?.value === name);
  if (operation === undefined)
    throw new PlanError(name === null ? 'The document has no operation.' : `The document has no operation ${name}.`);
  if (others.length > 0) throw new PlanError('The document has several operations; name one.');
  return operation;
}
