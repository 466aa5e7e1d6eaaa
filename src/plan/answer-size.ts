import { isList, type Selected, type Selection } from './selection.ts';

/** Items that a list is taken to hold where no argument bounds it. */
const usualItems = 10;

const mostItems = 100;

/** Arguments of which each entry is answered with one item. */
export const listArguments = ['ids', 'coordinates'] as const;

/**
 * How many fields the answer to a selection may hold: each field as often as the lists around it have items.
 * Pages have `first` items, answers to a list of arguments one for each, other lists are taken to have ten.
 */
export function answerSize({ fields }: Selection): number {
  let size = 0;
  const open: { readonly selected: Selected; readonly parents: number; readonly first: number | null }[] = fields.map(
    (selected) => ({ selected, parents: 1, first: null }),
  );
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { selected, parents, first } = next;
    size += parents;
    const items = parents * itemsOf(selected, first);
    if (selected.typename) size += items;
    const below = isList(selected) ? null : pageSize(selected);
    for (const child of selected.children) open.push({ selected: child, parents: items, first: below });
  }
  return size;
}

/** Items that come out of a field for each of its parents. */
function itemsOf(selected: Selected, first: number | null): number {
  if (!isList(selected)) return 1;
  const entries = listArguments.map((name) => selected.args[name]).find(Array.isArray);
  return entries?.length ?? pageSize(selected) ?? first ?? usualItems;
}

/** Items of the page that a field gives; null: it gives no page. */
function pageSize({ field, args, unknown }: Selected): number | null {
  if (!field.args.some(({ name }) => name === 'first')) return null;
  const first = unknown.has('first') ? mostItems : args['first'];
  return typeof first === 'number' ? Math.min(Math.max(first, 0), mostItems) : mostItems;
}
