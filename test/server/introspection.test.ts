import { buildSchema } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { ask, post, serveSchema } from './server.ts';

const schema = buildSchema(`
  enum Color { GREEN, YELLOW }
  input Filter { color: Color, size: Int }
  type Fruit { color: Color }
  type Query { fruits(filter: Filter, color: Color): [Fruit] }
`);
const silent = serveSchema(schema, { env: { INTROSPECTION: 'off' } });
const telling = serveSchema(schema);
afterAll(() => Promise.all([silent.close(), telling.close()]));

describe('with introspection switched off', () => {
  it.each(['{ __schema { types { name } } }', '{ fruits { color } x: __schema { description } }'])(
    'is refused: %s',
    async (query) => {
      const answer = await ask(silent, post(query));
      expect(answer).toMatchObject({ status: 400, codes: ['INTROSPECTION_DISABLED'] });
      expect(answer.body).not.toHaveProperty('data');
    },
  );

  it('is refused inside a fragment', async () => {
    const query = 'query { ...all } fragment all on Query { __schema { queryType { name } } }';
    expect(await ask(silent, post(query))).toMatchObject({ status: 400, codes: ['INTROSPECTION_DISABLED'] });
  });

  it.each<[string, object?]>([
    ['{ __type(name: "Color") { name enumValues { name } } }'],
    ['query ($name: String!) { __type(name: $name) { name fields { name } } }', { name: 'Query' }],
    ['query { ...all } fragment all on Query { ... { __type(name: "Query") { name } } }'],
  ])('knows no type by its name: %s', async (query, variables) => {
    const { status, body } = await ask(silent, post({ query, variables }));
    expect([status, body]).toEqual([200, { data: { __type: null } }]);
    expect((await ask(telling, post({ query, variables }))).body.data.__type.name).toMatch(/Color|Query/);
  });

  it('still tells the type of what it answers', async () => {
    expect(await ask(silent, post('{ __typename }'))).toMatchObject({ body: { data: { __typename: 'Query' } } });
  });

  it.each<[string, string, object?]>([
    ['a field', '{ fruit { color } }'],
    ['an argument', '{ fruits(colour: GREEN) { color } }'],
    ['a type', 'query ($f: Filters) { fruits(filter: $f) { color } }'],
    ['a value', '{ fruits(color: GREN) { color } }'],
    ['a member of an input', '{ fruits(filter: { colour: GREEN }) { color } }'],
    ['a value in a variable', 'query ($c: Color) { fruits(color: $c) { color } }', { c: 'GREN' }],
    [
      'a member of an input in a variable',
      'query ($f: Filter) { fruits(filter: $f) { color } }',
      { f: { colour: 'GREEN' } },
    ],
  ])('suggests nothing for a misspelt name: %s', async (_, query, variables) => {
    const [quiet, helpful] = await Promise.all(
      [silent, telling].map(async (server) => ask(server, post({ query, variables }))),
    );
    expect(helpful?.body.errors[0].message).toMatch(/did you mean/i);
    expect(quiet).toMatchObject({ status: 400, codes: helpful?.codes });
    expect(quiet?.body.errors[0].message).not.toMatch(/did you mean/i);
  });
});

describe('with introspection switched on', () => {
  it('tells the schema', async () => {
    expect(await ask(telling, post('{ __schema { queryType { name } } }'))).toMatchObject({
      status: 200,
      body: { data: { __schema: { queryType: { name: 'Query' } } } },
    });
  });
});
