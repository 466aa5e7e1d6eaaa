import { enableCompileCache, findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';

/**
 * Has Node keep what V8 compiles for the next start, in `.compiled` of the package's folder: whoever may write there may change
 * the package too. Where nobody may, nothing is kept. `NODE_COMPILE_CACHE` names another folder.
 */
export function keepCompiled(): void {
  const manifest = findPackageJSON('.', import.meta.url);
  if (manifest !== undefined) enableCompileCache(join(dirname(manifest), '.compiled'));
}
