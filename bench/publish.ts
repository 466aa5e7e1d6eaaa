import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { page, type Results, shortTable } from './report.ts';

/** Puts the tables between the `<!-- bench -->` lines of docs/performance.md, and the chief table between those of the README. */
export function publish(results: Results): void {
  replace('docs/performance.md', page(results));
  replace('README.md', shortTable(results));
}

function replace(name: string, text: string): void {
  const file = join(import.meta.dirname, '..', name);
  const markers = /(<!-- bench -->\n).*?(<!-- \/bench -->)/s;
  const before = readFileSync(file, 'utf8');
  if (!markers.test(before)) throw new Error(`${name} has no <!-- bench --> … <!-- /bench --> lines.`);
  writeFileSync(
    file,
    before.replace(markers, (_, open, close) => `${open}\n${text}\n\n${close}`),
  );
}
