import { randomUUID } from 'node:crypto';
import { isRecord } from '../../kernel/record.ts';

/** Stands in JSON for the list that was cut out of it: within an array, as no name of a member can. */
const mark = randomUUID();

/**
 * Parses JSON whose list is cut: gives what `JSON.parse` gives for all of it, and fails where that fails.
 *
 * V8 puts a string of more than 128 kB among its large objects, each in fresh pages of the kernel's: to make one takes 7 ns a
 * byte, and 0.25 below that size (Node 24.21.0), and collections come more often. So no text here is of more than a piece.
 *
 * @param bytes valid UTF-8 without a byte order mark
 * @param cuts as `scan` gives them, not empty
 * @throws SyntaxError
 */
export function parsePieces(bytes: Buffer, cuts: readonly number[]): unknown {
  const rows: unknown[] = [];
  for (let piece = 1; piece < cuts.length; piece += 1) {
    const part: unknown = JSON.parse(inBrackets(bytes, cuts[piece - 1] ?? 0, cuts[piece] ?? 0));
    // Between two commas there is something.
    if (!Array.isArray(part) || part.length === 0) throw new SyntaxError('A row is missing.');
    for (const row of part) rows.push(row);
  }
  const [before, behind] = [bytes.toString('utf8', 0, cuts[0]), bytes.toString('utf8', (cuts.at(-1) ?? 0) + 1)];
  return withRows(JSON.parse(`${before}["${mark}"]${behind}`), rows);
}

/** Text of the bytes between two places, in brackets that stand there while it is made: to add them to the text would copy it. */
function inBrackets(bytes: Buffer, start: number, end: number): string {
  const [first = 0, last = 0] = [bytes[start], bytes[end]];
  bytes[start] = 0x5b;
  bytes[end] = 0x5d;
  const text = bytes.toString('utf8', start, end + 1);
  bytes[start] = first;
  bytes[end] = last;
  return text;
}

/** The rows, or the object with them in their place; where a later member of the same name took it, they are lost as ever. */
function withRows(json: unknown, rows: readonly unknown[]): unknown {
  if (isMark(json)) return rows;
  if (isRecord(json)) for (const name of Object.keys(json)) if (isMark(json[name])) Reflect.set(json, name, rows);
  return json;
}

function isMark(value: unknown): boolean {
  return Array.isArray(value) && value[0] === mark;
}
