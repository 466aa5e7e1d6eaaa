/** How large a JSON value is. */
export interface ValueSize {
  /** Number of members and list items, at all levels. */
  readonly values: number;
  /** Levels; 1: no member contains others. */
  readonly depth: number;
  /** Length of its longest text or member name, in UTF-16 code units. */
  readonly longest: number;
}

/** Counts what is in a JSON value, however deep it is. */
export function valueSize(value: object): ValueSize {
  let values = 0;
  let depth = 0;
  let longest = 0;
  const open: { readonly holder: object; readonly level: number }[] = [{ holder: value, level: 1 }];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { holder, level } = next;
    const names = Array.isArray(holder) ? [] : Object.keys(holder);
    for (const name of names) longest = Math.max(longest, name.length);
    for (const inner of Object.values(holder)) {
      values += 1;
      depth = Math.max(depth, level);
      if (typeof inner === 'string') longest = Math.max(longest, inner.length);
      else if (typeof inner === 'object' && inner !== null) open.push({ holder: inner, level: level + 1 });
    }
  }
  return { values, depth, longest };
}
