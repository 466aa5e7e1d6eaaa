import { type GraphQLSchema, isObjectType } from 'graphql';
import type { Rule } from '../auth/access.ts';
import { accessRule } from '../auth/plugin.ts';
import type { Scope } from '../kernel/scope.ts';

/** A gated coordinate of the schema with its rule and what it calls. */
export interface CatalogueEntry {
  /** A field, or a type that `node(id:)` gives. */
  readonly coordinate: string;
  /** Scope sets any of which would do. */
  readonly required: readonly (readonly Scope[])[];
  /** The scopes among them that admit to own data only. */
  readonly ownData: readonly Scope[];
  /** True: an argument is itself the secret that admits, so that `user:` scopes count without a look at whose data it is. */
  readonly holder: boolean;
  /** Finer rules that arguments bring into play. */
  readonly conditions: readonly { readonly when: string; readonly anyOf: readonly Scope[] }[];
  readonly operations: readonly { readonly name: string; readonly method: string; readonly path: string }[];
}

/** Every gated coordinate of a schema, in alphabetical order. */
export function catalogue(schema: GraphQLSchema): CatalogueEntry[] {
  const entries = Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .flatMap((type) => [
      ...entry(type.name, accessRule(type.extensions)),
      ...Object.values(type.getFields()).flatMap(({ name, extensions }) =>
        entry(`${type.name}.${name}`, accessRule(extensions)),
      ),
    ]);
  return entries.sort((one, other) => (one.coordinate < other.coordinate ? -1 : 1));
}

function entry(coordinate: string, rule: Rule | undefined): CatalogueEntry[] {
  if (rule === undefined) return [];
  return [
    {
      coordinate,
      required: rule.scopeSets,
      ownData: rule.ownDataScopes,
      holder: rule.holder,
      conditions: rule.conditions.map(({ when, anyOf }) => ({ when, anyOf })),
      operations: rule.operations.map(({ name, method, path }) => ({ name, method, path })),
    },
  ];
}

/** The catalogue as a Markdown page. */
export function catalogueMarkdown(entries: readonly CatalogueEntry[]): string {
  const rows = entries.map(({ coordinate, required, ownData, conditions, operations }) => {
    const sets = required.map((set) => set.map(code).join(' and ')).join('<br>');
    const finer = conditions.map(({ when, anyOf }) => `<br>where ${when}: ${anyOf.map(code).join(' or ')} as well`);
    const calls = operations.map(({ method, path }) => code(`${method} ${path}`)).join('<br>');
    return `| ${code(coordinate)} | ${sets}${finer.join('')} | ${ownData.map(code).join('<br>')} | ${calls} |`;
  });
  return `${[
    '# Who may read what',
    '',
    'Every gated coordinate with the scopes that admit to it (one line of them is enough), those that admit to own data only,',
    'and the upstream operations that it stands for. Written by `npm run generate`.',
    '',
    '| coordinate | any of | own data only | calls |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n')}\n`;
}

function code(text: string): string {
  return `\`${text}\``;
}
