import { isEmail } from './email.ts';
import { keyProblem, type TextProblem, unseen } from './ids.ts';

/** How texts of one kind are made regular, and what is wrong with one that then is none. */
export interface TextRule {
  /** The same text as it is written everywhere; one that is not of the kind may come back as it was. */
  regular(text: string): string;
  /** Undefined: nothing. */
  problem(text: string): TextProblem | undefined;
}

const allUnseen = new RegExp(unseen, 'g');
/** White space of every kind, and what people part the digits of a number with. */
const betweenDigits = /[\s.\-\u2010-\u2015]/g;

function seen(text: string): string {
  return text.replaceAll(allUnseen, '').trim();
}

/** `0047 22 00-00` as `+472200 00` without its gaps; what holds other signs is left for people to look at. */
function digits(text: string): string {
  const joined = seen(text).replaceAll(betweenDigits, '').replace(/^00/, '+');
  return /^\+?\d+$/.test(joined) ? joined : text;
}

function unless(isGood: boolean, message: string): TextProblem | undefined {
  return isGood ? undefined : { code: 'INVALID_FORMAT', message };
}

const e164 = /^\+[1-9]\d{6,14}$/;
const anyNumber = /^\+?\d{3,15}$/;

/** The rules of each kind of text that writes, arguments and filters take: what was written one way is found the other. */
export const textRules = {
  email: {
    regular: (text) => seen(text).toLowerCase(),
    problem: (text) => unless(isEmail(text), 'is not an e-mail address'),
  },
  phoneNumber: {
    regular: digits,
    problem: (text) => unless(e164.test(text), 'is not a phone number like +4799999999'),
  },
  /** Of a shop, which may have a number without its country. */
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
  /** The merchant's own: it means what it says to the last sign, so it is refused rather than changed. */
  id: { regular: (text) => text, problem: keyProblem },
} as const satisfies Record<string, TextRule>;

/** A kind of text that has rules of its own. */
export type TextKind = keyof typeof textRules;

/** Whether a text names a kind of text. */
export function isTextKind(text: string): text is TextKind {
  return Object.hasOwn(textRules, text);
}
