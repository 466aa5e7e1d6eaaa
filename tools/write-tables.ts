/**
 * Writes what people may set where they read of it: the table in `docs/settings.md`, between its `<!-- settings -->` lines,
 * `.env.example`, the deviations in `docs/sandbox.md`, the codes of user errors in `docs/errors.md`, and which room may import which in `ARCHITECTURE.md`. `--check` writes nothing and fails when one of them is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { envExample, settingsTable } from '../src/config/texts.ts';
import { userErrorCodes } from '../src/kernel/user-error-code.ts';
import { deviationsTable } from '../src/sandbox/deviations/deviations.ts';
import { importsTable } from '../test/architecture.ts';

async function current(name: string): Promise<string> {
  return readFile(new URL(`../${name}`, import.meta.url), 'utf8').catch(() => '');
}

/** The file with a table between the lines that are marked so. */
async function withTable(name: string, mark: string, table: string): Promise<readonly [string, string]> {
  const markers = new RegExp(`(<!-- ${mark} -->\\n).*?(<!-- /${mark} -->)`, 's');
  const text = await current(name);
  if (!markers.test(text)) throw new Error(`${name} has no <!-- ${mark} --> … <!-- /${mark} --> lines.`);
  return [name, text.replace(markers, (_, open, close) => `${open}\n${table}\n\n${close}`)];
}

function userErrorsTable(): string {
  const rows = Object.entries(userErrorCodes).map(([code, description]) => `| \`${code}\` | ${description} |`);
  return ['| code | what it says |', '| --- | --- |', ...rows].join('\n');
}

const files = new Map([
  await withTable('docs/settings.md', 'settings', settingsTable()),
  await withTable('docs/errors.md', 'user-error-codes', userErrorsTable()),
  await withTable('docs/sandbox.md', 'deviations', deviationsTable()),
  await withTable('ARCHITECTURE.md', 'imports', importsTable()),
  ['.env.example', envExample()],
]);
for (const [name, text] of files) {
  if ((await current(name)) === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale. Run: node tools/write-tables.ts`);
    process.exitCode = 1;
  } else {
    await writeFile(new URL(`../${name}`, import.meta.url), text);
  }
}
