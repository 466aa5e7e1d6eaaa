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
import type { Complete, Path, Run, TreeField, TreeObject } from './tree.ts';

const known = new WeakMap<GraphQLOutputType, Complete>();

/** Functions that complete values, one per type. */
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
    return (run, field, path, value) => (isNothing(value) ? null : object(run, field, path, value, type));
  return (run, field, path, value) => (isNothing(value) ? null : runObject(run, below(field, type), value, path));
}

/** The fields selected on a result of this type. */
function below({ objects }: TreeField, type: GraphQLObjectType): TreeObject {
  const object = objects.get(type);
  if (object === undefined) throw new Error(`Nothing is asked of ${type.name} here.`);
  return object;
}

/** @throws value when it is an error: a resolver may return what it could throw */
function isNothing(value: unknown): boolean {
  if (value === null || value === undefined) return true;
  if (value instanceof Error) throw value;
  return false;
}

function nonNull(inner: Complete, type: GraphQLOutputType): Complete {
  const isSure = givesObject(type);
  return (run, field, path, value) => {
    const completed = inner(run, field, path, value);
    if (completed === null) throw nullAt(field);
    if (isSure || !(completed instanceof Promise)) return completed;
    return completed.then((later) => later ?? refuseNull(field));
  };
}

/** Whether what takes time gives an object in the end, or an error that knows its place: of these there is one for each row. */
function givesObject(type: GraphQLOutputType): boolean {
  return isObjectType(type) && !type.isTypeOf;
}

function refuseNull(field: TreeField): never {
  throw nullAt(field);
}

function nullAt({ parentType, field }: TreeField): Error {
  return new Error(`Cannot return null for non-nullable field ${parentType.name}.${field.name}.`);
}

/** What the scalars of the language give as it is, without asking them; a function for each, as most of an answer are such. */
const asItIs = new Map<GraphQLOutputType, (other: Complete) => Complete>([
  [
    GraphQLString,
    (other) => (run, field, path, value) =>
      typeof value === 'string' ? grown(run, value) : other(run, field, path, value),
  ],
  [
    GraphQLID,
    (other) => (run, field, path, value) =>
      typeof value === 'string' ? grown(run, value) : other(run, field, path, value),
  ],
  [
    GraphQLBoolean,
    (other) => (run, field, path, value) => (typeof value === 'boolean' ? value : other(run, field, path, value)),
  ],
  [
    GraphQLFloat,
    (other) => (run, field, path, value) =>
      typeof value === 'number' && Number.isFinite(value) ? value : other(run, field, path, value),
  ],
  [
    GraphQLInt,
    (other) => (run, field, path, value) =>
      typeof value === 'number' && (value | 0) === value ? value : other(run, field, path, value),
  ],
]);

/** Completes a string and counts its bytes. */
function grown(run: Run, value: string): string {
  run.grow(value.length);
  return value;
}

function leaf(type: GraphQLLeafType): Complete {
  const asked: Complete = (run, _field, _path, value) => {
    if (isNothing(value)) return null;
    const coerced: unknown = type.coerceOutputValue(value);
    if (coerced === null || coerced === undefined) throw new Error(`${type.name} made nothing of a value.`);
    if (typeof coerced === 'string') return grown(run, coerced);
    if (typeof coerced === 'object') run.grow(JSON.stringify(coerced).length);
    return coerced;
  };
  return asItIs.get(type)?.(asked) ?? asked;
}

function list(itemType: GraphQLOutputType): Complete {
  const complete = completion(itemType);
  const itemNonNull = isNonNullType(itemType);
  const isSure = isNonNullType(itemType) && givesObject(itemType.ofType);

  function item(run: Run, field: TreeField, path: Path, value: unknown): unknown {
    try {
      if (isPromiseLike(value)) return later(run, field, path, value);
      const completed = complete(run, field, path, value);
      return completed instanceof Promise && !isSure ? orFail(run, field, path, completed, itemNonNull) : completed;
    } catch (error) {
      run.fail(error, field, path, itemNonNull);
      return null;
    }
  }

  async function later(run: Run, field: TreeField, path: Path, value: PromiseLike<unknown>): Promise<unknown> {
    try {
      return await complete(run, field, path, await value);
    } catch (error) {
      run.fail(error, field, path, itemNonNull);
      return null;
    }
  }

  return (run, field, path, value) => {
    if (isNothing(value)) return null;
    const values = valuesOf(value, field);
    run.grow(values.length);
    const results: unknown[] = [];
    let pending = false;
    try {
      for (let key = 0; key < values.length; key += 1) {
        const completed = item(run, field, { prev: path, key, typename: undefined }, values[key]);
        results.push(completed);
        if (completed instanceof Promise) pending = true;
      }
    } catch (error) {
      // These promises are abandoned: handle their rejections so that they do not crash the process.
      for (const each of results) if (each instanceof Promise) each.catch(() => {});
      throw error;
    }
    return pending ? Promise.all(results) : results;
  };
}

function valuesOf(value: unknown, { parentType, field }: TreeField): readonly unknown[] {
  if (Array.isArray(value)) return value;
  if (isIterable(value)) return [...value];
  throw new GraphQLError(`Expected Iterable, but did not find one for field "${parentType.name}.${field.name}".`);
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value;
}

function object(run: Run, field: TreeField, path: Path, value: unknown, type: GraphQLObjectType): unknown {
  if (type.isTypeOf) {
    const isOfType = type.isTypeOf(value, run.context, run.info(field, path));
    if (isPromiseLike(isOfType))
      return Promise.resolve(isOfType).then((later) =>
        later ? runObject(run, below(field, type), value, path) : refuseType(field, type),
      );
    if (!isOfType) refuseType(field, type);
  }
  return runObject(run, below(field, type), value, path);
}

function refuseType({ nodes }: TreeField, { name }: GraphQLObjectType): never {
  throw new GraphQLError(`A value is not of type "${name}".`, { nodes });
}

function abstract(type: GraphQLAbstractType): Complete {
  const resolveType = type.resolveType ?? defaultTypeResolver;
  return (run, field, path, value) => {
    if (isNothing(value)) return null;
    const name = resolveType(value, run.context, run.info(field, path), type);
    return isPromiseLike(name)
      ? Promise.resolve(name).then((later) => object(run, field, path, value, possible(run, field, type, later)))
      : object(run, field, path, value, possible(run, field, type, name));
  };
}

function possible({ tree: { schema } }: Run, { nodes }: TreeField, type: GraphQLAbstractType, name: unknown) {
  const found = typeof name === 'string' ? schema.getType(name) : undefined;
  if (isObjectType(found) && schema.isSubType(type, found)) return found;
  throw new GraphQLError(`Abstract type "${type.name}" was not resolved to one of its types.`, { nodes });
}
