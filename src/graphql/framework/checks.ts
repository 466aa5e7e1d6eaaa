import type { InputProblem } from '../../kernel/input-error.ts';
import type { UserErrorCode } from '../../kernel/user-error-code.ts';

type Path = InputProblem['path'];
type Amount = number | null | undefined;

/** A problem at a place of the input, where there is one. */
export function problemIf(isWrong: boolean, path: Path, code: UserErrorCode, message: string): InputProblem[] {
  return isWrong ? [{ path, code, message }] : [];
}

/** A problem where a text holds nothing but white space. */
export function notBlank(path: Path, text: string): InputProblem[] {
  return problemIf(text.trim() === '', path, 'REQUIRED', 'must not be empty');
}

/** A problem where a list is empty. */
export function atLeastOne(path: Path, list: readonly unknown[]): InputProblem[] {
  return problemIf(list.length === 0, path, 'REQUIRED', 'must have at least one entry');
}

/** A problem where a number is given and less than `least`. */
export function atLeast(least: number, path: Path, value: Amount): InputProblem[] {
  return problemIf((value ?? least) < least, path, 'OUT_OF_RANGE', `must be ${least} or more`);
}

/** A problem where a number is given and not more than 0. */
export function positive(path: Path, value: Amount): InputProblem[] {
  return problemIf((value ?? 1) <= 0, path, 'OUT_OF_RANGE', 'must be more than 0');
}

/** The same problems, of a part of the input that lies at `at`. */
export function below(at: Path, problems: readonly InputProblem[]): InputProblem[] {
  return problems.map((problem) => ({ ...problem, path: [...at, ...problem.path] }));
}
