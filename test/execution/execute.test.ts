import { buildSchema, execute as executeByGraphqlJs, getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { executeByTree as execute } from './by-tree.ts';

const schema = buildSchema(`
  type Query { echo(text: String = "default", input: Input): String list(first: Int!): [Item!] node: Node must: Item! }
  type Mutation { first: Int second: Int }
  input Input { size: Int = 5 tags: [String!] }
  interface Node { id: ID! }
  type Item implements Node { id: ID! name(upper: Boolean): String parent: Item }
`);
const turns: string[] = [];

const rootValue = {
  echo: (args: object) => JSON.stringify(args),
  list: ({ first }: { first: number }) => Array.from({ length: first }, (_, index) => item(index)),
  node: async () => ({ __typename: 'Item', ...item(7) }),
  must: () => Promise.reject(new Error('gone')),
  first: async () => {
    turns.push('first begins');
    await Promise.resolve();
    turns.push('first ends');
    return 1;
  },
  second: () => turns.push('second'),
};

function item(id: number): object {
  return { id, name: ({ upper }: { upper?: boolean }) => (upper ? 'NAME' : 'name'), parent: () => item(id + 1) };
}

async function both(query: string, variableValues: Readonly<Record<string, unknown>> = {}, operationName?: string) {
  const args = { schema, document: parse(query), rootValue, variableValues, ...(operationName && { operationName }) };
  const [planned, again, expected] = [await execute(args), await execute(args), await executeByGraphqlJs(args)];
  expect(JSON.parse(JSON.stringify(again))).toEqual(JSON.parse(JSON.stringify(planned)));
  return { planned: JSON.parse(JSON.stringify(planned)), expected: JSON.parse(JSON.stringify(expected)) };
}

describe('an operation that is executed by tree', () => {
  it.each([
    ['defaults of arguments', '{ echo }', {}],
    ['defaults of input fields', '{ echo(input: { tags: ["a"] }) }', {}],
    ['variables in a list in an input', 'query ($tag: String!) { echo(input: { tags: [$tag] }) }', { tag: 'b' }],
    ['a variable that is not given', 'query ($text: String) { echo(text: $text) }', {}],
    ['a variable that is null', 'query ($text: String) { echo(text: $text) }', { text: null }],
    ['a variable of the wrong kind', 'query ($first: Int!) { list(first: $first) { id } }', { first: 'many' }],
    [
      'fields that are asked for twice',
      '{ list(first: 2) { id } list(first: 2) { name parent { id } parent { name } } }',
      {},
    ],
    [
      'fragments on an interface',
      '{ node { __typename ...F ... on Item { name(upper: true) } } } fragment F on Node { id }',
      {},
    ],
    ['null where there may be none', '{ must { id } echo }', {}],
    ['a member that is called as a prototype is', '{ __proto__: echo list(first: 1) { __proto__: id } }', {}],
    ['a member that is called then', '{ then: echo list(first: 1) { then: id } }', {}],
    ['introspection', getIntrospectionQuery(), {}],
  ])('answers as graphql-js does: %s', async (_, query, variables) => {
    const { planned, expected } = await both(query, variables);
    expect(planned).toEqual(expected);
  });

  it('skips what its own variables say, whatever others said before', async () => {
    const query = 'query ($names: Boolean!) { list(first: 1) { id name @include(if: $names) } }';
    for (const names of [true, false, true]) {
      const { planned } = await both(query, { names });
      expect(planned).toEqual({ data: { list: [{ id: '0', ...(names && { name: 'name' }) }] } });
    }
  });

  it.each([
    [
      'skipped in one place and not in another',
      '{ list(first: 1) @include(if: $a) { id } list(first: 1) @skip(if: $b) { name } }',
    ],
    [
      'within fragments that are spread twice',
      '{ list(first: 1) { ...F @include(if: $a) ...F @skip(if: $b) } } fragment F on Item { id parent @include(if: $b) { id } }',
    ],
    [
      'five variables',
      '{ list(first: 1) { id @include(if: $a) name @skip(if: $b) x: id @skip(if: $c) ... @include(if: $d) { y: name @skip(if: $e) parent { id @skip(if: $a) } } } }',
    ],
    ['both directives', '{ echo @include(if: $a) @skip(if: $b) x: echo @skip(if: $a) @include(if: $a) }'],
  ])('skips as graphql-js does, for all values: %s', async (_, selections) => {
    const names = ['a', 'b', 'c', 'd', 'e'].filter((name) => selections.includes(`$${name})`));
    const query = `query (${names.map((name) => `$${name}: Boolean!`).join(' ')}) ${selections}`;
    const document = parse(query);
    for (let bits = 0; bits < 2 ** names.length; bits += 1) {
      const variableValues = Object.fromEntries(names.map((name, at) => [name, (bits & (1 << at)) !== 0]));
      const args = { schema, document, rootValue, variableValues };
      const [actual, expected] = [await execute(args), await executeByGraphqlJs(args)];
      expect(JSON.stringify(actual), JSON.stringify(variableValues)).toEqual(JSON.stringify(expected));
    }
  });

  it('refuses null where a variable decides', async () => {
    const query = 'query ($a: Boolean = true) { echo list(first: 1) { id @include(if: $a) } }';
    const { planned, expected } = await both(query, { a: null });
    expect(planned.data).toEqual(expected.data);
    expect(planned.errors).toMatchObject([{ message: 'Variable "$a" must not be null: it decides what is skipped.' }]);
  });

  it('is the one that is named', async () => {
    const query = 'query A { echo(text: "a") } query B { echo(text: "b") }';
    expect((await both(query, {}, 'A')).planned).toEqual({ data: { echo: '{"text":"a"}' } });
    expect((await both(query, {}, 'B')).planned).toEqual({ data: { echo: '{"text":"b"}' } });
  });

  it('runs mutations one after the other', async () => {
    turns.length = 0;
    await execute({ schema, document: parse('mutation { first second }'), rootValue });
    expect(turns).toEqual(['first begins', 'first ends', 'second']);
  });

  it('shares no arguments that a resolver could change', async () => {
    const changing = { echo: (args: { input: { tags: string[] } }) => args.input.tags.push('more') };
    const args = { schema, document: parse('{ echo(input: { tags: ["a"] }) }'), rootValue: changing };
    const { errors = [] } = await execute(args);
    expect(errors.map(({ message }) => message)).toEqual(['Cannot add property 1, object is not extensible']);
  });

  it('answers all of what unfolds to more than is remembered', async () => {
    const depth = 6;
    const fragments = Array.from(
      { length: depth },
      (_, n) => `fragment F${n} on Item { a: parent { ...F${n + 1} } b: parent { ...F${n + 1} } }`,
    );
    const query = ['{ list(first: 1) { ...F0 } }', ...fragments, `fragment F${depth} on Item { id }`].join('\n');
    const { planned, expected } = await both(query);
    expect(planned).toEqual(expected);
    expect(JSON.stringify(planned).split('"id"')).toHaveLength(2 ** depth + 1);
  });
});
