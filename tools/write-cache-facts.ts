/** Writes `src/cache/facts.ts`: what caches of clients must know of the schema. `--check` only says whether it is stale. */
import { readFile, writeFile } from 'node:fs/promises';
import { type GraphQLObjectType, getNamedType, isAbstractType, isObjectType, lexicographicSortSchema } from 'graphql';
import { servedSchema } from '../src/graphql/served-schema.ts';

const schema = lexicographicSortSchema(servedSchema({ customerLogin: true }));
const types = Object.values(schema.getTypeMap()).filter(({ name }) => !name.startsWith('__'));
const objects = types
  .filter(isObjectType)
  .filter((type) => type !== schema.getQueryType() && type !== schema.getMutationType());

const possibleTypes = Object.fromEntries(
  types.filter(isAbstractType).map((type) => [type.name, schema.getPossibleTypes(type).map(({ name }) => name)]),
);
const withoutId = objects.filter((type) => type.getFields()['id'] === undefined).map(({ name }) => name);
const connections = Object.fromEntries(
  types
    .filter(isObjectType)
    .map((type) => [type.name, connectionsOf(type)] as const)
    .filter(([, fields]) => Object.keys(fields).length > 0),
);

/** Fields that are paged, with the arguments that make them another list. */
function connectionsOf(type: GraphQLObjectType): Record<string, string[]> {
  const paged = Object.values(type.getFields()).filter((field) => getNamedType(field.type).name.endsWith('Connection'));
  return Object.fromEntries(
    paged.map(({ name, args }) => [
      name,
      args.map((arg) => arg.name).filter((arg) => arg !== 'first' && arg !== 'after'),
    ]),
  );
}

const text = `// Made by tools/write-cache-facts.ts: npm run generate

/** Which types an interface or a union may be. */
export const possibleTypes: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(possibleTypes)};

/** Types without an id: they belong to the object that holds them. */
export const withoutId: readonly string[] = ${JSON.stringify(withoutId)};

/** Paged fields by type, with the arguments that make them another list. */
export const connections: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>> = ${JSON.stringify(connections)};
`;

const file = new URL('../src/cache/facts.ts', import.meta.url);
if (!process.argv.includes('--check')) await writeFile(file, text);
else if ((await readFile(file, 'utf8').catch(() => '')) !== text) {
  console.error('src/cache/facts.ts is stale. Run: npm run generate');
  process.exitCode = 1;
}
