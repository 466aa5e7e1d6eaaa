import {
  type FieldNode,
  type GraphQLError,
  type GraphQLResolveInfo,
  getArgumentValues,
  locatedError,
  type VariableValues,
} from 'graphql';
import {
  emptyOf,
  type OperationTree,
  type Path,
  type Run,
  type Skips,
  type TreeField,
  type TreeObject,
} from './tree.ts';
import { isMet } from './when.ts';

/** The response is larger than allowed. */
export class AnswerTooLargeError extends Error {
  override readonly name = 'AnswerTooLargeError';
  /** Largest response, in bytes. */
  readonly most: number;
  /** Bytes counted when execution stopped. */
  readonly counted: number;

  constructor(most: number, counted: number) {
    super('The answer is too large.');
    this.most = most;
    this.counted = counted;
  }
}

/** Arguments of an execution. */
export interface RunWith {
  readonly context: unknown;
  /** The root value. Default: none. */
  readonly rootValue?: unknown;
  readonly variables: VariableValues;
  /** Whether errors omit suggestions ("Did you mean …?"). Default: false. */
  readonly hideSuggestions?: boolean;
  /** Largest response, in bytes; a larger one ends with an AnswerTooLargeError. Default: no limit. */
  readonly mostBytes?: number;
  /** Fields to skip. Null, the default: none. */
  readonly skips?: Skips | null;
}

/** The state of one execution of an operation. */
export class OperationRun implements Run {
  readonly tree: OperationTree;
  readonly context: unknown;
  readonly skips: Skips | null;
  readonly errors: GraphQLError[] = [];
  readonly #with: RunWith;
  readonly #mostBytes: number;
  #bytes = 0;
  readonly #args: Readonly<Record<string, unknown>>[] = [];
  /** Objects whose selected fields depend on variables. */
  #asked: Map<TreeObject, TreeObject> | undefined;
  /** Response paths that are null because of an error: further errors below them are not reported. */
  #nulled: Set<Path | undefined> | undefined;

  constructor(tree: OperationTree, given: RunWith) {
    this.tree = tree;
    this.context = given.context;
    this.skips = given.skips ?? null;
    this.#mostBytes = given.mostBytes ?? Number.POSITIVE_INFINITY;
    this.#with = given;
  }

  asked(object: TreeObject): TreeObject {
    if (!object.isConditional) return object;
    this.#asked ??= new Map();
    let asked = this.#asked.get(object);
    if (asked === undefined) {
      const fields = object.fields.filter((field) => this.#nodes(field).length > 0);
      asked = { type: object.type, fields, isConditional: false, empty: emptyOf(fields) };
      this.#asked.set(object, asked);
    }
    return asked;
  }

  /** The nodes of a field that are selected in this run. */
  #nodes({ nodes, whens }: TreeField): readonly FieldNode[] {
    if (whens === null) return nodes;
    return nodes.filter((_, index) => isMet(whens[index] ?? [], this.#with.variables.coerced));
  }

  args(field: TreeField): Readonly<Record<string, unknown>> {
    if (field.argsIndex < 0) {
      field.constantArgs ??= frozen(this.#argumentValues(field));
      return field.constantArgs;
    }
    const known = this.#args[field.argsIndex];
    if (known !== undefined) return known;
    const made = this.#argumentValues(field);
    this.#args[field.argsIndex] = made;
    return made;
  }

  #argumentValues({ field, nodes: [node] }: TreeField): Readonly<Record<string, unknown>> {
    const { variables, hideSuggestions } = this.#with;
    return node === undefined ? {} : getArgumentValues(field, node, variables, undefined, hideSuggestions);
  }

  info(field: TreeField, path: Path): GraphQLResolveInfo {
    const { schema, fragments, operation } = this.tree;
    return {
      fieldName: field.field.name,
      fieldNodes: this.#nodes(field),
      returnType: field.field.type,
      parentType: field.parentType,
      path,
      schema,
      fragments,
      rootValue: this.#with.rootValue,
      operation,
      variableValues: this.#with.variables,
      getAbortSignal: noSignal,
      getAsyncHelpers: () => asyncHelpers,
    };
  }

  grow(bytes: number): void {
    this.#bytes += bytes;
    if (this.#bytes > this.#mostBytes) throw new AnswerTooLargeError(this.#mostBytes, this.#bytes);
  }

  fail(error: unknown, field: TreeField, path: Path, nonNull: boolean): void {
    // It is of no one place.
    if (error instanceof AnswerTooLargeError) throw error;
    const located = locatedError(error, this.#nodes(field), keysOf(path));
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
