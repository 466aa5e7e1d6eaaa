import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { pages, type Snippet, snippetsOf } from './snippets.ts';

const top = new URL('../../', import.meta.url);
/** Inside the repository, so that packages are found; written anew by each run. */
const work = new URL('work/', import.meta.url);

/** What a page shows in TypeScript for an app, of which everything that it needs is there. */
export const programs: readonly Snippet[] = pages
  .flatMap(snippetsOf)
  .filter(({ language, words }) => language === 'ts' && !words.includes('elsewhere'));

/** Writes programs to files: imports of this package become those of its source, and texts are put in place of others. */
export function writePrograms(replaced: (text: string) => string): void {
  rmSync(work, { recursive: true, force: true });
  mkdirSync(work, { recursive: true });
  for (const program of programs) {
    const text = program.text.replaceAll(/'(dintero-graphql(?:\/[^']+)?)'/g, (_, name) => `'${sourceOf(name)}'`);
    writeFileSync(fileOf(program), replaced(text));
  }
}

/** The file of a program. */
export function fileOf({ place }: Snippet): string {
  return fileURLToPath(new URL(`${place.replaceAll(/[^\w]+/g, '-')}.ts`, work));
}

/** What the compiler says against the programs, each by itself, as strictly as against this repository. */
export function objections(): string[] {
  const { config } = ts.readConfigFile(fileURLToPath(new URL('tsconfig.json', top)), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [] }, ts.sys, fileURLToPath(top));
  const { incremental: _, tsBuildInfoFile: __, ...strict } = options;
  // What one has read, the next does not read again.
  let before: ts.Program | undefined;
  return programs.flatMap((each) => {
    before = ts.createProgram([fileOf(each)], strict, undefined, before);
    // What it imports of ours, `npm run types` compiles.
    const file = before.getSourceFile(fileOf(each));
    return [
      ...before.getGlobalDiagnostics(),
      ...before.getSyntacticDiagnostics(file),
      ...before.getSemanticDiagnostics(file),
    ].map(({ messageText }) => `${each.place}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
  });
}

/** The module of ours that an import of the package leads to, by its `exports`, as seen from a program. */
function sourceOf(name: string): string {
  const { exports } = JSON.parse(readFileSync(new URL('package.json', top), 'utf8'));
  const target = exports[name.replace('dintero-graphql', '.')];
  if (typeof target?.default !== 'string') throw new Error(`The package does not export ${name}.`);
  return target.default.replace('./dist/', '../../../src/').replace('.js', '.ts');
}
