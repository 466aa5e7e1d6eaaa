import { type UserErrorCode, userErrorCodes } from '../../kernel/user-error-code.ts';
import type { Refusal } from './refusal.ts';

/** What the form of any input can have wrong. */
const ofForm: readonly UserErrorCode[] = ['REQUIRED', 'TOO_LONG', 'INVALID_FORMAT', 'OUT_OF_RANGE', 'INVALID_VALUE'];

/** What is said where upstream's reason cannot be read. */
const ofRefusals: readonly UserErrorCode[] = ['CONFLICT', 'BAD_USER_INPUT'];

/**
 * The codes that are known of the user errors of a mutation, in the order of the enum. What upstream tells in words of its
 * own can be another. `namesThings`: whether upstream can find that there is no such thing.
 */
export function knownCodes(refusals: readonly Refusal[], namesThings: boolean): readonly UserErrorCode[] {
  const codes = new Set([...ofForm, ...refusals.map(({ code }) => code), ...ofRefusals]);
  if (namesThings) codes.add('NOT_FOUND');
  return inOrder(codes);
}

/** Codes in the order of the enum. */
export function inOrder(codes: ReadonlySet<UserErrorCode>): readonly UserErrorCode[] {
  return (Object.keys(userErrorCodes) as UserErrorCode[]).filter((code) => codes.has(code));
}

/** The codes that `mutation` left in a field's extensions; none for fields that are no mutations. */
export function knownCodesOf({ extensions }: { readonly extensions: object }): readonly UserErrorCode[] {
  // Only `mutation` writes them.
  return 'userErrorCodes' in extensions ? (extensions.userErrorCodes as readonly UserErrorCode[]) : [];
}
