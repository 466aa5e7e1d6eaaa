import { GraphQLError, GraphQLList, GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { afterAll, describe, expect, it } from 'vitest';
import { ask, post, serveSchema } from '../server.ts';

const Item: GraphQLObjectType = new GraphQLObjectType({
  name: 'Item',
  fields: {
    conflict: { type: GraphQLString, resolve: () => fail('CONFLICT') },
    missing: { type: GraphQLString, resolve: () => fail('NOT_FOUND') },
  },
});
const items = { type: new GraphQLList(Item), args: { first: { type: GraphQLString } } };
const Query = new GraphQLObjectType({
  name: 'Query',
  fields: { items: { ...items, resolve: (_, { first }) => Array(Number(first)).fill({}) } },
});
const server = serveSchema(new GraphQLSchema({ query: Query }));
afterAll(() => server.close());

function fail(code: string): never {
  throw new GraphQLError('It failed.', { extensions: { code } });
}

async function errorsOf(query: string) {
  const { body, codes } = await ask(server, post(query));
  return { codes: Object.entries(Object.groupBy(codes, String)).map(([code, each = []]) => [code, each.length]), body };
}

describe('errors of one kind', () => {
  it('are all told up to twenty', async () => {
    const { codes } = await errorsOf('{ items(first: "20") { conflict } }');
    expect(codes).toEqual([['CONFLICT', 20]]);
  });

  it('are told by how many more there are beyond that, each kind by itself', async () => {
    const { codes, body } = await errorsOf('{ items(first: "23") { conflict } few: items(first: "2") { missing } }');
    expect(codes).toEqual([
      ['CONFLICT', 21],
      ['NOT_FOUND', 2],
    ]);
    expect(body.errors.at(-1)).toEqual({
      message: '3 more of this kind.',
      extensions: { code: 'CONFLICT', more: 3, requestId: expect.any(String) },
    });
    expect(body.data.items).toHaveLength(23);
  });

  it('are few where a document is wrong everywhere', async () => {
    const { body } = await errorsOf(`{ ${Array.from({ length: 500 }, (_, index) => `wrong${index}`).join(' ')} }`);
    expect(body.errors.length).toBeLessThanOrEqual(21);
    expect(body.errors.at(-1).message).toMatch(/Too many validation errors|more of this kind/);
  });
});
