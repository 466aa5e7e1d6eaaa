import { readFileSync } from 'node:fs';
import {
  type FieldDefinitionNode,
  getDirectiveValues,
  isObjectType,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../src/advice/catalogue.ts';
import { gateOf } from '../../src/auth/access/plugin.ts';
import { schema } from '../../src/graphql/schema.ts';
import { gatesOf } from '../../src/plan/gates.ts';
import { run } from '../cli/run.ts';

const files = ['schema.graphql', 'customer-login.graphql'];
const definitions = files.flatMap(
  (name) => parse(readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8')).definitions,
);
const types = definitions.filter(
  (each): each is ObjectTypeDefinitionNode | ObjectTypeExtensionNode =>
    each.kind === 'ObjectTypeDefinition' || each.kind === 'ObjectTypeExtension',
);
const fields = new Map<string, FieldDefinitionNode>(
  types.flatMap((type) =>
    (type.fields ?? []).map((field) => [`${type.name.value}.${field.name.value}`, field] as const),
  ),
);

const entries = catalogue(schema);

function descriptionOf(name: string): string | undefined {
  const type = types.find((each) => each.name.value === name);
  return type?.kind === 'ObjectTypeDefinition' ? type.description?.value : undefined;
}

function scopesOf(field: FieldDefinitionNode, directive: string): unknown {
  const definition = schema.getDirective(directive);
  if (!definition) throw new Error(`The schema has no @${directive}.`);
  return getDirectiveValues(definition, field)?.['scopes'];
}

describe('the schema, its descriptions and the catalogue', () => {
  it('name the same coordinates', () => {
    const gated = [...fields]
      .filter(([, field]) => scopesOf(field, 'requiresScopes') !== undefined)
      .map(([name]) => name);
    expect(entries.map(({ coordinate }) => coordinate).filter((each) => each.includes('.'))).toEqual(gated.sort());
  });

  it.each(entries)('say the same of $coordinate', ({ coordinate, required, ownData, conditions, otherwise }) => {
    const field = fields.get(coordinate);
    const description = field?.description?.value ?? descriptionOf(coordinate);
    for (const set of required) for (const scope of set) expect(description).toContain(`\`${scope}\``);
    for (const { when } of [...conditions, ...otherwise]) expect(description).toContain(`Where ${when}, needs`);
    for (const scope of ownData) expect(description).toMatch(new RegExp(`\\(.*\`${scope}\`.*: own data only\\)`));
    if (field === undefined) return;
    expect(scopesOf(field, 'requiresScopes')).toEqual(required);
    expect(scopesOf(field, 'ownData') ?? []).toEqual(ownData);
  });
});

describe('the plan', () => {
  it('goes by the rules of the catalogue', () => {
    const rules = new Map(entries.map((entry) => [entry.coordinate, entry]));
    const seen = new Set<string>();
    for (const coordinate of rules.keys()) {
      const [type = '', name = ''] = coordinate.split('.');
      const parent = schema.getType(type);
      const field = isObjectType(parent) ? parent.getFields()[name] : undefined;
      if (!isObjectType(parent) || field === undefined) continue;
      const selected = { coordinate, field, args: {}, children: [] };
      for (const { gate } of gatesOf(schema, selected)) {
        seen.add(coordinate);
        expect(gate.ways[0].rule.scopeSets).toEqual(rules.get(coordinate)?.required);
        const named = gate.ways
          .flatMap(({ endpoints, shortcuts }) => [...endpoints, ...shortcuts])
          .map(({ name }) => name);
        expect([...new Set(named)]).toEqual(rules.get(coordinate)?.endpoints.map(({ name }) => name));
      }
    }
    expect([...seen]).toEqual([...rules.keys()].filter((each) => each.includes('.')));
  });
});

describe('the catalogue', () => {
  it('has what the fields call', () => {
    const rules = Object.values(schema.getTypeMap())
      .filter(isObjectType)
      .flatMap((type) => Object.values(type.getFields()))
      .map(({ extensions }) => gateOf(extensions))
      .filter((rule) => rule !== undefined);
    expect(entries.filter(({ coordinate }) => coordinate.includes('.'))).toHaveLength(rules.length);
    expect(entries.find(({ coordinate }) => coordinate === 'Query.walletCard')?.endpoints).toEqual([
      { name: 'getCard', method: 'GET', path: '/accounts/{aid}/wallets/cards/{card_id}' },
    ]);
  });

  it('is printed by the command', async () => {
    const { status, output } = await run('catalogue');
    expect(status).toBe(0);
    expect(JSON.parse(output)).toEqual(JSON.parse(JSON.stringify(entries)));
  });
});
