import { camelCase } from '../../kernel/names.ts';

/**
 * Names that differ by more than snake_case and camelCase. Maps a dotted path in upstream's body, without list positions, to
 * a dotted path in the input: `{ 'store.id': 'storeId' }`. The key `''` says where all other members are; the key `{lid}`
 * which member that parameter of the path is taken from.
 */
export type Names = Readonly<Record<string, string>>;

type Path = readonly (string | number)[];

/** Translates a path from upstream's names to those of the input. */
export function toGraphQLPath(path: Path, names: Names): Path {
  let wire = '';
  let found: Path = names['']?.split('.') ?? [];
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

/** The dotted path in the input from which a parameter of the path is taken. */
export function pathParameterName(parameter: string, names: Names): string {
  return names[`{${parameter}}`] ?? camelCase(parameter);
}

/** The names of a part that is at `at` in upstream's body and at `inputAt` in the input; both are dotted paths, `''` is the root. */
export function namesAt(at: string, inputAt: string, names: Names): Names {
  const join = (one: string, other: string) => [one, other].filter((each) => each !== '').join('.');
  return Object.fromEntries([
    [at, inputAt],
    ...Object.entries(names).map(([wire, name]) => [join(at, wire), join(inputAt, name)]),
  ]);
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
