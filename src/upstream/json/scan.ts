/** What is seen of JSON before it is parsed. */
export interface Scan {
  /** Whether objects and arrays are deeper inside one another than is read. */
  readonly isTooDeep: boolean;
  /**
   * Where a long list begins, where it may be cut, and where it ends: places of its `[`, of commas between its rows that are
   * `pieceBytes` or more apart, and of its `]`. The list is all of the JSON or a member of it, the first that is long enough.
   * Empty: there is none.
   */
  readonly cuts: readonly number[];
}

/** Objects and arrays inside one another at most; the contract has some ten. */
const maxDepth = 64;

/** A list is looked for so deep: the contract's are all of an answer, or members of it. */
const listDepth = 2;
/** No place is so deep, not even in JSON that closes what it has not opened. */
const noDepth = maxDepth + 1;

/**
 * Looks over the UTF-8 of JSON; what stands in strings does not count. It passes over every long answer: over bytes it takes half
 * the time that it takes over text (1 ns a byte, and JSON.parse 4, Node 24).
 */
export function scan(bytes: Buffer, pieceBytes: number): Scan {
  const { length } = bytes;
  let cuts: number[] = [];
  let isOver = false;
  let depth = 0;
  /** Depth of the list that may be cut. */
  let inside = noDepth;
  /** From here a comma of that list is a place to cut. */
  let next = 0;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at];
    if (byte === 0x22) {
      // A backslash takes the next byte with it.
      for (at += 1; at < length && bytes[at] !== 0x22; at += 1) if (bytes[at] === 0x5c) at += 1;
    } else if (byte === 0x2c) {
      if (depth === inside && at >= next && !isOver) {
        cuts.push(at);
        next = at + pieceBytes;
      }
    } else if (byte === 0x5b || byte === 0x7b) {
      depth += 1;
      if (depth > maxDepth) return { isTooDeep: true, cuts: [] };
      if (inside === noDepth && byte === 0x5b && depth <= listDepth) {
        inside = depth;
        cuts = [at];
        next = at + pieceBytes;
      }
    } else if (byte === 0x5d || byte === 0x7d) {
      if (depth === inside && !isOver) {
        if (byte === 0x5d && cuts.length > 1) {
          cuts.push(at);
          isOver = true;
        } else inside = noDepth;
      }
      depth -= 1;
    }
  }
  return { isTooDeep: false, cuts: isOver ? cuts : [] };
}
