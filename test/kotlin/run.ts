/**
 * Has Kotlin read what the server sends for its own scalars, as docs/kotlin-swift.md advises: `npm run check:kotlin`. The
 * compiler is JetBrains' own; it needs Java 17.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dateTime, day } from '../../src/graphql/values/scalars.ts';
import { personas } from '../../src/sandbox/personas.ts';
import { startHarness } from '../graphql/harness.ts';
import { readsOf } from '../odd-values/document.ts';

/** Forms in which a service may write a moment. */
const moments = [
  '2026-05-17T10:00:00Z',
  '2026-05-17T10:00:00.5z',
  '2026-05-17T10:00:00.123456Z',
  '2026-05-17T10:00:00+02:00',
  '2026-05-17T10:00:00',
  '2026-05-17',
  '2024-02-29T23:59:59.000Z',
];

/** All texts of moments, days, large numbers and currencies in the sandbox's answers. */
async function answered(): Promise<string> {
  const { sandbox, ask, close } = await startHarness({ UPSTREAM_CALL_BUDGET: '1000', MAX_ANSWER_FIELDS: '1000000' });
  const token = await sandbox.issue({ scopes: [...personas.admin.scopes, ...personas.public.scopes] });
  const answers: unknown[] = [];
  for (const { query, variables } of readsOf(sandbox.state))
    answers.push((await ask(query, { token, variables })).data);
  await close();
  return JSON.stringify(answers);
}

const text = await answered();
const found = (pattern: RegExp) => [...new Set([...text.matchAll(pattern)].map(([, each = '']) => each))];
const rows = [
  ...[...moments.map((each) => dateTime(each) ?? ''), ...found(/"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g)].map((each) => [
    'DateTime',
    each,
    Date.parse(each),
  ]),
  ...[day('1990-02-28') ?? '', ...found(/"(\d{4}-\d\d-\d\d)"/g)].map((each) => [
    'Date',
    each,
    Date.parse(each) / 86_400_000,
  ]),
  ...[String(Number.MAX_SAFE_INTEGER), ...found(/"(?:amount|minor)":(-?\d+)/g)].map((each) => ['SafeInt', each, each]),
  ...found(/"currency":"([A-Z]{3})"/g).map((each) => ['Currency', each, each]),
];

const lib = new URL('node_modules/kotlin-compiler/lib/', import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), 'kotlin-'));
const table = join(folder, 'table.tsv');
const jar = join(folder, 'scalars.jar');
writeFileSync(table, rows.map((row) => row.join('\t')).join('\n'));
const source = new URL('Scalars.kt', import.meta.url).pathname;
const java = (...args: string[]) => execFileSync('java', args, { stdio: 'inherit' });
java(
  '-jar',
  join(lib, 'kotlin-compiler.jar'),
  source,
  '-no-reflect',
  '-cp',
  join(lib, 'kotlin-stdlib.jar'),
  '-no-stdlib',
  '-d',
  jar,
);
java('-cp', `${jar}:${join(lib, 'kotlin-stdlib.jar')}`, 'ScalarsKt', table);
rmSync(folder, { recursive: true });
