import { type UserErrorCode, userErrorCodes } from '../../kernel/user-error-code.ts';
import type { WriteRefusal } from './refusal.ts';

/** Codes for mistakes in the form of any input. */
const ofForm: readonly UserErrorCode[] = ['REQUIRED', 'TOO_LONG', 'INVALID_FORMAT', 'OUT_OF_RANGE', 'INVALID_VALUE'];

/** Codes used when upstream's reason cannot be read. */
const ofRefusals: readonly UserErrorCode[] = ['CONFLICT', 'BAD_USER_INPUT'];

/**
 * The codes that a mutation's user errors are known to have, in the order of the enum. Upstream's own words can still mean
 * another code. `namesThings`: whether upstream can answer that something does not exist.
 */
export function knownCodes(refusals: readonly WriteRefusal[], namesThings: boolean): readonly UserErrorCode[] {
  const codes = new Set([...ofForm, ...refusals.map(({ code }) => code), ...ofRefusals]);
  if (namesThings) codes.add('NOT_FOUND');
  return inOrder(codes);
}

/** Codes in the order of the enum. */
export function inOrder(codes: ReadonlySet<UserErrorCode>): readonly UserErrorCode[] {
  return (Object.keys(userErrorCodes) as UserErrorCode[]).filter((code) => codes.has(code));
}

/** The codes that `mutation` put into a field's extensions; empty for other fields. */
export function knownCodesOf({ extensions }: { readonly extensions: object }): readonly UserErrorCode[] {
  // Only `mutation` writes them.
  return 'userErrorCodes' in extensions ? (extensions.userErrorCodes as readonly UserErrorCode[]) : [];
}
