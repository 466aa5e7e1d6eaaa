/**
 * Builds the explorer into `dist/explorer/`, unless it is there already, built from the same sources and packages. Without
 * the packages that it is built with (`npm ci --omit=dev`), it says so and leaves it.
 */
import { createHash } from 'node:crypto';
import { glob, readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundledFolders } from './bundled-folders.ts';

const top = fileURLToPath(new URL('..', import.meta.url));
/** A hash of what the explorer was built from, and below it the folders of the packages that it holds. */
const mark = `${top}dist/explorer/built-from`;

/** Builds the explorer where it is not up to date, and gives the folders of the packages that it holds. */
export async function buildExplorer(): Promise<readonly string[]> {
  const sources = await fingerprint();
  const [builtFrom, ...known] = (await readFile(mark, 'utf8').catch(() => '')).split('\n');
  if (builtFrom === sources) return known;
  const vite = await import('vite').catch(() => null);
  if (vite === null) {
    console.error('The explorer is not built: its packages are not installed.');
    return [];
  }
  console.error('Building the explorer, once …');
  const outputs = [await vite.build({ root: `${top}explorer`, logLevel: 'warn' })].flat();
  const built = outputs.flatMap((each) => ('output' in each ? each.output : []));
  const folders = bundledFolders(built.filter((each) => each.type === 'chunk'));
  await writeFile(mark, [sources, ...folders].join('\n'));
  return folders;
}

/** A hash of everything that the explorer is built from. */
async function fingerprint(): Promise<string> {
  const files = [];
  for await (const name of glob('explorer/**/*.*', { cwd: top })) files.push(name);
  const hash = createHash('sha256');
  for (const name of [...files.sort(), 'package-lock.json']) hash.update(name).update(await readFile(top + name));
  return hash.digest('hex');
}

if (import.meta.main) await buildExplorer();
