/**
 * Writes `schema/operations/<app>/scopes.lock.json`: the scopes that each shipped operation may count on. `--check` says
 * which operation needs more than that: an app that is out in the world holds no other scopes.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { lockOf, lockProblems, type ScopesLock } from '../src/advice/lock.ts';
import { readOperations } from '../src/cli/documents/operations.ts';
import { schema } from '../src/graphql/schema.ts';
import type { Audience } from '../src/kernel/least-power.ts';
import { select } from '../src/plan/selection.ts';

const apps: Readonly<Record<string, Audience>> = { helpdesk: 'staff', mobile: 'customer' };
const problems: string[] = [];

for (const [app, audience] of Object.entries(apps)) {
  const folder = `schema/operations/${app}`;
  const operations = (await readOperations(schema, [`${folder}/*.graphql`])).map(({ name, document }) => ({
    name,
    selection: select(schema, document),
  }));
  const file = `${folder}/scopes.lock.json`;
  if (process.argv.includes('--check')) {
    const lock: ScopesLock = JSON.parse(await readFile(file, 'utf8'));
    problems.push(...lockProblems(schema, app, operations, lock));
  } else {
    await writeFile(file, `${JSON.stringify(lockOf(schema, operations, audience), null, 2)}\n`);
  }
}

if (problems.length > 0) {
  console.error([...problems, 'If that is meant, and clients hold the scopes: npm run scopes:lock'].join('\n'));
  process.exitCode = 1;
}
