/**
 * Writes `src/documents/documents.ts`: what apps may know of the documents that the package ships, from the schema and the
 * manifests of this version. `--check` only says whether it is stale.
 */
import { readFile, writeFile } from 'node:fs/promises';
import {
  type GraphQLInputType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInputType,
  isListType,
  isNonNullType,
  Kind,
  parse,
  typeFromAST,
} from 'graphql';
import { anonymous, type Viewer } from '../src/auth/viewer.ts';
import type { DocumentCall, DocumentFacts } from '../src/documents/document.ts';
import { inOrder, knownCodesOf } from '../src/graphql/framework/known-codes.ts';
import { servedSchema } from '../src/graphql/served-schema.ts';
import { type ErrorCode, errorCodes } from '../src/kernel/error-code.ts';
import type { Audience } from '../src/kernel/least-power.ts';
import { version } from '../src/kernel/version.ts';
import type { CallSite } from '../src/plan/call-site.ts';
import { callsOf } from '../src/plan/calls.ts';
import { decisions } from '../src/plan/decisions.ts';
import { select } from '../src/plan/selection.ts';
import type { Manifest } from './apps.ts';

/** What any call can come to. */
const ofCalls: readonly ErrorCode[] = [
  'UNAUTHENTICATED',
  'UPSTREAM_TIMEOUT',
  'UPSTREAM_UNAVAILABLE',
  'UPSTREAM_RATE_LIMITED',
  'UPSTREAM_REFUSED',
  'UPSTREAM_MALFORMED',
];

/** What reads can come to besides; of a write it is a user error. */
const ofReads: readonly ErrorCode[] = ['NOT_FOUND', 'BAD_USER_INPUT', 'CONFLICT'];

function factsOf(
  schema: GraphQLSchema,
  audience: Audience,
  { id, scopes, body }: Manifest['operations'][string],
): DocumentFacts {
  const selection = select(schema, parse(body));
  const { sites } = callsOf(schema, selection);
  const viewer: Viewer = {
    ...anonymous,
    kind: audience === 'customer' ? 'CUSTOMER' : 'CLIENT',
    customerId: audience === 'customer' ? 'C1001' : null,
    scopes: new Set(scopes),
  };
  const codes = new Set<ErrorCode>([
    ...(sites.length > 0 ? ofCalls : []),
    ...(sites.some(({ method }) => method === 'GET') ? ofReads : []),
    ...(scopes.length > 0 ? (['INSUFFICIENT_SCOPE'] as const) : []),
    ...(viewer.kind === 'CUSTOMER' && dependsOnOwner(schema, body, viewer) ? (['NOT_OWNER'] as const) : []),
  ]);
  return {
    id,
    type: selection.kind,
    scopes,
    errors: errorCodes.filter((code) => codes.has(code)),
    userErrors: inOrder(new Set(selection.fields.flatMap(({ field }) => knownCodesOf(field)))),
    calls: [...Map.groupBy(sites, ({ endpoint }) => endpoint)].map(([, same]) => callOf(same)).sort(byEndpoint),
  };
}

/** Whether somebody who holds all scopes can come upon the data of others: its variables are given a stranger's values. */
function dependsOnOwner(schema: GraphQLSchema, body: string, viewer: Viewer): boolean {
  const document = parse(body);
  const [operation] = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  const needed = (operation?.variableDefinitions ?? []).flatMap(({ variable, type, defaultValue }) => {
    const known = typeFromAST(schema, type);
    return isInputType(known) && defaultValue === undefined ? [[variable.name.value, strangersValue(known)]] : [];
  });
  const selection = select(schema, document, { variables: Object.fromEntries(needed) });
  return [...decisions(schema, selection, viewer).values()].some(({ decision }) => decision !== 'allowed');
}

/** A value of a type that says no more than it must; undefined where it need not be given. */
function strangersValue(type: GraphQLInputType): unknown {
  if (!isNonNullType(type)) return undefined;
  const inner = type.ofType;
  if (isListType(inner)) return [];
  if (isEnumType(inner)) return inner.getValues()[0]?.name;
  if (isInputObjectType(inner))
    return Object.fromEntries(Object.values(inner.getFields()).map((each) => [each.name, strangersValue(each.type)]));
  return inner.name === 'String' || inner.name === 'ID' ? 'stranger' : 1;
}

function callOf(same: readonly CallSite[]): DocumentCall {
  const [{ endpoint = '', method = '', template = '' } = {}] = same;
  return {
    endpoint,
    request: `${method} ${template}`,
    // Of alternatives none is made for certain.
    least: same.reduce((sum, { least, alternative }) => sum + (alternative ? 0 : least), 0),
    most: same.reduce<number | null>((sum, { most }) => (sum === null || most === null ? null : sum + most), 0),
  };
}

function byEndpoint({ endpoint: one }: DocumentCall, { endpoint: other }: DocumentCall): number {
  return one < other ? -1 : 1;
}

async function text(): Promise<string> {
  const schema = servedSchema({ customerLogin: false });
  const apps: Record<string, Record<string, DocumentFacts>> = {};
  for (const app of ['helpdesk', 'mobile']) {
    const file = new URL(`../schema/manifests/${app}-${version}.json`, import.meta.url);
    const { audience, operations }: Manifest = JSON.parse(await readFile(file, 'utf8'));
    apps[app] = Object.fromEntries(
      Object.entries(operations).map(([name, operation]) => [name, factsOf(schema, audience, operation)]),
    );
  }
  return `// Made by tools/write-documents.ts: npm run generate

/** What is known of the documents that this package ships, by app and name. Each is a \`DocumentFacts\`. */
export const documents = ${perLine(apps, (byName) => perLine(byName, (facts) => JSON.stringify(facts)))} as const;

export type { DocumentCall, DocumentFacts } from './document.ts';
`;
}

/** An object with a line for each member. */
function perLine<Value>(object: Readonly<Record<string, Value>>, print: (value: Value) => string): string {
  return `{\n${Object.entries(object)
    .map(([name, value]) => `${JSON.stringify(name)}: ${print(value)},\n`)
    .join('')}}`;
}

async function main(): Promise<void> {
  const file = new URL('../src/documents/documents.ts', import.meta.url);
  const made = await text();
  if (!process.argv.includes('--check')) await writeFile(file, made);
  else if ((await readFile(file, 'utf8').catch(() => '')) !== made) {
    console.error('src/documents/documents.ts is stale. Run: npm run generate');
    process.exitCode = 1;
  }
}

if (import.meta.main) await main();
