/** Writes `schema/schema.graphql`, the schema with its access directives. `--check` only says whether it is stale. */
import { readFile, writeFile } from 'node:fs/promises';
import { printSchemaWithDirectives } from '@graphql-tools/utils';
import { schema } from '../src/graphql/schema.ts';

const file = new URL('../schema/schema.graphql', import.meta.url);
const text = `${printSchemaWithDirectives(schema)}\n`;

if (process.argv.includes('--check')) {
  const current = await readFile(file, 'utf8').catch(() => '');
  if (current !== text) {
    console.error('schema/schema.graphql is stale. Run: npm run generate');
    process.exitCode = 1;
  }
} else {
  await writeFile(file, text);
}
