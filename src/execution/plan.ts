import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLFieldResolver,
  GraphQLIncludeDirective,
  type GraphQLObjectType,
  type GraphQLSchema,
  GraphQLSkipDirective,
  getDirectiveValues,
  getNullableType,
  isAbstractType,
  isLeafType,
  isNonNullType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
} from 'graphql';
import { completion } from './complete.ts';
import type { FieldPlan, ObjectPlan, Planned, VariableValues } from './run.ts';

/**
 * How many fields the plans of one operation may still remember: fragments may unfold to far more than the document has, and
 * what is beyond this is planned anew each time.
 */
export interface Room {
  fields: number;
}

/** Whether an object's fields may be remembered; takes their room where they may. */
export function takeRoom(room: Room, { fields }: ObjectPlan): boolean {
  if (fields.length > room.fields) return false;
  room.fields -= fields.length;
  return true;
}

/**
 * Everything about an operation that is the same each time it runs with the same `@skip` and `@include`: which fields, merged,
 * with their resolvers and what becomes of their results. Objects are planned when the first of their type is met.
 */
export class OperationPlan implements Planned {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** How many fields have arguments with variables. */
  variableFields = 0;
  readonly #room: Room;
  readonly #skipping: VariableValues;
  readonly #hideSuggestions: boolean;

  constructor(
    schema: GraphQLSchema,
    operation: OperationDefinitionNode,
    fragments: Readonly<Record<string, FragmentDefinitionNode>>,
    skipping: VariableValues,
    hideSuggestions: boolean,
    room: Room,
  ) {
    this.#room = room;
    this.schema = schema;
    this.operation = operation;
    this.fragments = fragments;
    this.#skipping = skipping;
    this.#hideSuggestions = hideSuggestions;
  }

  /** What the selections ask of an object of this type. */
  object(type: GraphQLObjectType, selections: readonly SelectionSetNode[]): ObjectPlan {
    const nodes = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const each of selections) this.#collect(each, type, nodes, visited);
    const fields: FieldPlan[] = [];
    for (const [key, same] of nodes) {
      const planned = this.#field(type, key, same);
      if (planned !== undefined) fields.push(planned);
    }
    return { type, fields, empty: Object.fromEntries(fields.map(({ key }) => [key, undefined])) };
  }

  /** What a field asks of its result, which is of this type. */
  below(plan: FieldPlan, type: GraphQLObjectType): ObjectPlan {
    const known = plan.objects?.get(type);
    if (known !== undefined) return known;
    const made = this.object(
      type,
      plan.nodes.flatMap(({ selectionSet }) => selectionSet ?? []),
    );
    if (takeRoom(this.#room, made)) {
      plan.objects ??= new Map();
      plan.objects.set(type, made);
    }
    return made;
  }

  #collect(
    { selections }: SelectionSetNode,
    type: GraphQLObjectType,
    nodes: Map<string, FieldNode[]>,
    visited: Set<string>,
  ): void {
    for (const selection of selections) {
      if (!this.#isIncluded(selection)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value;
        const same = nodes.get(key);
        if (same === undefined) nodes.set(key, [selection]);
        else same.push(selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        if (this.#applies(selection.typeCondition?.name.value, type))
          this.#collect(selection.selectionSet, type, nodes, visited);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = this.fragments[selection.name.value];
        if (fragment !== undefined && this.#applies(fragment.typeCondition.name.value, type))
          this.#collect(fragment.selectionSet, type, nodes, visited);
      }
    }
  }

  #isIncluded(selection: SelectionSetNode['selections'][number]): boolean {
    if (selection.directives === undefined || selection.directives.length === 0) return true;
    const skip = getDirectiveValues(GraphQLSkipDirective, selection, this.#skipping, undefined, this.#hideSuggestions);
    if (skip?.['if'] === true) return false;
    const include = getDirectiveValues(
      GraphQLIncludeDirective,
      selection,
      this.#skipping,
      undefined,
      this.#hideSuggestions,
    );
    return include?.['if'] !== false;
  }

  #applies(condition: string | undefined, type: GraphQLObjectType): boolean {
    if (condition === undefined || condition === type.name) return true;
    const wider = this.schema.getType(condition);
    return isAbstractType(wider) && this.schema.isSubType(wider, type);
  }

  #field(parentType: GraphQLObjectType, key: string, nodes: readonly FieldNode[]): FieldPlan | undefined {
    const [node] = nodes;
    const field = node && this.schema.getField(parentType, node.name.value);
    if (node === undefined || field === undefined) return undefined;
    const resolve = field.resolve ?? memberOf(field.name);
    const takesInfo = field.resolve !== undefined && resolve.length > 3;
    const dependsOnVariables = node.arguments?.some(({ value }) => holdsVariable(value)) === true;
    return {
      key,
      field,
      parentType,
      nodes,
      resolve,
      // A function with rest parameters has a length of less than four, too: no resolver of ours is one.
      takesInfo,
      isPlain: !takesInfo && isLeafType(getNullableType(field.type)),
      argsIndex: dependsOnVariables ? this.variableFields++ : -1,
      complete: completion(field.type),
      nonNull: isNonNullType(field.type),
      objects: undefined,
      constantArgs: field.args.length === 0 ? noArgs : undefined,
    };
  }
}

const noArgs: Readonly<Record<string, unknown>> = Object.freeze(Object.create(null));

/** What graphql-js does for a field without a resolver. */
function memberOf(name: string): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    if (!isObject(source)) return undefined;
    const value = source[name];
    return typeof value === 'function' ? value.call(source, args, context, info) : value;
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function holdsVariable(value: ValueNode): boolean {
  if (value.kind === Kind.VARIABLE) return true;
  if (value.kind === Kind.LIST) return value.values.some(holdsVariable);
  return value.kind === Kind.OBJECT && value.fields.some((field) => holdsVariable(field.value));
}
