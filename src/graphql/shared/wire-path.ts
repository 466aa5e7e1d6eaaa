/**
 * Where upstream's names and ours differ by more than snake_case and camelCase: dotted path without list positions to
 * dotted path from the input, `{ 'store.id': 'storeId' }`.
 */
export type Names = Readonly<Record<string, string>>;

type Path = readonly (string | number)[];

/** A path in upstream's names in those of the input. */
export function toGraphQLPath(path: Path, names: Names): Path {
  let wire = '';
  let found: Path = [];
  for (const part of path) {
    if (typeof part === 'number') {
      found = [...found, part];
      continue;
    }
    wire = wire === '' ? part : `${wire}.${part}`;
    const name = names[wire];
    found = name === undefined ? [...found, camelCase(part)] : rename(found, name.split('.'));
  }
  return found;
}

/** Another path, with the list positions of the part that it shares with the path so far. */
function rename(soFar: Path, target: readonly string[]): Path {
  const shared: (string | number)[] = [];
  let left = target;
  for (const part of soFar) {
    if (typeof part === 'string' && part !== left[0]) break;
    if (typeof part === 'string') left = left.slice(1);
    shared.push(part);
  }
  return [...shared, ...left];
}

/** `net_amount` as `netAmount`. */
export function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** Names of members that the input has one level deeper, below `under`. */
export function namesUnder(under: string, wireNames: readonly string[]): Names {
  return Object.fromEntries(wireNames.map((name) => [name, `${under}.${camelCase(name)}`]));
}
