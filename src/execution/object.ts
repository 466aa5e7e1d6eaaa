import type { GraphQLResolveInfo } from 'graphql';
import type { Answer, FieldPlan, ObjectPlan, Path, Run } from './run.ts';

/** What an object answers; a promise where any of its fields takes time. It is rejected with errors that know their place. */
export function runObject(
  run: Run,
  { type, fields, empty }: ObjectPlan,
  source: unknown,
  path: Path | undefined,
): Answer | Promise<Answer> {
  const result: Answer = { ...empty };
  let first: Promise<Answer> | undefined;
  let others: Promise<Answer>[] | undefined;
  try {
    for (let at = 0; at < fields.length; at += 1) {
      const plan = fields[at];
      if (plan === undefined) continue;
      const later = runField(run, plan, source, path, type.name, result);
      if (later === undefined) continue;
      if (first === undefined) first = later;
      else {
        others ??= [];
        others.push(later);
      }
    }
  } catch (error) {
    // Nobody waits for these any more.
    first?.catch(() => {});
    for (const each of others ?? []) each.catch(() => {});
    throw error;
  }
  if (first === undefined) return result;
  return others === undefined ? first : whenAll([first, ...others], result);
}

/** Runs the fields one after the other, as those of a mutation must. */
export async function runInTurn(run: Run, { type, fields }: ObjectPlan, source: unknown): Promise<Answer> {
  const result: Answer = {};
  for (const plan of fields) await runField(run, plan, source, undefined, type.name, result);
  return result;
}

async function whenAll(pending: readonly Promise<Answer>[], result: Answer): Promise<Answer> {
  await Promise.all(pending);
  return result;
}

/** Puts what a field gives into the result; where it takes time, a promise of the result with it. */
function runField(
  run: Run,
  plan: FieldPlan,
  source: unknown,
  prev: Path | undefined,
  typename: string,
  result: Answer,
): Promise<Answer> | undefined {
  // The place of a plain field is needed only when something is wrong with it.
  let path: Path | undefined = plan.isPlain ? undefined : { prev, key: plan.key, typename };
  try {
    const args = plan.constantArgs ?? run.args(plan);
    const info = path === undefined || !plan.takesInfo ? noInfo : run.info(plan, path);
    const value = plan.resolve(source, args, run.context, info);
    if (typeof value === 'object' && isPromiseLike(value)) {
      path ??= { prev, key: plan.key, typename };
      return completeLater(run, plan, path, value, result);
    }
    const completed = plan.complete(run, plan, path ?? nowhere, value);
    if (completed instanceof Promise) return settle(run, plan, path ?? nowhere, completed, result);
    result[plan.key] = completed;
  } catch (error) {
    run.fail(error, plan, path ?? { prev, key: plan.key, typename }, plan.nonNull);
    result[plan.key] = null;
  }
  return undefined;
}

/** One function for what is loaded and what becomes of it: each more costs a promise for every row. */
async function completeLater(
  run: Run,
  plan: FieldPlan,
  path: Path,
  value: PromiseLike<unknown>,
  result: Answer,
): Promise<Answer> {
  try {
    const completed = plan.complete(run, plan, path, await value);
    result[plan.key] = completed instanceof Promise ? await completed : completed;
  } catch (error) {
    run.fail(error, plan, path, plan.nonNull);
    result[plan.key] = null;
  }
  return result;
}

async function settle(run: Run, plan: FieldPlan, path: Path, value: Promise<unknown>, result: Answer): Promise<Answer> {
  result[plan.key] = await orFail(run, plan, path, value, plan.nonNull);
  return result;
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
