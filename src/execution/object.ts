import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import type { Answer, Path, Run, TreeField, TreeObject } from './tree.ts';

/** What a field adds to an answer beside its text: its name, and the signs around both. */
const fieldBytes = 16;

/**
 * The completed fields of an object; a promise if any field is asynchronous. It is rejected with errors that know their
 * place.
 */
export function runObject(
  run: Run,
  object: TreeObject,
  source: unknown,
  path: Path | undefined,
): Answer | Promise<Answer> {
  const { type, fields, empty } = object.isConditional ? run.asked(object) : object;
  run.grow(fields.length * fieldBytes);
  const result: Answer = { ...empty };
  let first: Promise<Answer> | undefined;
  let others: Promise<Answer>[] | undefined;
  try {
    for (let at = 0; at < fields.length; at += 1) {
      const field = fields[at];
      if (field === undefined) continue;
      const later = runField(run, field, source, path, type.name, result);
      if (later === undefined) continue;
      if (first === undefined) first = later;
      else {
        others ??= [];
        others.push(later);
      }
    }
  } catch (error) {
    // These promises are abandoned: handle their rejections so that they do not crash the process.
    first?.catch(() => {});
    for (const each of others ?? []) each.catch(() => {});
    throw error;
  }
  if (first === undefined) return result;
  return others === undefined ? first : whenAll([first, ...others], result);
}

/** Runs the fields serially, as a mutation requires. */
export async function runInTurn(run: Run, object: TreeObject, source: unknown): Promise<Answer> {
  const { type, fields, empty } = run.asked(object);
  const result: Answer = { ...empty };
  for (const field of fields) await runField(run, field, source, undefined, type.name, result);
  return result;
}

async function whenAll(pending: readonly Promise<Answer>[], result: Answer): Promise<Answer> {
  await Promise.all(pending);
  return result;
}

/** Puts what a field gives into the result; where it takes time, a promise of the result with it. */
function runField(
  run: Run,
  field: TreeField,
  source: unknown,
  prev: Path | undefined,
  typename: string,
  result: Answer,
): Promise<Answer> | undefined {
  // The place of a plain field is needed only when something is wrong with it.
  let path: Path | undefined = field.isPlain ? undefined : { prev, key: field.key, typename };
  try {
    if (run.skips?.has(field)) {
      run.skips.tell(field, { prev, key: field.key, typename });
      result[field.key] = null;
      return undefined;
    }
    const args = field.constantArgs ?? run.args(field);
    const info = path === undefined || !field.takesInfo ? noInfo : run.info(field, path);
    const value = field.resolve(source, args, run.context, info);
    if (typeof value === 'object' && isPromiseLike(value)) {
      path ??= { prev, key: field.key, typename };
      return completeLater(run, field, path, value, result);
    }
    const completed = field.complete(run, field, path ?? nowhere, value);
    if (completed instanceof Promise) return settle(run, field, path ?? nowhere, completed, result);
    result[field.key] = completed;
  } catch (error) {
    run.fail(error, field, path ?? { prev, key: field.key, typename }, field.nonNull);
    result[field.key] = null;
  }
  return undefined;
}

/** One function for what is loaded and what becomes of it: each more costs a promise for every row. */
async function completeLater(
  run: Run,
  field: TreeField,
  path: Path,
  value: PromiseLike<unknown>,
  result: Answer,
): Promise<Answer> {
  try {
    const completed = field.complete(run, field, path, await value);
    result[field.key] = completed instanceof Promise ? await completed : completed;
  } catch (error) {
    run.fail(error, field, path, field.nonNull);
    result[field.key] = null;
  }
  return result;
}

async function settle(
  run: Run,
  field: TreeField,
  path: Path,
  value: Promise<unknown>,
  result: Answer,
): Promise<Answer> {
  result[field.key] = await orFail(run, field, path, value, field.nonNull);
  return result;
}

/** The value of a promise, or null with its error recorded. */
export async function orFail(
  run: Run,
  field: TreeField,
  path: Path,
  value: Promise<unknown>,
  nonNull: boolean,
): Promise<unknown> {
  try {
    return await value;
  } catch (error) {
    run.fail(error, field, path, nonNull);
    return null;
  }
}

/** What graphql-js does for a field without a resolver. */
export function readMember(name: string): GraphQLFieldResolver<unknown, unknown> {
  return (source, args, context, info) => {
    if (!isObject(source)) return undefined;
    const value = source[name];
    return typeof value === 'function' ? value.call(source, args, context, info) : value;
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Whether a value is a promise. */
export function isPromiseLike(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

// For what has no place of its own below it.
const nowhere: Path = Object.freeze({ prev: undefined, key: '', typename: undefined });
// For resolvers that declare no parameter for it.
const noInfo = Object.freeze({}) as unknown as GraphQLResolveInfo;
