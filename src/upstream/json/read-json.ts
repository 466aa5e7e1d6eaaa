import { isUtf8 } from 'node:buffer';
import type { AnswerFlaw } from '../errors.ts';
import { parsePieces } from './pieces.ts';
import { type Scan, scan } from './scan.ts';

/** JSON that was read, or why there is none. */
export type Json = { readonly json: unknown } | { readonly flaw: AnswerFlaw };

/** Bytes of a piece at least: its text is below 128 kB also where a letter takes two bytes. */
const pieceBytes = 32_000;

/**
 * Bytes of a body at most that is neither looked over nor cut. What is deep in it is told of where it is asked for
 * (`JSONObject`): only there goes anything into what the contract does not know. JSON.parse takes four times as long for
 * deep JSON as for wide, some 50 ms for so much of it, so that a longer body has to be shallow.
 */
const wholeBytes = { ofLatin1: 128_000, ofOther: 64_000 };

/** Bytes that begin a letter which V8 holds in two bytes. What a body begins with is taken for what follows: to be wrong costs time alone. */
const wideLetter = /[\xc4-\xf4]/;
const beginning = 4_000;

const unscanned: Scan = { isTooDeep: false, cuts: [] };

/**
 * Reads the JSON of a body. A byte order mark comes before the charset of `contentType`, and that before UTF-8; bytes
 * that are no text in it are refused rather than shown as other letters.
 */
export function readJson(body: Buffer, contentType: string): Json {
  const bytes = inUtf8(body, contentType);
  if (bytes === null) return { flaw: 'charset' };
  const { isTooDeep, cuts } = isWhole(bytes) ? unscanned : scan(bytes, pieceBytes);
  if (isTooDeep) return { flaw: 'depth' };
  try {
    return { json: cuts.length === 0 ? JSON.parse(bytes.toString()) : parsePieces(bytes, cuts) };
  } catch {
    return { flaw: 'json' };
  }
}

function isWhole(bytes: Buffer): boolean {
  if (bytes.length <= wholeBytes.ofOther) return true;
  return bytes.length <= wholeBytes.ofLatin1 && !wideLetter.test(bytes.toString('latin1', 0, beginning));
}

/** The text of a body, without a byte order mark; null where it is none. */
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

/** Whether a charset is UTF-8, which it is as well where none is told. */
function meansUtf8(charset: string): boolean {
  return charset === '' || charset === 'utf-8' || charset === 'utf8';
}

/** What a byte order mark says. */
function charsetMarked(body: Buffer): string | undefined {
  const [first, second] = [body[0], body[1]];
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  return first === 0xef && second === 0xbb ? 'utf-8' : undefined;
}

/** Lower case; empty where it is not told. */
function charsetOf(contentType: string): string {
  if (!/charset/i.test(contentType)) return '';
  const pairs = contentType.split(';').slice(1);
  const values = pairs.map((pair) => pair.split('=', 2)).filter(([name]) => name?.trim().toLowerCase() === 'charset');
  return (values[0]?.[1] ?? '').trim().replaceAll('"', '').toLowerCase();
}
