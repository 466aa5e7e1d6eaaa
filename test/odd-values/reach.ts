/** A place in the answer at which it differs from the one before: nothing below it is shared. */
export type Place = readonly (string | number)[];

/** The outermost places at which two answers differ. A list that lacks one entry differs in that entry alone. */
export function differences(before: unknown, after: unknown, at: Place = []): readonly Place[] {
  if (JSON.stringify(before) === JSON.stringify(after)) return [];
  if (!isObject(before) || !isObject(after) || Array.isArray(before) !== Array.isArray(after)) return [at];
  if (Array.isArray(before) && Array.isArray(after)) return ofLists(before, after, at);
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].flatMap((name) => differences(Reflect.get(before, name), Reflect.get(after, name), [...at, name]));
}

function ofLists(before: readonly unknown[], after: readonly unknown[], at: Place): readonly Place[] {
  if (before.length === after.length)
    return before.flatMap((entry, index) => differences(entry, after[index], [...at, index]));
  if (before.length !== after.length + 1) return [at];
  const lost = before.findIndex((entry, index) => JSON.stringify(entry) !== JSON.stringify(after[index]));
  const isAllElse = JSON.stringify(before.toSpliced(lost, 1)) === JSON.stringify(after);
  return isAllElse ? [[...at, lost]] : [at];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

/** Whether a place is the other, or holds it. */
export function holds(outer: Place, inner: Place): boolean {
  return outer.length <= inner.length && outer.every((key, index) => key === inner[index]);
}
