import { isList, type Selected, type Selection } from './selection.ts';

/** Assumed length of a list that no argument bounds. */
const usualItems = 10;

const mostItems = 100;

/** List arguments that return one item per entry. */
export const listArguments = ['ids', 'coordinates'] as const;

/**
 * How many fields the answer to a selection may hold: each field as often as the lists around it have items. Pages have
 * `first` items, answers to a list of arguments one for each, other lists are taken to have ten. Of the types that an object
 * may be of the largest counts, and what is asked of the schema itself counts once: it has bounds of its own.
 */
export function answerSize({ fields }: Pick<Selection, 'fields'>, parents = 1, first: number | null = null): number {
  let size = 0;
  for (const selected of fields) {
    size += parents;
    if (selected.field.name.startsWith('__')) continue;
    const items = parents * itemsOf(selected, first);
    const below = isList(selected) ? null : pageSize(selected);
    const types = Map.groupBy(selected.children, ({ parentType }) => parentType).values();
    size += Math.max(0, ...types.map((children) => answerSize({ fields: children }, items, below)));
  }
  return size;
}

/** Items of a field per parent object. */
function itemsOf(selected: Selected, first: number | null): number {
  if (!isList(selected)) return 1;
  const entries = listArguments.map((name) => selected.args[name]).find(Array.isArray);
  return entries?.length ?? pageSize(selected) ?? first ?? usualItems;
}

/** Page size of a field; null if it is not a connection. */
function pageSize({ field, args, unknown }: Selected): number | null {
  if (!field.args.some(({ name }) => name === 'first')) return null;
  const first = unknown.has('first') ? mostItems : args['first'];
  return typeof first === 'number' ? Math.min(Math.max(first, 0), mostItems) : mostItems;
}
