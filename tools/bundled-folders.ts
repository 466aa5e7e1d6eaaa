/** A part of a bundle, as Rolldown and Vite tell of it. */
interface Bundled {
  readonly moduleIds: readonly string[];
}

/** The folders of the packages that modules come from: `node_modules/graphql`. */
export function bundledFolders(chunks: readonly Bundled[]): readonly string[] {
  const folders = chunks.flatMap(({ moduleIds }) =>
    moduleIds.flatMap(
      (id) => /(?<=\/)node_modules\/.*(?<=node_modules\/)(?:@[^/]+\/)?[^/]+/.exec(id)?.slice(0, 1) ?? [],
    ),
  );
  return [...new Set(folders)].sort();
}
