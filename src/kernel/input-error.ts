import type { UserErrorCode } from './user-error-code.ts';

/** One problem of an input. */
export interface InputProblem {
  /** Names and list positions that lead to the value; empty: the input as a whole. */
  readonly path: readonly (string | number)[];
  /** What kind of mistake it is. */
  readonly code: UserErrorCode;
  /** The problem, without the name and the value: `must not be longer than 255 characters`. */
  readonly message: string;
}

/** The caller's input is not valid. The message names the input and is safe to show. Answered as `BAD_USER_INPUT`. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** All problems, if members were checked one by one; otherwise empty. */
  readonly problems: readonly InputProblem[];

  constructor(message: string, problems: readonly InputProblem[] = []) {
    super(message);
    this.problems = problems;
  }

  /** An error that reports several problems. */
  static of(problems: readonly InputProblem[]): InputError {
    const texts = problems.map(({ path, message }) => `${path.length === 0 ? 'The input' : path.join('.')} ${message}`);
    return new InputError(`${texts.join('; ')}.`, problems);
  }
}
