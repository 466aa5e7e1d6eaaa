/** Longest e-mail address in characters that mail systems pass on (RFC 5321, section 4.5.3.1, less the angle brackets). */
const maxLength = 254;

/** Parts exclude each other's first character, so that there is one way only to read a text: it cannot backtrack. */
const form = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/** Whether a text is an e-mail address as far as form tells: something, `@`, and a domain of two parts or more. */
export function isEmail(text: string): boolean {
  return text.length <= maxLength && form.test(text);
}
