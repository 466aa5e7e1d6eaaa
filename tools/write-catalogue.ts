/** Writes `schema/access.md`, the catalogue of gated coordinates. `--check` only says whether it is stale. */
import { readFile, writeFile } from 'node:fs/promises';
import { catalogue, catalogueMarkdown } from '../src/advice/catalogue.ts';
import { schema } from '../src/graphql/schema.ts';

const file = new URL('../schema/access.md', import.meta.url);
const text = catalogueMarkdown(catalogue(schema));

if (process.argv.includes('--check')) {
  const current = await readFile(file, 'utf8').catch(() => '');
  if (current !== text) {
    console.error('schema/access.md is stale. Run: npm run generate');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);
}
