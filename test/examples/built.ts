import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of an example app, or null where it is not built; where everything is tested, it has to be. */
export function builtExample(name: string, product: string): string | null {
  const folder = fileURLToPath(new URL(`../../examples/${name}/`, import.meta.url));
  if (existsSync(folder + product)) return folder;
  if (process.env['CI'] !== undefined) throw new Error(`The example ${name} is not built: npm run examples:build`);
  console.warn(`The example ${name} is not tested: npm run examples:build`);
  return null;
}
