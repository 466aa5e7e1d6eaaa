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
