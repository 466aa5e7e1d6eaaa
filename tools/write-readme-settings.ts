/**
 * Writes the settings where people read of them: the table in `README.md`, between its `<!-- settings -->` lines, and
 * `.env.example`. `--check` writes nothing and fails when one of them is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { envExample, settingsTable } from '../src/config/texts.ts';

const markers = /(<!-- settings -->\n).*?(<!-- \/?settings -->)/s;

async function current(name: string): Promise<string> {
  return readFile(new URL(`../${name}`, import.meta.url), 'utf8').catch(() => '');
}

const readme = await current('README.md');
if (!markers.test(readme)) throw new Error('README.md has no <!-- settings --> … <!-- /settings --> lines.');
const files = new Map([
  ['README.md', readme.replace(markers, (_, open, close) => `${open}\n${settingsTable()}\n\n${close}`)],
  ['.env.example', envExample()],
]);
for (const [name, text] of files) {
  if ((await current(name)) === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} is stale. Run: node tools/write-readme-settings.ts`);
    process.exitCode = 1;
  } else {
    await writeFile(new URL(`../${name}`, import.meta.url), text);
  }
}
