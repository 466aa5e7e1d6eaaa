/**
 * Writes `schema/manifests/<app>-<version>.json` for the documents of this version: of each its id (SHA-256 of its text), the
 * scopes that its clients hold, its upstream calls, and its text; beside it the part of the schema that it uses.
 * `dintero-graphql apps` holds later schemas to both.
 */
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type GraphQLSchema, print } from 'graphql';
import { lockOf } from '../src/advice/lock.ts';
import { publish } from '../src/cli/apps/apps.ts';
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
  await mkdir(folder, { recursive: true });
  for (const [app, audience] of Object.entries(apps)) {
    const manifest = await manifestOf(schema, app, audience);
    const file = new URL(`${app}-${version}.json`, folder);
    await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
    await publish(schema, fileURLToPath(file));
  }
}

if (import.meta.main) await main();
