import { InputError, type InputProblem } from './input-error.ts';

/** A problem with a text. */
export type TextProblem = Omit<InputProblem, 'path'>;

const maxLength = 255;
/** Invisible marks of direction and width, which contacts apps and web pages copy together with a text. */
export const unseen = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for
const control = /[\u0000-\u001f\u007f-\u009f]/;

/**
 * Checks an id that will become a path segment or a cursor of an upstream call, and returns it unchanged.
 * Ids are the merchant's own and may hold `/`, `+` and spaces inside.
 *
 * @throws InputError when it is empty, longer than 255 characters, begins or ends with white space, holds a control
 * character or a mark that nobody sees, or has a part between `/` or `\` (once percent-decoded) that is `.` or `..`
 */
export function checkedId(name: string, value: string): string {
  const problem = idProblem(value);
  if (problem !== undefined) throw InputError.of([{ path: [name], ...problem }]);
  return value;
}

/** The problem of an id that will become part of an upstream call, without its name; undefined: none. */
export function idProblem(value: string): TextProblem | undefined {
  return (
    keyProblem(value) ??
    (decodings(value).some(hasDotPart) ? badForm('must not contain "." or ".." as a part') : undefined)
  );
}

/** The problem of an idempotency key (`refId`), without its name; undefined: none. */
export function keyProblem(value: string): TextProblem | undefined {
  if (value === '') return { code: 'REQUIRED', message: 'must not be empty' };
  if (value.length > maxLength) {
    return { code: 'TOO_LONG', message: `must not be longer than ${maxLength} characters` };
  }
  if (value.trim() !== value) return badForm('must not begin or end with white space');
  if (control.test(value)) return badForm('must not contain control characters');
  if (unseen.test(value)) return badForm('must not contain invisible characters');
  return value.isWellFormed() ? undefined : badForm('must be well-formed text');
}

function badForm(message: string): TextProblem {
  return { code: 'INVALID_FORMAT', message };
}

/** The value, and its percent-decoded forms until decoding no longer changes it. */
function decodings(value: string): string[] {
  const seen = [value];
  for (let current = value; current.includes('%'); ) {
    const decoded = current.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16)),
    );
    if (decoded === current) break;
    seen.push(decoded);
    current = decoded;
  }
  return seen;
}

const dotPart = /(?:^|[/\\])\.{1,2}(?:[/\\]|$)/;

function hasDotPart(value: string): boolean {
  return dotPart.test(value);
}
