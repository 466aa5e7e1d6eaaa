import { glob, readFile, writeFile } from 'node:fs/promises';
import { defineCommand } from 'citty';
import { buildSchema, GraphQLError, type GraphQLSchema } from 'graphql';
import { servedSchema } from '../../graphql/served-schema.ts';
import { DocumentsError } from '../documents/sources.ts';
import { exitWith } from '../process.ts';
import { readManifest } from './manifest.ts';
import { partOf } from './part.ts';
import { problemsOf } from './problems.ts';
import { usedBy } from './used.ts';

/** `apps <manifests…>`: whether published apps still work with the schema of this version. */
export const appsCommand = defineCommand({
  meta: {
    name: 'apps',
    description:
      'Holds the manifests of published apps to the schema of this version. Status 1: one of them would break, 2: wrong use.',
  },
  args: {
    manifests: { type: 'positional', description: 'Manifests of persisted documents, or patterns of them.' },
    publish: {
      type: 'boolean',
      description: 'Writes beside each manifest the part of the schema that it uses: what later versions are held to.',
    },
    'customer-login': { type: 'boolean', description: 'The server runs with CUSTOMER_LOGIN=on.' },
  },
  async run({ args }) {
    const schema = servedSchema({ customerLogin: args['customer-login'] ?? false });
    const files: string[] = [];
    for await (const file of glob(args._)) if (file.endsWith('.json')) files.push(file);
    if (files.length === 0) exitWith(`No manifest is found at ${args._.join(', ')}.`, 2);
    try {
      if (args.publish) for (const file of files) await publish(schema, file);
      else await check(schema, files.sort());
    } catch (error) {
      if (error instanceof DocumentsError || error instanceof GraphQLError) exitWith(error.message, 2);
      throw error;
    }
  },
});

/** Writes what a manifest uses of a schema beside it: `mobile-1.2.0.json`, `mobile-1.2.0.graphql`. */
export async function publish(schema: GraphQLSchema, file: string): Promise<void> {
  const { operations } = await readManifest(file);
  const used = new Set(operations.flatMap(({ document }) => [...usedBy(schema, document)]));
  await writeFile(besides(file), partOf(schema, used));
}

async function check(schema: GraphQLSchema, files: readonly string[]): Promise<void> {
  const problems: string[] = [];
  for (const file of files) {
    const part = await readFile(besides(file), 'utf8').catch(() =>
      exitWith(`${besides(file)} is not there: write it when you publish, by \`apps --publish ${file}\`.`, 2),
    );
    problems.push(...(await problemsOf(schema, buildSchema(part, { assumeValid: true }), await readManifest(file))));
  }
  if (problems.length > 0) exitWith(['Published apps would break:', ...problems].join('\n'));
}

function besides(manifest: string): string {
  return manifest.replace(/\.json$/, '.graphql');
}
