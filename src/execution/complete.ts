import {
  defaultTypeResolver,
  type GraphQLAbstractType,
  GraphQLBoolean,
  GraphQLError,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  GraphQLString,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { isPromiseLike, orFail, runObject } from './object.ts';
import type { Complete, FieldPlan, Path, Run } from './run.ts';

const known = new WeakMap<GraphQLOutputType, Complete>();

/** What becomes of results of a type; the same function for the same type. */
export function completion(type: GraphQLOutputType): Complete {
  let complete = known.get(type);
  if (complete === undefined) {
    complete = make(type);
    known.set(type, complete);
  }
  return complete;
}

function make(type: GraphQLOutputType): Complete {
  if (isNonNullType(type)) return nonNull(completion(type.ofType), type.ofType);
  if (isListType(type)) return list(type.ofType);
  if (isLeafType(type)) return leaf(type);
  if (isAbstractType(type)) return abstract(type);
  if (type.isTypeOf)
    return (run, plan, path, value) => (isNothing(value) ? null : object(run, plan, path, value, type));
  return (run, plan, path, value) =>
    isNothing(value) ? null : runObject(run, run.plan.below(plan, type), value, path);
}

/** @throws value when it is an error: a resolver may return what it could throw */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (value instanceof Error) throw value;
  return false;
}

function nonNull(inner: Complete, type: GraphQLOutputType): Complete {
  const isSure = givesObject(type);
  return (run, plan, path, value) => {
    const completed = inner(run, plan, path, value);
    if (completed === null) throw nullAt(plan);
    if (isSure || !(completed instanceof Promise)) return completed;
    return completed.then((later) => later ?? refuseNull(plan));
  };
}

/** Whether what takes time gives an object in the end, or an error that knows its place: of these there is one for each row. */
function givesObject(type: GraphQLOutputType): boolean {
  return isObjectType(type) && !type.isTypeOf;
}

function refuseNull(plan: FieldPlan): never {
  throw nullAt(plan);
}

function nullAt({ parentType, field }: FieldPlan): Error {
  return new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`);
}

/** What the scalars of the language give as it is, without asking them; a function for each, as most of an answer are such. */
const asItIs = new Map<GraphQLOutputType, (other: Complete) => Complete>([
  [
    GraphQLString,
    (other) => (run, plan, path, value) => (typeof value === 'string' ? value : other(run, plan, path, value)),
  ],
  [
    GraphQLID,
    (other) => (run, plan, path, value) => (typeof value === 'string' ? value : other(run, plan, path, value)),
  ],
  [
    GraphQLBoolean,
    (other) => (run, plan, path, value) => (typeof value === 'boolean' ? value : other(run, plan, path, value)),
  ],
  [
    GraphQLFloat,
    (other) => (run, plan, path, value) =>
      typeof value === 'number' && Number.isFinite(value) ? value : other(run, plan, path, value),
  ],
  [
    GraphQLInt,
    (other) => (run, plan, path, value) =>
      typeof value === 'number' && (value | 0) === value ? value : other(run, plan, path, value),
  ],
]);

function leaf(type: GraphQLLeafType): Complete {
  const asked: Complete = (_run, _plan, _path, value) => {
    if (isNothing(value)) return null;
    const coerced: unknown = type.coerceOutputValue(value);
    if (coerced === null || coerced === undefined) throw new Error(`${type.name} made nothing of a value.`);
    return coerced;
  };
  return asItIs.get(type)?.(asked) ?? asked;
}

function list(itemType: GraphQLOutputType): Complete {
  const complete = completion(itemType);
  const itemNonNull = isNonNullType(itemType);
  const isSure = isNonNullType(itemType) && givesObject(itemType.ofType);

  function item(run: Run, plan: FieldPlan, path: Path, value: unknown): unknown {
    try {
      if (isPromiseLike(value)) return later(run, plan, path, value);
      const completed = complete(run, plan, path, value);
      return completed instanceof Promise && !isSure ? orFail(run, plan, path, completed, itemNonNull) : completed;
    } catch (error) {
      run.fail(error, plan, path, itemNonNull);
      return null;
    }
  }

  async function later(run: Run, plan: FieldPlan, path: Path, value: PromiseLike<unknown>): Promise<unknown> {
    try {
      return await complete(run, plan, path, await value);
    } catch (error) {
      run.fail(error, plan, path, itemNonNull);
      return null;
    }
  }

  return (run, plan, path, value) => {
    if (isNothing(value)) return null;
    const values = valuesOf(value, plan);
    const results: unknown[] = [];
    let pending = false;
    try {
      for (let key = 0; key < values.length; key += 1) {
        const completed = item(run, plan, { prev: path, key, typename: undefined }, values[key]);
        results.push(completed);
        if (completed instanceof Promise) pending = true;
      }
    } catch (error) {
      // Nobody waits for these any more.
      for (const each of results) if (each instanceof Promise) each.catch(() => {});
      throw error;
    }
    return pending ? Promise.all(results) : results;
  };
}

function valuesOf(value: unknown, { parentType, field }: FieldPlan): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isIterable(value)) return [...value];
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${field.name}".`);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function object(run: Run, plan: FieldPlan, path: Path, value: unknown, type: GraphQLObjectType): unknown {
  if (type.isTypeOf) {
    const isOfType = type.isTypeOf(value, run.context, run.info(plan, path));
    if (isPromiseLike(isOfType))
      return Promise.resolve(isOfType).then((later) =>
        later ? runObject(run, run.plan.below(plan, type), value, path) : refuseType(plan, type),
      );
    if (!isOfType) refuseType(plan, type);
  }
  return runObject(run, run.plan.below(plan, type), value, path);
}

function refuseType({ nodes }: FieldPlan, { name }: GraphQLObjectType): never {
  throw new GraphQLError(`A value is not of type "${name}".`, { nodes });
}

function abstract(type: GraphQLAbstractType): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  return (run, plan, path, value) => {
    if (isNothing(value)) return null;
    const name = resolveType(value, run.context, run.info(plan, path), type);
    return isPromiseLike(name)
      ? Promise.resolve(name).then((later) => object(run, plan, path, value, possible(run, plan, type, later)))
      : object(run, plan, path, value, possible(run, plan, type, name));
  };
}

function possible({ plan: { schema } }: Run, { nodes }: FieldPlan, type: GraphQLAbstractType, name: unknown) {
  const found = typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  throw new GraphQLError(`Abstract type "${type.name}" was not resolved to one of its types.`, { nodes });
}
