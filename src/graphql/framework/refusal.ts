import type { UserErrorCode } from '../../kernel/user-error-code.ts';

/** One reason for which upstream may refuse a write whose input has the form that the contract wants. */
export interface Refusal {
  readonly code: UserErrorCode;
  /** Dotted path from the input to what caused it, without list positions: `details.email`. */
  readonly at: string;
  /** A whole sentence for people. */
  readonly message: string;
}

/** Another thing of the kind has this id, address or name: `taken('cardId', 'card')`. */
export function taken(at: string, thing: string): Refusal {
  return { code: 'ALREADY_TAKEN', at, message: `Another ${thing} has this ${nameOf(at)} already.` };
}

/** What is named is not there: `unknown('customerId', 'customer')`. */
export function unknown(at: string, thing: string): Refusal {
  return { code: 'NOT_FOUND', at, message: `There is no such ${thing}.` };
}

/** The state of what is named does not allow it. */
export function wrongState(at: string, message: string): Refusal {
  return { code: 'WRONG_STATE', at, message };
}

/** The caller's own key of a write came with other contents before. */
export function keyReused(at: string): Refusal {
  return { code: 'CONFLICT', at, message: `Another write with other contents had this ${at} already.` };
}

/** What of an input a 404 is about. */
export type Missing = Pick<Refusal, 'at' | 'message'>;

/** What a 404 says of the ids of the path, the last of which is what was meant; undefined without any. */
export function missingOf(ids: readonly string[]): Missing | undefined {
  const at = ids.at(-1);
  if (at === undefined) return undefined;
  const things = ids.toReversed().map((id) => `no such ${lastOf(id).replace(/Id$/, '')}`);
  return { at, message: `There is ${things.join(', or ')}.` };
}

const names: Readonly<Record<string, string>> = { email: 'e-mail address', phoneNumber: 'phone number' };

function nameOf(at: string): string {
  const last = lastOf(at);
  return last.endsWith('Id') ? 'id' : (names[last] ?? last);
}

function lastOf(at: string): string {
  return at.slice(at.lastIndexOf('.') + 1);
}
