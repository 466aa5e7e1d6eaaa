import type { InputProblem } from '../../kernel/input-error.ts';
import type { UserErrorCode } from '../../kernel/user-error-code.ts';

type Path = InputProblem['path'];
type Amount = number | null | undefined;

/** The problem at a place of the input; empty if nothing is wrong. */
export function problemIf(isWrong: boolean, path: Path, code: UserErrorCode, message: string): InputProblem[] {
  return isWrong ? [{ path, code, message }] : [];
}

/** The problem of a text that is empty or only white space. */
export function notBlank(path: Path, text: string): InputProblem[] {
  return problemIf(text.trim() === '', path, 'REQUIRED', 'must not be empty');
}

/** The problem of an empty list. */
export function atLeastOne(path: Path, list: readonly unknown[]): InputProblem[] {
  return problemIf(list.length === 0, path, 'REQUIRED', 'must have at least one entry');
}

/** The problem of a number that is given and less than `least`. */
export function atLeast(least: number, path: Path, value: Amount): InputProblem[] {
  return problemIf((value ?? least) < least, path, 'OUT_OF_RANGE', `must be ${least} or more`);
}

/** The problem of a number that is given and not more than 0. */
export function positive(path: Path, value: Amount): InputProblem[] {
  return problemIf((value ?? 1) <= 0, path, 'OUT_OF_RANGE', 'must be more than 0');
}

/** The problems of a part of the input that is at `at`, with the paths of the whole input. */
export function below(at: Path, problems: readonly InputProblem[]): InputProblem[] {
  return problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}
