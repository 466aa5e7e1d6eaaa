import {
  type GraphQLError,
  type GraphQLResolveInfo,
  getArgumentValues,
  type getVariableValues,
  locatedError,
} from 'graphql';
import type { FieldPlan, ObjectPlan, OperationPlan } from './plan.ts';

/** Coerced variables as graphql-js has them. */
export type VariableValues = NonNullable<ReturnType<typeof getVariableValues>['variableValues']>;

/** A place in the answer. */
export type Path = GraphQLResolveInfo['path'];

/** What an object answers. */
export type Answer = Record<string, unknown>;

/** One run of an operation: what is different each time. */
export class Run {
  readonly plan: OperationPlan;
  readonly context: unknown;
  readonly rootValue: unknown;
  readonly variableValues: VariableValues;
  readonly errors: GraphQLError[] = [];
  readonly #hideSuggestions: boolean;
  readonly #args: Readonly<Record<string, unknown>>[] = [];
  /** Places that are null for an error: what else goes wrong below is not told. */
  #nulled: Set<Path | undefined> | undefined;

  constructor(
    plan: OperationPlan,
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

/** What an object answers; a promise where any of its fields takes time. */
export function runObject(
  run: Run,
  { type, fields }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
): Answer | Promise<Answer> {
  const result: Answer = {};
  let pending: Promise<unknown>[] | undefined;
  try {
    for (const plan of fields) {
      const value = runField(run, plan, source, path, type.name);
      result[plan.key] = value;
      if (value instanceof Promise) {
        pending ??= [];
        pending.push(settle(result, plan.key, value));
      }
    }
  } catch (error) {
    // Nobody waits for these any more.
    for (const each of pending ?? []) each.catch(() => {});
    throw error;
  }
  return pending === undefined ? result : whenAll(pending, result);
}

/** Runs the fields one after the other, as those of a mutation must. */
export async function runInTurn(run: Run, { type, fields }: ObjectPlan, source: unknown): Promise<Answer> {
  const result: Answer = {};
  for (const plan of fields) result[plan.key] = await runField(run, plan, source, undefined, type.name);
  return result;
}

async function settle(result: Answer, key: string, value: Promise<unknown>): Promise<void> {
  result[key] = await value;
}

async function whenAll<Result>(pending: readonly Promise<unknown>[], result: Result): Promise<Result> {
  await (pending.length === 1 ? pending[0] : Promise.all(pending));
  return result;
}

function runField(run: Run, plan: FieldPlan, source: unknown, prev: Path | undefined, typename: string): unknown {
  // The place of a plain field is needed only when something is wrong with it.
  let path: Path | undefined = plan.isPlain ? undefined : { prev, key: plan.key, typename };
  try {
    const value = resolveField(run, plan, source, path);
    if (isPromiseLike(value)) {
      path ??= { prev, key: plan.key, typename };
      return completeLater(run, plan, path, value);
    }
    const completed = plan.complete(run, plan, path ?? nowhere, value);
    return completed instanceof Promise ? orFail(run, plan, path ?? nowhere, completed, plan.nonNull) : completed;
  } catch (error) {
    run.fail(error, plan, path ?? { prev, key: plan.key, typename }, plan.nonNull);
    return null;
  }
}

/** @param path undefined for a field whose resolver takes no `info` */
function resolveField(run: Run, plan: FieldPlan, source: unknown, path: Path | undefined): unknown {
  const args = plan.constantArgs ?? run.args(plan);
  const info = path === undefined || !plan.takesInfo ? noInfo : run.info(plan, path);
  return plan.resolve(source, args, run.context, info);
}

async function completeLater(run: Run, plan: FieldPlan, path: Path, value: PromiseLike<unknown>): Promise<unknown> {
  try {
    const completed = plan.complete(run, plan, path, await value);
    return completed instanceof Promise ? await completed : completed;
  } catch (error) {
    run.fail(error, plan, path, plan.nonNull);
    return null;
  }
}

/** What a promise gives, or null with its error noted. */
export async function orFail(
  run: Run,
  plan: FieldPlan,
  path: Path,
  value: Promise<unknown>,
  nonNull: boolean,
): Promise<unknown> {
  try {
    return await value;
  } catch (error) {
    run.fail(error, plan, path, nonNull);
    return null;
  }
}

/** Whether something is to be waited for. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
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

// For what has no place of its own below it.
const nowhere: Path = Object.freeze({ prev: undefined, key: '', typename: undefined });
const noSignal = () => undefined;
const asyncHelpers: ReturnType<GraphQLResolveInfo['getAsyncHelpers']> = {
  promiseAll: (values) => Promise.all(values),
  track: () => {},
};
// For resolvers that declare no parameter for it.
const noInfo = Object.freeze({}) as unknown as GraphQLResolveInfo;
