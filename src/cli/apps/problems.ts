import { CriticalityLevel, diff } from '@graphql-inspector/core';
import { buildSchema, type DocumentNode, type GraphQLSchema, printSchema, validate } from 'graphql';
import { lockProblems } from '../../advice/lock.ts';
import { select } from '../../plan/selection.ts';
import type { AppManifest } from './manifest.ts';
import { partOf } from './part.ts';
import { usedBy } from './used.ts';

/**
 * What of a published app a schema breaks, a line each with app, operation and field; empty: nothing. `published` is the schema
 * that the app was published for, or the part of it that the app uses.
 */
export async function problemsOf(
  schema: GraphQLSchema,
  published: GraphQLSchema,
  { app, operations, lock }: AppManifest,
): Promise<string[]> {
  // Without the directives that only the schema's own server reads.
  const now = buildSchema(printSchema(schema));
  const lines = await Promise.all(
    operations.map(async ({ name, document }) => {
      const texts = [
        ...validate(schema, document).map(({ message }) => message),
        ...(await breaksOf(now, published, document)),
      ];
      return texts.map((text) => `${app} ${name}: ${text}`);
    }),
  );
  const broken = lines.flat();
  if (broken.length > 0 || lock === null) return broken;
  const selections = operations.map(({ name, document }) => ({ name, selection: select(schema, document) }));
  return lockProblems(schema, app, selections, lock);
}

/** What of the types that a document reads and writes is no longer what it was, as GraphQL Inspector judges. */
async function breaksOf(now: GraphQLSchema, published: GraphQLSchema, document: DocumentNode): Promise<string[]> {
  const before = buildSchema(partOf(published, usedBy(published, document)), { assumeValid: true });
  const changes = await diff(before, now);
  return changes
    .filter(({ criticality }) => criticality.level === CriticalityLevel.Breaking)
    .map(({ message, path }) => `${path}: ${message}`);
}
