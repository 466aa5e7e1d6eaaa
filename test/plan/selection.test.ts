import { buildSchema, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { PlanError, type SelectOptions, select, walk } from '../../src/plan/selection.ts';

const schema = buildSchema(`
  interface Node { id: ID! }
  type Shoe implements Node { id: ID! size(unit: String): Int laces: [Lace!] maker(country: String!): Shop }
  type Lace implements Node { id: ID! color: String }
  type Shop { name: String shoes(first: Int): [Shoe] }
  type Query { node(id: ID!): Node shoe(id: ID!): Shoe shops: [Shop] }
`);

function fieldsOf(source: string, options?: SelectOptions) {
  return [...walk(select(schema, parse(source), options))];
}

function coordinates(source: string, options?: SelectOptions) {
  return fieldsOf(source, options).map(({ coordinate, path }) => `${coordinate} at ${path.join('.')}`);
}

describe('select', () => {
  it('finds fields with their aliases, parents before children', () => {
    expect(coordinates('{ mine: shoe(id: 1) { big: size maker(country: "NO") { name } } }')).toEqual([
      'Query.shoe at mine',
      'Shoe.size at mine.big',
      'Shoe.maker at mine.maker',
      'Shop.name at mine.maker.name',
    ]);
  });

  it('merges what has the same response key, through fragments', () => {
    const source = `{ shoe(id: 1) { ...A ...A ... on Node { id } } shoe(id: 1) { laces { color } } }
      fragment A on Shoe { laces { id } size }`;
    expect(coordinates(source)).toEqual([
      'Query.shoe at shoe',
      'Shoe.laces at shoe.laces',
      'Lace.id at shoe.laces.id',
      'Lace.color at shoe.laces.color',
      'Shoe.size at shoe.size',
      'Shoe.id at shoe.id',
    ]);
  });

  it('takes every object type that an interface may be', () => {
    expect(coordinates('{ node(id: 1) { id ... on Lace { color } } }')).toEqual([
      'Query.node at node',
      'Shoe.id at node.id',
      'Lace.id at node.id',
      'Lace.color at node.color',
    ]);
  });

  it('leaves out what @skip and @include leave out', () => {
    const source = `query ($yes: Boolean!, $no: Boolean = false) {
      shoe(id: 1) { id @skip(if: true) size @include(if: $yes) laces @include(if: $no) { id } ... @skip(if: $yes) { maker(country: "NO") { name } } }
    }`;
    expect(coordinates(source, { variables: { yes: true } })).toEqual(['Query.shoe at shoe', 'Shoe.size at shoe.size']);
  });

  it('is uncertain where a variable without a value decides', () => {
    const fields = fieldsOf(
      'query ($wanted: Boolean!) { shoe(id: 1) { id ... @include(if: $wanted) { laces { color } } } }',
    );
    expect(fields.map(({ coordinate, certain }) => [coordinate, certain])).toEqual([
      ['Query.shoe', true],
      ['Shoe.id', true],
      ['Shoe.laces', false],
      ['Lace.color', false],
    ]);
  });

  it('is certain of what is asked for without a condition as well', () => {
    const fields = fieldsOf('query ($wanted: Boolean!) { shoe(id: 1) { id @include(if: $wanted) id } }');
    expect(fields.map(({ certain }) => certain)).toEqual([true, true]);
  });

  it('knows arguments of literals, variables and defaults', () => {
    const source = 'query ($id: ID!, $unit: String = "cm") { shoe(id: $id) { size(unit: $unit) } }';
    expect(fieldsOf(source, { variables: { id: 'S1' } }).map(({ args }) => args)).toEqual([
      { id: 'S1' },
      { unit: 'cm' },
    ]);
  });

  it('says which arguments it does not know', () => {
    const fields = fieldsOf(
      'query ($id: ID!, $n: Int) { shoe(id: $id) { maker(country: "NO") { shoes(first: $n) { id } } } }',
    );
    expect(fields.map(({ args, unknown }) => [args, [...unknown]])).toEqual([
      [{}, ['id']],
      [{ country: 'NO' }, []],
      [{}, ['first']],
      [{}, []],
    ]);
  });

  it('knows that a variable that is not sent has no value', () => {
    const source = 'query ($n: Int) { shops { shoes(first: $n) { id } } }';
    expect(fieldsOf(source, { variables: {} }).map(({ args, unknown }) => [args, unknown.size])).toEqual([
      [{}, 0],
      [{}, 0],
      [{}, 0],
    ]);
  });

  it('says where __typename is asked for', () => {
    expect(coordinates('{ shoe(id: 1) { __typename } shops { name } }')).toEqual([
      'Query.shoe at shoe',
      'Shoe.__typename at shoe.__typename',
      'Query.shops at shops',
      'Shop.name at shops.name',
    ]);
  });

  it('takes the operation that is named', () => {
    const document = parse('query A { shops { name } } query B { shoe(id: 1) { id } }');
    expect(select(schema, document, { operationName: 'B' })).toMatchObject({
      kind: 'query',
      name: 'B',
      fields: [{ coordinate: 'Query.shoe' }],
    });
    expect(() => select(schema, document)).toThrow(PlanError);
    expect(() => select(schema, document, { operationName: 'C' })).toThrow(PlanError);
  });

  it('refuses an operation of more fields than anybody needs', () => {
    const many = Array.from({ length: 20_001 }, (_, index) => `a${index}: id`).join(' ');
    expect(() => fieldsOf(`{ shoe(id: 1) { ${many} } }`)).toThrow('Too many fields: 20001');
  });

  it('reads fragments that double at each step without reading them twice', () => {
    const steps = Array.from(
      { length: 40 },
      (_, index) => `fragment F${index} on Shoe { ...F${index + 1} ...F${index + 1} }`,
    );
    const source = `{ shoe(id: 1) { ...F0 } } ${steps.join(' ')} fragment F40 on Shoe { id }`;
    expect(coordinates(source)).toEqual(['Query.shoe at shoe', 'Shoe.id at shoe.id']);
  });
});
