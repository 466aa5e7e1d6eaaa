import { keyProblem } from '../../kernel/ids.ts';
import type { InputProblem } from '../../kernel/input-error.ts';

type Path = InputProblem['path'];
type Amount = number | null | undefined;

/** A problem where a text holds nothing but white space. */
export function notBlank(path: Path, text: string): InputProblem[] {
  return text.trim() === '' ? [{ path, code: 'REQUIRED', message: 'must not be empty' }] : [];
}

/** A problem where a list is empty. */
export function atLeastOne(path: Path, list: readonly unknown[]): InputProblem[] {
  return list.length === 0 ? [{ path, code: 'REQUIRED', message: 'must have at least one entry' }] : [];
}

/** A problem where a number is given and less than `least`. */
export function atLeast(least: number, path: Path, value: Amount): InputProblem[] {
  return (value ?? least) < least ? [{ path, code: 'OUT_OF_RANGE', message: `must be ${least} or more` }] : [];
}

/** A problem where a number is given and not more than 0. */
export function positive(path: Path, value: Amount): InputProblem[] {
  return (value ?? 1) <= 0 ? [{ path, code: 'OUT_OF_RANGE', message: 'must be more than 0' }] : [];
}

/** The same problems, of a part of the input that lies at `at`. */
export function below(at: Path, problems: readonly InputProblem[]): InputProblem[] {
  return problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}

/** Inputs of these names are the caller's own key of a write, or of a thing that it makes. */
const keys: ReadonlySet<string> = new Set(['refId', 'ref']);

/** Problems of the caller's own keys, wherever in an input they stand. */
export function keyProblems(input: unknown, path: Path = []): InputProblem[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input).flatMap(([name, value]) => {
    const at = [...path, Array.isArray(input) ? Number(name) : name];
    if (!keys.has(name) || typeof value !== 'string') return keyProblems(value, at);
    const problem = keyProblem(value);
    return problem === undefined ? [] : [{ path: at, ...problem }];
  });
}
