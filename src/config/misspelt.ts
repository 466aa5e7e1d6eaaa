/** Edits at most between a name and the setting that was meant. */
const farthest = 3;

/**
 * A problem for every `DINTERO_…` variable that is no setting but nearly one that is not set. Others are let be:
 * Kubernetes makes up `DINTERO_GRAPHQL_PORT` and the like for a service of that name.
 *
 * @param settings names of all settings
 */
export function misspeltNames(
  env: Readonly<Record<string, string | undefined>>,
  settings: readonly string[],
): readonly string[] {
  const missing = settings.filter((name) => name.startsWith('DINTERO_') && !env[name]);
  return Object.keys(env)
    .filter((name) => /^DINTERO_/i.test(name) && !settings.includes(name))
    .flatMap((name) => {
      const near = missing.find((setting) => distance(name.toUpperCase(), setting) <= farthest);
      return near === undefined ? [] : [`${name} is no setting; is ${near} meant?`];
    });
}

/** Letters to add, drop or change to get from one text to the other (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (const letter of from) {
    const next = [(row[0] ?? 0) + 1];
    for (const [column, other] of [...to].entries()) {
      const changed = (row[column] ?? 0) + (letter === other ? 0 : 1);
      next.push(Math.min(changed, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
