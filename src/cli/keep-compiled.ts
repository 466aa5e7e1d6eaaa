import { mkdirSync, statSync } from 'node:fs';
import { enableCompileCache, findPackageJSON, flushCompileCache, getCompileCacheDir } from 'node:module';
import { dirname, join } from 'node:path';

/** Milliseconds after which what is compiled by then is written; a start and the first answers are over. */
const settled = 5_000;

/**
 * Has Node keep what V8 compiles, in `.compiled` beside the package's own files, so that the next start need not compile it
 * again. Where that directory cannot be made, or others than its owner may write to it, nothing is kept: whoever writes there
 * decides what runs here. NODE_COMPILE_CACHE names another directory, NODE_DISABLE_COMPILE_CACHE=1 has none kept.
 */
export function keepCompiled(): void {
  const manifest = findPackageJSON('.', import.meta.url);
  if (manifest === undefined || getCompileCacheDir() !== undefined) return;
  const directory = join(dirname(manifest), '.compiled');
  if (!isOurs(directory)) return;
  enableCompileCache(directory);
  // At the end is too late: V8 forgets what it has not run for a while, and that is what a start runs.
  setTimeout(flushCompileCache, settled).unref();
}

function isOurs(directory: string): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    const { uid, mode } = statSync(directory);
    return [0, process.getuid?.() ?? 0].includes(uid) && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
