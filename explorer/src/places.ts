import { type FragmentDefinitionNode, parse, type SelectionSetNode } from 'graphql';

/** Where a field stands in the editor; lines and columns count from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
  /** Column after the field's name. */
  readonly nameEnd: number;
  /** Where the field ends with all that hangs on it, as an offset. */
  readonly start: number;
  readonly end: number;
}

/**
 * Where the fields of an operation stand, by their path of response keys with dots between; none where the text cannot be
 * parsed. A field of a fragment that is spread in several places has one place for each path.
 */
export function placesOf(query: string, operationName: string | null): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  const definitions = definitionsOf(query);
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const each of definitions) if (each.kind === 'FragmentDefinition') fragments.set(each.name.value, each);

  function visit({ selections }: SelectionSetNode, path: readonly string[], inside: ReadonlySet<string>): void {
    for (const each of selections) {
      if (each.kind === 'Field') {
        const below = [...path, (each.alias ?? each.name).value];
        const { name, loc } = each;
        const key = below.join('.');
        if (name.loc !== undefined && loc !== undefined && !places.has(key)) {
          const { line, column } = name.loc.startToken;
          places.set(key, { line, column, nameEnd: column + name.value.length, start: loc.start, end: loc.end });
        }
        if (each.selectionSet !== undefined) visit(each.selectionSet, below, inside);
      } else if (each.kind === 'InlineFragment') {
        visit(each.selectionSet, path, inside);
      } else {
        const fragment = fragments.get(each.name.value);
        if (fragment === undefined || inside.has(each.name.value)) continue;
        visit(fragment.selectionSet, path, new Set([...inside, each.name.value]));
      }
    }
  }

  for (const each of definitions) {
    if (each.kind !== 'OperationDefinition') continue;
    if (operationName === null || each.name?.value === operationName) visit(each.selectionSet, [], new Set());
  }
  return places;
}

function definitionsOf(query: string) {
  try {
    return parse(query).definitions;
  } catch {
    return [];
  }
}
