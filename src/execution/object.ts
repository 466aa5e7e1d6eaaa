import type { GraphQLResolveInfo } from 'graphql';
import type { Answer, FieldPlan, ObjectPlan, Path, Run } from './run.ts';

/** What an object answers; a promise where any of its fields takes time. */
export function runObject(
  run: Run,
  { type, fields, empty }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
): Answer | Promise<Answer> {
  const result: Answer = { ...empty };
  let pending: Promise<unknown>[] | undefined;
  try {
    for (let at = 0; at < fields.length; at += 1) {
      const plan = fields[at];
      if (plan === undefined) continue;
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
    const args = plan.constantArgs ?? run.args(plan);
    const info = path === undefined || !plan.takesInfo ? noInfo : run.info(plan, path);
    const value = plan.resolve(source, args, run.context, info);
    if (typeof value === 'object' && isPromiseLike(value)) {
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

// For what has no place of its own below it.
const nowhere: Path = Object.freeze({ prev: undefined, key: '', typename: undefined });
// For resolvers that declare no parameter for it.
const noInfo = Object.freeze({}) as unknown as GraphQLResolveInfo;
