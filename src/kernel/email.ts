/** Longest e-mail address in characters that mail systems pass on (RFC 5321, section 4.5.3.1, less the angle brackets). */
const maxLength = 254;

/** No two parts can start with the same character, so that the expression cannot backtrack. */
const form = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** Whether a text has the form of an e-mail address: a local part, `@`, and a domain of at least two parts. */
export function isEmail(text: string): boolean {
  return text.length <= maxLength && form.test(text);
}
