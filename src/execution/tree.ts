import type {
  FieldNode,
  FragmentDefinitionNode,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLResolveInfo,
  GraphQLSchema,
  OperationDefinitionNode,
} from 'graphql';
import type { When } from './when.ts';

/**
 * An operation as it was read, once: what is asked of each type in each place, fields of one response key merged. Limits,
 * decisions and costs are worked out on it, and it is what runs. It holds nothing of a request.
 */
export interface OperationTree {
  readonly schema: GraphQLSchema;
  readonly operation: OperationDefinitionNode;
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>;
  readonly root: TreeObject;
  /** How many fields it has in all. */
  readonly size: number;
}

/** The fields selected on an object of one type. */
export interface TreeObject {
  readonly type: GraphQLObjectType;
  readonly fields: readonly TreeField[];
  /** Whether variables decide which of the fields are selected. */
  readonly isConditional: boolean;
  /** The names of the answer's members in their order, with nothing in them: what is copied has its form from the start. */
  readonly empty: Readonly<Answer>;
}

/** One field of an object, whichever places of the document ask for it. */
export interface TreeField {
  /** Response key. */
  readonly key: string;
  /** Schema coordinate: `Customer.walletCards`. */
  readonly coordinate: string;
  /** Response keys from the root, without list positions. */
  readonly path: readonly string[];
  readonly parentType: GraphQLObjectType;
  readonly field: GraphQLField<unknown, unknown>;
  readonly nodes: readonly FieldNode[];
  /** What each node waits for, in their order; null: nothing, whatever the variables are. */
  readonly whens: readonly When[] | null;
  /** Names of the variables in each argument that uses some. */
  readonly variables: ReadonlyMap<string, readonly string[]>;
  /** What is asked of its result, for each type that the result may have; of a leaf nothing. */
  readonly objects: ReadonlyMap<GraphQLObjectType, TreeObject>;
  readonly resolve: GraphQLFieldResolver<unknown, unknown>;
  /** Whether the resolver may look at its fourth parameter. */
  readonly takesInfo: boolean;
  /** Whether it is a leaf whose resolver takes no `info`. */
  readonly isPlain: boolean;
  /** Completes the resolver's value (GraphQL spec, CompleteValue). */
  readonly complete: Complete;
  /** Whether the type is non-null, so that an error propagates to the parent. */
  readonly nonNull: boolean;
  /** Place of the arguments among those of one run; negative: they hold no variable and are made once. */
  readonly argsIndex: number;
  /** The coerced arguments, if they use no variables; set on first use. */
  constantArgs: Readonly<Record<string, unknown>> | undefined;
}

/** The response object. */
export type Answer = Record<string, unknown>;

/** A response path. */
export type Path = GraphQLResolveInfo['path'];

/**
 * Turns what a resolver gave into what the answer holds: a promise where that takes time.
 *
 * @throws whatever is wrong with it
 */
export type Complete = (run: Run, field: TreeField, path: Path, value: unknown) => unknown;

/** Fields that are skipped, so that they are null. */
export interface Skips {
  has(field: TreeField): boolean;
  /** Records why. */
  tell(field: TreeField, path: Path): void;
}

/** One execution of an operation, as its fields see it. */
export interface Run {
  readonly tree: OperationTree;
  readonly context: unknown;
  /** The selected fields of an object in this run. */
  asked(object: TreeObject): TreeObject;
  /** Fields to skip; null: none. */
  readonly skips: Skips | null;
  /** The coerced arguments of a field, computed once for all rows. */
  args(field: TreeField): Readonly<Record<string, unknown>>;
  info(field: TreeField, path: Path): GraphQLResolveInfo;
  /**
   * Counts bytes that are added to the answer.
   *
   * @throws AnswerTooLargeError when it comes to too much
   */
  grow(bytes: number): void;
  /**
   * Notes what went wrong at a place where null may stand.
   *
   * @throws GraphQLError where null may not stand, and AnswerTooLargeError as it is
   */
  fail(error: unknown, field: TreeField, path: Path, nonNull: boolean): void;
}

/** All fields of a tree, parents before children. */
export function* fieldsOf({ fields }: TreeObject): Generator<TreeField> {
  for (const field of fields) {
    yield field;
    for (const object of field.objects.values()) yield* fieldsOf(object);
  }
}

/** What of an object's fields the answer holds, with nothing in them. */
export function emptyOf(fields: readonly TreeField[]): Readonly<Record<string, undefined>> {
  return Object.fromEntries(fields.map(({ key }) => [key, undefined]));
}
