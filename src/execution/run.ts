import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  type GraphQLSchema,
  getArgumentValues,
  type getVariableValues,
  locatedError,
  type OperationDefinitionNode,
} from 'graphql';

/** Coerced variables as graphql-js has them. */
export type VariableValues = NonNullable<ReturnType<typeof getVariableValues>['variableValues']>;

/** A place in the answer. */
export type Path = GraphQLResolveInfo['path'];

/** What an object answers. */
export type Answer = Record<string, unknown>;

/** What is asked of an object of one type. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** The names of the answer's members in their order, with nothing in them: what is copied has its form from the start. */
  readonly empty: Readonly<Answer>;
}

/** One field of an object, whichever places of the document ask for it. */
export interface FieldPlan {
  /** Name in the answer. */
  readonly key: string;
  readonly field: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly nodes: readonly FieldNode[];
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  /** Whether the resolver may look at its fourth parameter. */
  readonly takesInfo: boolean;
  /** Whether it is a leaf whose resolver takes no `info`. */
  readonly isPlain: boolean;
  /** Place of the arguments among those of one run; negative: they hold no variable and are made once. */
  readonly argsIndex: number;
  /** Turns what the resolver gave into what the answer holds. */
  readonly complete: Complete;
  /** Whether null may not stand here, so that what goes wrong goes on to the parent. */
  readonly nonNull: boolean;
  /** What is asked of its result, for each type that the result may have. */
  objects: Map<GraphQLObjectType, ObjectPlan> | undefined;
  /** Arguments without variables, once they were asked for. */
  constantArgs: Readonly<Record<string, unknown>> | undefined;
}

/**
 * Turns what a resolver gave into what the answer holds: a promise where that takes time.
 *
 * @throws whatever is wrong with it
 */
export type Complete = (run: Run, plan: FieldPlan, path: Path, value: unknown) => unknown;

/** What a run asks of the plan of its operation. */
export interface Planned {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  /** What a field asks of its result, which is of this type. */
  below(plan: FieldPlan, type: GraphQLObjectType): ObjectPlan;
}

/** One run of an operation: what is different each time. */
export class Run {
  readonly plan: Planned;
  readonly context: unknown;
  readonly rootValue: unknown;
  readonly variableValues: VariableValues;
  readonly errors: GraphQLError[] = [];
  readonly #hideSuggestions: boolean;
  readonly #args: Readonly<Record<string, unknown>>[] = [];
  /** Places that are null for an error: what else goes wrong below is not told. */
  #nulled: Set<Path | undefined> | undefined;

  constructor(
    plan: Planned,
    context: unknown,
    rootValue: unknown,
    variableValues: VariableValues,
    hideSuggestions: boolean,
  ) {
    this.plan = plan;
    this.context = context;
    this.rootValue = rootValue;
    this.variableValues = variableValues;
    this.#hideSuggestions = hideSuggestions;
  }

  /** The arguments of a field; worked out once, however many rows ask for them. */
  args(plan: FieldPlan): Readonly<Record<string, unknown>> {
    if (plan.argsIndex < 0) {
      plan.constantArgs ??= frozen(this.#argumentValues(plan));
      return plan.constantArgs;
    }
    const known = this.#args[plan.argsIndex];
    if (known !== undefined) return known;
    const made = this.#argumentValues(plan);
    this.#args[plan.argsIndex] = made;
    return made;
  }

  #argumentValues({ field, nodes: [node] }: FieldPlan): Readonly<Record<string, unknown>> {
    if (node === undefined) return {};
    return getArgumentValues(field, node, this.variableValues, undefined, this.#hideSuggestions);
  }

  info({ field, nodes, parentType }: FieldPlan, path: Path): GraphQLResolveInfo {
    const { schema, fragments, operation } = this.plan;
    return {
      fieldName: field.name,
      fieldNodes: nodes,
      returnType: field.type,
      parentType,
      path,
      schema,
      fragments,
      rootValue: this.rootValue,
      operation,
      variableValues: this.variableValues,
      getAbortSignal: noSignal,
      getAsyncHelpers: () => asyncHelpers,
    };
  }

  /**
   * Notes what went wrong at a place where null may stand.
   *
   * @throws GraphQLError where null may not stand
   */
  fail(error: unknown, { nodes }: FieldPlan, path: Path, nonNull: boolean): void {
    const located = locatedError(error, nodes, keysOf(path));
    if (nonNull) throw located;
    this.note(located, path);
  }

  /** Notes an error of a place that is null for it; undefined: of the whole answer. */
  note(error: GraphQLError, path: Path | undefined): void {
    this.#nulled ??= new Set();
    if (this.#nulled.has(undefined)) return;
    for (let at = path; at !== undefined; at = at.prev) if (this.#nulled.has(at)) return;
    this.#nulled.add(path);
    this.errors.push(error);
  }
}

function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = [];
  for (let at: Path | undefined = path; at !== undefined; at = at.prev) keys.push(at.key);
  return keys.reverse();
}

/** Arguments that every run shares: a resolver that changes them is told at once. */
function frozen<Value>(value: Value): Value {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const each of Object.values(value)) frozen(each);
  return Object.freeze(value);
}

const noSignal = () => undefined;
const asyncHelpers: ReturnType<GraphQLResolveInfo['getAsyncHelpers']> = {
  promiseAll: (values) => Promise.all(values),
  track: () => {},
};
