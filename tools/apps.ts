/**
 * Writes `schema/manifests/<app>-<version>.json` for the documents of this version: of each its id (SHA-256 of its text), the
 * scopes that its clients hold, its upstream calls, and its text. `--check` holds every published manifest to the schema as it
 * is now: what no longer fits it, or needs other scopes, is told with app, version, operation and field.
 */
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { type GraphQLSchema, parse, print, validate } from 'graphql';
import { lockOf, lockProblems } from '../src/advice/lock.ts';
import { readOperations } from '../src/cli/documents/operations.ts';
import { servedSchema } from '../src/graphql/served-schema.ts';
import type { Audience } from '../src/kernel/least-power.ts';
import type { Scope } from '../src/kernel/scope.ts';
import { version } from '../src/kernel/version.ts';
import { callsOf } from '../src/plan/calls.ts';
import { select } from '../src/plan/selection.ts';

/** The documents that a version of an app sends. */
export interface Manifest {
  readonly app: string;
  readonly version: string;
  readonly audience: Audience;
  readonly operations: Readonly<Record<string, ManifestOperation>>;
}

interface ManifestOperation {
  readonly id: string;
  readonly type: string;
  readonly scopes: readonly Scope[];
  /** Upstream calls: at least, and at most where that is bounded. */
  readonly calls: { readonly least: number; readonly most: number | null };
  readonly body: string;
}

const folder = new URL('../schema/manifests/', import.meta.url);
const apps: Readonly<Record<string, Audience>> = { helpdesk: 'staff', mobile: 'customer' };

/** What of a published manifest a schema breaks, a line each; empty: nothing. */
export function manifestProblems(schema: GraphQLSchema, { app, version, audience, operations }: Manifest): string[] {
  const name = `${app} ${version}`;
  const broken = Object.entries(operations).flatMap(([operation, { body }]) =>
    validate(schema, parse(body)).map(({ message }) => `${name} ${operation}: ${message}`),
  );
  if (broken.length > 0) return broken;
  const selections = Object.entries(operations).map(([operation, { body }]) => ({
    name: operation,
    selection: select(schema, parse(body)),
  }));
  const scopes = Object.fromEntries(Object.entries(operations).map(([operation, { scopes }]) => [operation, scopes]));
  return lockProblems(schema, name, selections, { audience, operations: scopes });
}

async function manifestOf(schema: GraphQLSchema, app: string, audience: Audience): Promise<Manifest> {
  const found = await readOperations(schema, [`schema/operations/${app}/*.graphql`]);
  const selections = found.map(({ name, document }) => ({ name, selection: select(schema, document) }));
  const { operations: scopes } = lockOf(schema, selections, audience);
  const entries = found.map(({ name, document }, at) => {
    const body = print(document);
    const selection = selections[at]?.selection ?? select(schema, document);
    const { least, most } = callsOf(schema, selection);
    const id = `sha256:${createHash('sha256').update(body).digest('hex')}`;
    return [name, { id, type: selection.kind, scopes: scopes[name] ?? [], calls: { least, most }, body }] as const;
  });
  return { app, version, audience, operations: Object.fromEntries(entries) };
}

async function main(): Promise<void> {
  const schema = servedSchema({ customerLogin: false });
  if (process.argv.includes('--check')) {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
    if (names.length === 0) throw new Error('No manifest is published.');
    const problems: string[] = [];
    for (const name of names)
      problems.push(...manifestProblems(schema, JSON.parse(await readFile(new URL(name, folder), 'utf8'))));
    if (problems.length === 0) return;
    console.error(
      ['Published apps would break:', ...problems, 'If that version is not out yet: npm run apps'].join('\n'),
    );
    process.exitCode = 1;
    return;
  }
  await mkdir(folder, { recursive: true });
  for (const [app, audience] of Object.entries(apps)) {
    const manifest = await manifestOf(schema, app, audience);
    await writeFile(new URL(`${app}-${version}.json`, folder), `${JSON.stringify(manifest, null, 2)}\n`);
  }
}

if (import.meta.main) await main();
