import { type GraphQLSchema, isObjectType } from 'graphql';
import { type Gate, isIncluded } from '../auth/access/gate.ts';
import { gateOf } from '../auth/access/plugin.ts';
import type { Scope } from '../kernel/scope.ts';

/** A gated coordinate of the schema with its rule and what it calls. */
export interface CatalogueEntry {
  /** A field, or a type that `node(id:)` gives. */
  readonly coordinate: string;
  /** Scope sets, any one of which is enough. */
  readonly required: readonly (readonly Scope[])[];
  /** The scopes among them that give access to own data only. */
  readonly ownData: readonly Scope[];
  /** True: an argument is a secret that gives access by itself, so that `user:` scopes count whoever owns the data. */
  readonly holder: boolean;
  /** Additional rules: in this case, one of these scopes is needed too. */
  readonly conditions: readonly CatalogueCase[];
  /** Other ways: in this case, one of these scopes is needed instead. */
  readonly otherwise: readonly CatalogueCase[];
  readonly endpoints: readonly { readonly name: string; readonly method: string; readonly path: string }[];
}

/** In which case which scopes count. */
interface CatalogueCase {
  /** In words that follow "Where". */
  readonly when: string;
  readonly anyOf: readonly Scope[];
}

/** Every gated coordinate of a schema, in alphabetical order. */
export function catalogue(schema: GraphQLSchema): CatalogueEntry[] {
  const entries = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => [
      ...entry(type.name, gateOf(type.extensions)),
      ...Object.values(type.getFields()).flatMap(({ name, extensions }) =>
        entry(`${type.name}.${name}`, gateOf(extensions)),
      ),
    ]);
  return entries.sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}

function entry(coordinate: string, gate: Gate | undefined): CatalogueEntry[] {
  if (gate === undefined) return [];
  const { ways, conditions } = gate;
  const [{ rule: first }, ...others] = ways;
  const stricter = others.filter((way) => !way.preferred && !isIncluded(way, ways[0]));
  const endpoints = new Map(
    ways.flatMap((way) => [...way.endpoints, ...way.shortcuts]).map((each) => [each.name, each]),
  );
  return [
    {
      coordinate,
      required: first.scopeSets,
      ownData: first.ownDataScopes,
      holder: first.holder,
      conditions: conditions.map(({ when, anyOf }) => ({ when, anyOf })),
      otherwise: stricter.map(({ when, rule }) => ({ when: when ?? '', anyOf: rule.scopeSets.flat() })),
      endpoints: [...endpoints.values()].map(({ name, method, path }) => ({ name, method, path })),
    },
  ];
}

/** The catalogue as a Markdown page. */
export function catalogueMarkdown(entries: readonly CatalogueEntry[]): string {
  const rows = entries.map(({ coordinate, required, ownData, conditions, otherwise, endpoints }) => {
    const sets = required.map((set) => set.map(code).join(' and ')).join('<br>');
    const finer = conditions.map(({ when, anyOf }) => `<br>where ${when}: ${anyOf.map(code).join(' or ')} as well`);
    const other = otherwise.map(({ when, anyOf }) => `<br>where ${when}: ${anyOf.map(code).join(' or ')}`);
    const calls = endpoints.map(({ method, path }) => code(`${method} ${path}`)).join('<br>');
    return `| ${code(coordinate)} | ${sets}${finer.join('')}${other.join('')} | ${ownData.map(code).join('<br>')} | ${calls} |`;
  });
  return `${[
    '# Who may read what',
    '',
    'Every gated coordinate with its scopes (one line of them is enough), those that give access to own data only,',
    'and the endpoints that it may call. Written by `npm run generate`.',
    '',
    '| coordinate | any of | own data only | calls |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}
