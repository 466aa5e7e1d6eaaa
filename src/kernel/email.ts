/** Longest e-mail address in characters that mail systems pass on (RFC 5321, section 4.5.3.1, less the angle brackets). */
const maxLength = 254;

/** No two parts can start with the same character, so that the expression cannot backtrack. */
const form = /^[^\s@<>()[\]\\,;:"]+@[\p{L}\p{M}\p{N}-]+(?:\.[\p{L}\p{M}\p{N}-]+)+$/u;

/** What stands before and after an address that was copied with more than itself, and cannot be of it. */
const before = /^(?:mailto:|[<"\u201c\u00ab\s])/i;
const after = /[>"\u201d\u00bb,;\s]$/;

/** The address alone of `<kari@example.com>;` and `mailto:kari@example.com`, in lower case. */
export function plainEmail(text: string): string {
  if (text.length > 2 * maxLength) return text;
  const less = text.replace(before, '').replace(after, '');
  return less === text ? text.toLowerCase() : plainEmail(less);
}

/** Whether a text has the form of an e-mail address: a local part, `@`, and a domain of at least two parts. */
export function isEmail(text: string): boolean {
  return text.length <= maxLength && form.test(text);
}
