import { importsOf, type SourceFile } from './architecture.ts';

/** Files that import each other in a circle, each circle once, as `a → b → a`; imports of types count too. */
export function circles(files: readonly SourceFile[]): string[] {
  const graph = new Map(files.map(({ path, text }) => [path, targetsOf(path, text)]));
  const done = new Set<string>();
  const found = new Set<string>();
  const visit = (path: string, trail: readonly string[]): void => {
    const at = trail.indexOf(path);
    if (at !== -1) {
      found.add([...trail.slice(at), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const next of graph.get(path) ?? []) visit(next, [...trail, path]);
    done.add(path);
  };
  for (const path of graph.keys()) visit(path, []);
  return [...found];
}

function targetsOf(path: string, text: string): string[] {
  return importsOf(path, text)
    .filter((specifier) => specifier.startsWith('.'))
    .map((specifier) => new URL(specifier, `file:///${path}`).pathname.slice(1));
}
