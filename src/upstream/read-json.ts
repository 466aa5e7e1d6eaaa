import type { AnswerFlaw } from './errors.ts';

/** JSON that was read, or why there is none. */
export type Json = { readonly json: unknown } | { readonly flaw: AnswerFlaw };

/** Objects and arrays inside one another at most; the contract has some ten. */
const maxDepth = 64;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * Reads the JSON of a body. A byte order mark comes before the charset of `contentType`, and that before UTF-8; bytes
 * that are no text in it are refused rather than shown as other letters.
 */
export function readJson(body: Buffer, contentType: string): Json {
  let text: string;
  try {
    text = decoderOf(body, contentType).decode(body);
  } catch {
    return { flaw: 'charset' };
  }
  if (isTooDeep(text)) return { flaw: 'depth' };
  try {
    return { json: JSON.parse(text) };
  } catch {
    return { flaw: 'json' };
  }
}

/** @throws RangeError when nobody knows the charset */
function decoderOf(body: Buffer, contentType: string): TextDecoder {
  const [first, second] = body;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le', { fatal: true });
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be', { fatal: true });
  if (first === 0xef && second === 0xbb) return utf8;
  const charset = charsetOf(contentType);
  return charset === '' || charset === 'utf-8' || charset === 'utf8' ? utf8 : new TextDecoder(charset, { fatal: true });
}

/** Lower case; empty where it is not told. */
function charsetOf(contentType: string): string {
  if (!/charset/i.test(contentType)) return '';
  const pairs = contentType.split(';').slice(1);
  const values = pairs.map((pair) => pair.split('=', 2)).filter(([name]) => name?.trim().toLowerCase() === 'charset');
  return (values[0]?.[1] ?? '').trim().replaceAll('"', '').toLowerCase();
}

/**
 * Whether what is opened and not yet closed exceeds `maxDepth` somewhere; what stands in strings does not count. One loop
 * without calls: it passes over every answer.
 */
function isTooDeep(text: string): boolean {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      // A backslash takes the next character with it.
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > maxDepth) return true;
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  return false;
}
