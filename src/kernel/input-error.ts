import type { UserErrorCode } from './user-error-code.ts';

/** One thing that is wrong with an input. */
export interface InputProblem {
  /** Names and list positions from the input's outermost object to the value; empty: the input as a whole. */
  readonly path: readonly (string | number)[];
  /** What kind of mistake it is. */
  readonly code: UserErrorCode;
  /** What is wrong, without the name and the value: `must not be longer than 255 characters`. */
  readonly message: string;
}

/** What a caller sent cannot be used; the message names the input and is safe to show. Answered as `BAD_USER_INPUT`. */
export class InputError extends Error {
  override readonly name = 'InputError';
  /** All that is wrong at once, where it was found member by member; else empty. */
  readonly problems: readonly InputProblem[];

  constructor(message: string, problems: readonly InputProblem[] = []) {
    super(message);
    this.problems = problems;
  }

  /** An error that tells several problems at once. */
  static of(problems: readonly InputProblem[]): InputError {
    const texts = problems.map(({ path, message }) => `${path.length === 0 ? 'The input' : path.join('.')} ${message}`);
    return new InputError(`${texts.join('; ')}.`, problems);
  }
}
