import { isUtf8 } from 'node:buffer';
import type { AnswerFlaw } from './errors.ts';

/** JSON, or why it could not be read. */
export type Json = { readonly json: unknown } | { readonly flaw: AnswerFlaw };

/**
 * Reads the JSON of a body. A byte order mark comes before the charset of `contentType`, and that before UTF-8; bytes
 * that are no text in it are refused rather than shown as other letters. What is deep in it is told of where it is asked for
 * (`JSONObject`): only there goes anything into what the contract does not know, and the contract's own types are 11 levels deep.
 */
export function readJson(body: Buffer, contentType: string): Json {
  const bytes = inUtf8(body, contentType);
  if (bytes === null) return { flaw: 'charset' };
  try {
    return { json: JSON.parse(bytes.toString()) };
  } catch {
    return { flaw: 'json' };
  }
}

/** The text of a body, without its byte order mark; null if the bytes are not valid text. */
function inUtf8(body: Buffer, contentType: string): Buffer | null {
  const charset = charsetMarked(body) ?? charsetOf(contentType);
  if (meansUtf8(charset)) {
    if (!isUtf8(body)) return null;
    return body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf ? body.subarray(3) : body;
  }
  try {
    return Buffer.from(new TextDecoder(charset, { fatal: true }).decode(body));
  } catch {
    // Also where nobody knows the charset.
    return null;
  }
}

/** Whether a charset is UTF-8; so is an empty one. */
function meansUtf8(charset: string): boolean {
  return charset === '' || charset === 'utf-8' || charset === 'utf8';
}

/** The charset that a byte order mark means. */
function charsetMarked(body: Buffer): string | undefined {
  const [first, second] = [body[0], body[1]];
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb ? 'utf-8' : undefined;
}

/** In lower case; empty if the header does not name it. */
function charsetOf(contentType: string): string {
  if (!/charset/i.test(contentType)) return '';
  const pairs = contentType.split(';').slice(1);
  const values = pairs.map((pair) => pair.split('=', 2)).filter(([name]) => name?.trim().toLowerCase() === 'charset');
  return (values[0]?.[1] ?? '').trim().replaceAll('"', '').toLowerCase();
}
