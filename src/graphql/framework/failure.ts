import { InputError } from '../../kernel/input-error.ts';
import { memberOf } from '../../kernel/record.ts';
import type { UserErrorCode } from '../../kernel/user-error-code.ts';
import { UpstreamError } from '../../upstream/errors.ts';
import type { Missing, WriteRefusal } from './refusal.ts';
import { toldBy } from './told.ts';
import { fromProblems, knownPath, type Mapping, type UserError } from './user-error.ts';
import { toGraphQLPath } from './wire-path.ts';

/** What the mutation knows about a write before it is sent. */
export interface Reasons {
  /** Reasons for which upstream may refuse it. */
  readonly refusals: readonly WriteRefusal[];
  /** What a 404 is about. */
  readonly missing: Missing | undefined;
  readonly input: object;
}

/** User errors for a write that failed because of its input; undefined if it failed for another reason. */
export function fromFailure(error: unknown, mapping: Mapping, reasons: Reasons): UserError[] | undefined {
  if (error instanceof InputError) {
    const { problems, message } = error;
    return problems.length > 0 ? fromProblems(problems, mapping) : [{ code: 'BAD_USER_INPUT', message, field: null }];
  }
  if (!(error instanceof UpstreamError)) return undefined;
  if (error.kind !== 'not_found' && error.kind !== 'bad_request' && error.kind !== 'conflict') return undefined;
  const userErrors = toldBy(error.problems).map(({ code, path }) => {
    const field = path ? knownPath(toGraphQLPath(path, mapping.names), mapping.input) : null;
    return error.kind === 'not_found' ? notFound(field, reasons) : refused(error, code, field, reasons);
  });
  return [...new Map(userErrors.map((userError) => [JSON.stringify(userError), userError])).values()];
}

function notFound(field: UserError['field'], { missing, input }: Reasons): UserError {
  const isIt = missing !== undefined && isGiven(input, missing.at);
  if (!isIt || (field !== null && placeOf(field) !== missing.at)) {
    return { code: 'NOT_FOUND', message: messages.NOT_FOUND, field };
  }
  return { code: 'NOT_FOUND', message: missing.message, field: field ?? fieldAt(missing.at) };
}

/**
 * The reason that upstream means, found by its code, by its place, or because it is the only one. If none of these decides,
 * there is no guess.
 */
function refused(
  { kind }: UpstreamError,
  told: UserErrorCode | undefined,
  field: UserError['field'],
  { refusals, input }: Reasons,
): UserError {
  const [only] = refusals.length === 1 ? refusals : [];
  // This write can only be refused for the state of the thing.
  const implied = only?.code === 'WRONG_STATE' ? only.code : undefined;
  const code = told ?? (field !== null ? undefined : kind === 'conflict' ? 'CONFLICT' : implied);
  const candidates = refusals.filter(
    (refusal) =>
      (code === undefined || refusal.code === code) &&
      (field === null || placeOf(field) === refusal.at) &&
      isGiven(input, refusal.at) !== (refusal.code === 'REQUIRED'),
  );
  const [refusal] = candidates.length === 1 && (code !== undefined || field !== null) ? candidates : [];
  if (refusal !== undefined) {
    return { code: refusal.code, message: refusal.message, field: field ?? fieldAt(refusal.at) };
  }
  const found = code ?? (kind === 'conflict' ? 'CONFLICT' : 'BAD_USER_INPUT');
  return { code: found, message: messages[found], field };
}

/** Messages for codes for which the mutation has no message of its own. */
const messages: Readonly<Record<UserErrorCode, string>> = {
  REQUIRED: 'Something is missing.',
  TOO_LONG: 'This is too long.',
  INVALID_FORMAT: 'This does not have the form that it must have.',
  OUT_OF_RANGE: 'This is too much, or too little.',
  INVALID_VALUE: 'This value is not possible here.',
  ALREADY_TAKEN: 'Something else has this already.',
  NOT_FOUND: 'This does not exist.',
  INSUFFICIENT_BALANCE: 'The card holds less than is asked for.',
  EXCEEDS_REMAINING: 'This is more than is left.',
  EXPIRED: 'This has expired.',
  WRONG_STATE: 'This is not possible in the state that it is in now.',
  NOT_NOW: 'This cannot be done now.',
  CONFLICT: 'This contradicts another write.',
  BAD_USER_INPUT: 'The input was refused; upstream does not say why.',
};

function fieldAt(at: string): readonly string[] {
  return ['input', ...at.split('.')];
}

/** The path of a field as a dotted path in the input, without list positions. */
function placeOf([, ...path]: readonly string[]): string {
  return path.filter((part) => !/^\d+$/.test(part)).join('.');
}

/** Whether an input has a value at a dotted path, in at least one entry of the lists on the way. */
function isGiven(value: unknown, at: string): boolean {
  if (value === null || value === undefined) return false;
  if (Array.isArray(value)) return value.some((entry) => isGiven(entry, at));
  if (at === '') return true;
  const [name = '', ...rest] = at.split('.');
  return isGiven(memberOf(value, name), rest.join('.'));
}
