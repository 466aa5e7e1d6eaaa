import type { UserErrorCode } from '../../kernel/user-error-code.ts';

/** One reason for which upstream may refuse a write, although its input matches the contract. */
export interface WriteRefusal {
  readonly code: UserErrorCode;
  /** Dotted path in the input to the cause, without list positions: `details.email`. */
  readonly at: string;
  /** A whole sentence for people. */
  readonly message: string;
}

/** Another thing of the kind has this id, address or name: `taken('cardId', 'card')`. */
export function taken(at: string, thing: string): WriteRefusal {
  return { code: 'ALREADY_TAKEN', at, message: `Another ${thing} has this ${nameOf(at)} already.` };
}

/** The thing with this id does not exist: `unknown('customerId', 'customer')`. */
export function unknown(at: string, thing: string): WriteRefusal {
  return { code: 'NOT_FOUND', at, message: `There is no such ${thing}.` };
}

/** The state of the thing does not allow it. */
export function wrongState(at: string, message: string): WriteRefusal {
  return { code: 'WRONG_STATE', at, message };
}

/** The idempotency key was used before, with other contents. */
export function keyReused(at: string): WriteRefusal {
  return { code: 'CONFLICT', at, message: `Another write with other contents had this ${at} already.` };
}

/** Which part of an input a 404 is about. */
export type Missing = Pick<WriteRefusal, 'at' | 'message'>;

/** The meaning of a 404, by the ids of the path: the last id is the thing itself. Undefined if there are no ids. */
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
