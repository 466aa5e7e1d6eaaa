import { isEmail, plainEmail } from './email.ts';
import { keyProblem, type TextProblem, unseen } from './ids.ts';

/** How texts of one kind are normalized, and when a normalized text is not valid. */
export interface TextRule {
  /** Normalizes a text; a text that is not of the kind may be returned unchanged. */
  regular(text: string): string;
  /** The problem of a normalized text; undefined: none. */
  problem(text: string): TextProblem | undefined;
}

const allUnseen = new RegExp(unseen, 'g');
/** White space, and the characters with which people group digits. */
const betweenDigits = /[\s.\-\u2010-\u2015]/g;

function seen(text: string): string {
  return text.normalize().replaceAll(allUnseen, '').trim();
}

/** `0047 22 00-00` as `+47220000`. A text with other characters is returned unchanged. */
function digits(text: string): string {
  const joined = seen(text).replaceAll(betweenDigits, '').replace(/^00/, '+');
  return /^\+?\d+$/.test(joined) ? joined : text;
}

function unless(isGood: boolean, message: string): TextProblem | undefined {
  return isGood ? undefined : { code: 'INVALID_FORMAT', message };
}

const e164 = /^\+[1-9]\d{6,14}$/;
const anyNumber = /^\+?\d{3,15}$/;

/** The rules for each kind of text. Writes and look-ups use the same rules, so that a text is found however it was written. */
export const textRules = {
  email: {
    regular: (text) => plainEmail(seen(text)),
    problem: (text) => unless(isEmail(text), 'is not an e-mail address'),
  },
  phoneNumber: {
    regular: digits,
    problem: (text) => unless(e164.test(text), 'is not a phone number like +4799999999'),
  },
  /** The number of a shop, which may be without its country code. */
  shopPhoneNumber: {
    regular: digits,
    problem: (text) => unless(anyNumber.test(text), 'is not a phone number like +4799999999'),
  },
  /** In a public register: `911 111 111 MVA`. */
  registerNumber: {
    regular: (text) => seen(text).replaceAll(/\s/g, ''),
    problem: () => undefined,
  },
  search: { regular: seen, problem: () => undefined },
  /** The merchant's own id. Every character counts, so it is refused rather than changed. */
  id: { regular: (text) => text, problem: keyProblem },
} as const satisfies Record<string, TextRule>;

/** A kind of text that has rules of its own. */
export type TextKind = keyof typeof textRules;

/** Whether a text names a kind of text. */
export function isTextKind(text: string): text is TextKind {
  return Object.hasOwn(textRules, text);
}
