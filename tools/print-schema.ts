/**
 * Writes the served schema with its access directives: `schema/schema.graphql`, and in `schema/customer-login.graphql` what
 * `CUSTOMER_LOGIN=on` adds to it. `--check` only says which of them is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { type DocumentNode, print } from 'graphql';
import { servedSchema } from '../src/graphql/served-schema.ts';
import { extensionOf, printedSchema } from './printed-schema.ts';

const served = printedSchema(servedSchema({ customerLogin: false }));
const withLogin = printedSchema(servedSchema({ customerLogin: true }));
const files: Readonly<Record<string, DocumentNode>> = {
  'schema/schema.graphql': served,
  'schema/customer-login.graphql': extensionOf(withLogin, served),
};

for (const [name, document] of Object.entries(files)) {
  const file = new URL(`../${name}`, import.meta.url);
  const text = `${print(document)}\n`;
  if (!process.argv.includes('--check')) await writeFile(file, text);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
    console.error(`${name} is stale. Run: npm run generate`);
    process.exitCode = 1;
  }
}
