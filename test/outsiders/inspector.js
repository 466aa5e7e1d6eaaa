import { readFileSync } from 'node:fs';
import { diff } from '@graphql-inspector/core';
import { buildClientSchema, buildSchema } from 'graphql';

/** GraphQL Inspector: from the printed schema to what the server tells of itself, nothing changes. */
const printed = buildSchema(readFileSync('work/schema.graphql', 'utf8'));
const served = buildClientSchema(JSON.parse(readFileSync('work/introspection.json', 'utf8')));

// Introspection does not tell which directives are applied; `test/package/printed-schema.test.ts` holds them to the server.
const changes = (await diff(printed, served)).filter(({ type }) => !type.startsWith('DIRECTIVE_USAGE'));
for (const { message, path } of changes) console.error(`${path}: ${message}`);
process.exitCode = changes.length > 0 ? 1 : 0;
